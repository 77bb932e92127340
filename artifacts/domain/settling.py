"""Settling: what many merges of twins leave to be shown and checked anew, done once, and only where it would differ.

Nearly every page links to pages that others were merged into, and has looked for the bare ids too. Where none of its
links led to one that was merged away, it would be rendered as it stands: only what it drew on is noted anew. A work's
page loses the lines of what was merged away.
"""

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import transaction
from django.db.models import OuterRef, Q, Subquery, TextField
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone

from artifacts.domain.checkup import Waiting, check_dependents_of_many, check_many
from artifacts.domain.publications import entity_tag
from artifacts.domain.refresh import SHOWN_ROLES, mark, refresh_stale
from artifacts.domain.render import RENDERER_VERSION
from artifacts.domain.shown import Role
from artifacts.domain.term_checks import check_terms
from artifacts.models import Address, Artifact, Publication, PublicationInput, newest_of

AT_ONCE = 200
# What ends where another step of a path begins is no id of the page that a link leads to.
ID = r"[A-Za-z0-9._:%-]++(?!/)"


class Settling:
    """Collects over many transactions. Killed before `finish`, it leaves publications stale, for anybody to refresh."""

    def __init__(self, *, rendering: bool = False):
        """With `rendering` all that was marked is rendered anew, whatever it links to."""
        self.rendering = rendering
        # Publications to settle: how often each has been marked if nothing but these merges made it stale, or None.
        self._marks: dict[int, int | None] = {}
        self._merged: dict[int, str] = {}
        self._checked: set[int] = set()
        self._termed: set[int] = set()
        self._retitled: set[int] = set()
        self._staged: list = []

    @contextmanager
    def together(self) -> Iterator[None]:
        """A transaction; what is collected in it counts once it has succeeded."""
        try:
            with transaction.atomic():
                yield
            for collected, found in self._staged:
                collected.update(found)
        finally:
            self._staged = []

    def check(self, pks: Iterable[int]) -> None:
        """Have artifacts looked at once all is merged."""
        self._staged.append((self._checked, set(pks)))

    def check_terms(self, pks: Iterable[int]) -> None:
        """Have pages whose text stands as it was looked at for titles of others, once all is merged."""
        self._staged.append((self._termed, set(pks)))

    def mark(self, pairs: list[tuple[Artifact, Artifact]], retitled: Iterable[Artifact]) -> None:
        """Mark what shows a source that was merged into its target, and what shows a target under another title."""
        sources, targets = ([artifact.pk for artifact in side] for side in zip(*pairs, strict=True))
        retitled = {artifact.pk for artifact in retitled}
        inputs = PublicationInput.objects.exclude(role=Role.IMAGE)
        affected = _publications(inputs.filter(artifact__in=sources))
        affected |= _publications(inputs.filter(key__in=_keys(sources)))
        affected |= _publications(inputs.filter(key__in=_keys(targets)).exclude(artifact__in=targets))
        affected |= _showing_what_shows(sources)
        if retitled:
            mark(Q(pk__in=_publications(inputs.filter(artifact__in=retitled)) | _showing_what_shows(retitled)))
        rows = Publication.objects.filter(pk__in=affected - self._marks.keys()).values_list("pk", "stale", "marks")
        fresh = {pk: marks for pk, stale, marks in rows if not stale}
        before = mark(Q(pk__in=affected - self._marks.keys()))
        self._staged += [
            (self._marks, {pk: marks + 1 if fresh.get(pk) == marks else None for pk, marks in before.items()}),
            (self._merged, {source.pk: source.get_absolute_url() for source, _target in pairs}),
            (self._retitled, retitled),
            (self._checked, retitled),
        ]

    def finish(self) -> None:
        """Settle and refresh what was marked, and look at what is to be checked."""
        for pks in _parts_of(sorted(self._marks)):
            with self.together():
                self._settle(pks)
        refresh_stale()
        check_many(self._checked)
        check_terms(self._termed - self._checked)
        check_dependents_of_many(Waiting(self._checked, self._retitled))
        self.__init__(rendering=self.rendering)

    def _settle(self, pks: list[int]) -> None:
        rows = Publication.objects.of_active().filter(pk__in=pks)
        rows = rows.annotate(text=Cast("parts", TextField()), newest=newest_of("artifact", "pk"))
        rows = rows.defer("parts", "summary").select_related("artifact").order_by("pk")
        rows = list(rows.select_for_update(no_key=True, of=("self",)))
        # Rendered meanwhile by somebody who may not have seen all that was merged.
        mark(Q(pk__in=[publication.pk for publication in rows if not publication.stale]))
        settled = []
        for publication in rows:
            kind = publication.artifact.kind
            stays = kind == Artifact.Kind.PAGE and not self._leads_to_merged(publication.text)
            # What nobody has published yet may link otherwise.
            if kind != Artifact.Kind.REFERENCE and not (stays and publication.newest == publication.revision_id):
                self.check([publication.artifact_id])
            if not self._is_settled_here(publication):
                continue
            if stays or kind == Artifact.Kind.REFERENCE and self._took_lines_off(publication):
                settled.append(publication.pk)
        _note_where_inputs_lead(settled)
        Publication.objects.filter(pk__in=settled).update(stale=False)

    def _is_settled_here(self, publication: Publication) -> bool:
        """Whether all that it waits for is known here."""
        current = publication.renderer_version == RENDERER_VERSION
        return current and publication.stale and self._marks[publication.pk] == publication.marks

    def _took_lines_off(self, work: Publication) -> bool:
        """Take what was merged away from the list of what cites a work, if the work's page lists all that does."""
        parts = json.loads(work.text)
        if self.rendering or parts["more_cited_on"]:
            return False
        gone = set(self._merged.values())
        parts["cited_on"] = [line for line in parts["cited_on"] if line["href"] not in gone]
        Publication.objects.filter(pk=work.pk).update(parts=parts, etag=entity_tag(parts), rendered_at=timezone.now())
        return True

    def _leads_to_merged(self, text: str) -> bool:
        """Whether rendered parts hold a link to something that was merged; none to its history is meant."""
        if self.rendering:
            return True
        found = {match[0] for match in re.finditer(rf"{re.escape(_path())}{ID}", text)}
        return not found.isdisjoint(self._merged.values())


def _publications(inputs) -> set[int]:
    return set(inputs.values_list("publication", flat=True))


def _keys(pks):
    return Address.objects.filter(artifact__in=pks).values("key")


def _showing_what_shows(pks) -> set[int]:
    """The publications of what others show: works and hypotheses whose pages list those that do."""
    shown = PublicationInput.objects.filter(publication__artifact__in=pks, role__in=SHOWN_ROLES)
    return set(Publication.objects.filter(artifact__in=shown.values("artifact")).values_list("pk", flat=True))


def _note_where_inputs_lead(publications: list[int]) -> None:
    """Let inputs that led to what was merged lead to its target, and what only lists it lists it no more."""
    inputs = PublicationInput.objects.filter(publication__in=publications, artifact__state=Artifact.State.MERGED)
    inputs.filter(role=Role.LISTED).delete()
    target = Artifact.objects.filter(pk=OuterRef("artifact_id")).values("merged_into")
    inputs.update(artifact=Subquery(target[:1]))


def _path() -> str:
    return reverse("artifact", args=["-"]).removesuffix("-")


def _parts_of(pks: list[int]) -> Iterator[list[int]]:
    return (pks[at : at + AT_ONCE] for at in range(0, len(pks), AT_ONCE))
