"""Blame as a page: beside each run of sentences and each row who wrote it, in which revision, and when."""

from dataclasses import dataclass
from typing import NamedTuple

from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from artifacts.domain.blame import Blame, BlamedRow
from artifacts.domain.blame import blame as blame_of
from artifacts.errors import DocumentError
from artifacts.models import Artifact, RevisionInfo
from artifacts.text.blame import Run
from artifacts.views.finding import not_found, publication_of, sees_drafts
from artifacts.views.revision import artifact_with_history, textless_page

# The newest text has the strongest tint; there are this many, and none for the oldest.
TINTS = 4


@dataclass(frozen=True)
class Origin:
    """A revision as its text is labelled; the asker is told no more of one that they may not see."""

    key: int
    number: int
    author: str
    seen: RevisionInfo | None
    source: str
    elsewhere: bool
    unsure: bool
    tint: int
    words: int
    percent: float

    @property
    def url(self) -> str:
        return self.seen.get_absolute_url() if self.seen else ""

    @property
    def change_url(self) -> str:
        """The comparison with the revision before it, where both can be seen."""
        if self.seen is None or not self.seen.comparable:
            return ""
        return reverse("diff", args=[self.seen.artifact.public_id, self.number - 1, self.number])


class Label(NamedTuple):
    """A run or row with its origin; the first of each origin is an anchor, and what changes origin is labelled."""

    said: Run | BlamedRow
    origin: Origin
    first: bool
    changes: bool


@require_safe
def blame(request, artifact_id, number=None):
    found, response = artifact_with_history(request, artifact_id)
    if response is not None:
        return response
    staff = sees_drafts(request)
    asked = number is not None
    info = found.revisions.filter(number=number).first() if asked else shown_revision(found, request.user, staff)
    if info is None or (info.first_published is None and not staff):
        not_found()
    try:
        answer = blame_of(found, info.number)
    except DocumentError as error:
        response = textless_page(request, info, error, staff)
    else:
        response = render(request, "artifacts/blame.html", blame_context(found, info, answer, request.user))
    response["X-Robots-Tag"] = "noindex"
    if staff:
        patch_cache_control(response, private=True, no_store=True)
    return response


def shown_revision(found: Artifact, user, staff: bool) -> RevisionInfo | None:
    """The newest revision for staff; for everyone else the published one, or the last that was."""
    publication = None if staff else publication_of(found)
    return publication.revision if publication else found.revisions.visible_to(user).newest()


def blame_context(found: Artifact, info: RevisionInfo, answer: Blame, user) -> dict:
    origins = origins_of(answer, found, user)
    label = Labeller(origins)
    return {
        "title": answer.title,
        "artifact_url": found.get_absolute_url(),
        "history_url": reverse("history", args=[found.public_id]),
        "info": info,
        "origins": origins.values(),
        "texts": [(name, [list(map(label, runs)) for runs in paragraphs]) for name, paragraphs in answer.texts],
        "rows": [(part, list(map(label, rows))) for part, rows in answer.rows],
        "noindex": True,
    }


class Labeller:
    """Labels what an answer says, in reading order."""

    def __init__(self, origins: dict[int, Origin]):
        self._origins = origins
        self._met: set[int] = set()
        self._last: int | None = None

    def __call__(self, said: Run | BlamedRow) -> Label:
        label = Label(said, self._origins[said.origin], said.origin not in self._met, said.origin != self._last)
        self._met.add(said.origin)
        self._last = said.origin
        return label


def origins_of(answer: Blame, found: Artifact, user) -> dict[int, Origin]:
    """The revisions that an answer names, by primary key, newest first."""
    words = answer.words()
    revisions = RevisionInfo.objects.filter(pk__in=words).order_by("-pk")
    seen = revisions.visible_to(user).with_comparable(user).select_related("artifact").in_bulk()
    sources = sources_of(revisions, found, user)
    return {
        info.pk: Origin(
            key=key,
            number=info.number,
            author=info.author_name,
            seen=seen.get(info.pk),
            source=sources.get(info.artifact_id, ""),
            elsewhere=info.artifact_id != found.pk,
            unsure=info.pk in answer.unsure,
            tint=round(TINTS * (len(revisions) - key) / max(len(revisions) - 1, 1)),
            words=words[info.pk],
            percent=100 * words[info.pk] / max(words.total(), 1),
        )
        for key, info in enumerate(revisions, 1)
    }


def sources_of(revisions, found: Artifact, user) -> dict[int, str]:
    """The ids of other artifacts that text came from by a merge, where the asker may see something of them."""
    others = {info.artifact_id for info in revisions} - {found.pk}
    known = RevisionInfo.objects.filter(artifact__in=others).visible_to(user)
    return dict(known.values_list("artifact_id", "artifact__public_id").distinct()) if others else {}
