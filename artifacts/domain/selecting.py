"""Selecting: artifacts by their names, type or publication; and all that these cite and were merged with."""

from collections.abc import Iterator

from django.db.models import Q

from artifacts.domain.contents import works_by_name
from artifacts.domain.documents import content_of_revision
from artifacts.domain.snapshot import by_code_points
from artifacts.errors import ContentError, DocumentError
from artifacts.errors import marked as _
from artifacts.models import Artifact, Merge, RevisionInfo, WikiPage
from artifacts.models.held import Held
from artifacts.representations.document import cited_names, shown_ids
from artifacts.text.addresses import target_keys

CHUNK = 500


def select(artifacts, *, names=(), type: str = "", published: bool = False):
    """Those artifacts of a queryset that have one of the names, are of the type and are published, where asked for.

    ContentError where a name leads nowhere or a type is none.
    """
    if names:
        artifacts = artifacts.filter(pk__in=[_named(name).pk for name in names])
    if type in WikiPage.EntityType.values:
        artifacts = artifacts.filter(wikipage__entity_type=type)
    elif type in Artifact.Kind.values:
        artifacts = artifacts.filter(kind=type)
    elif type:
        types = ", ".join([*Artifact.Kind.values, *WikiPage.EntityType.values])
        raise ContentError(_("{type!r} is no type: use {types}."), type=type, types=types)
    return artifacts.published() if published else artifacts


def _named(name: str) -> Artifact:
    """What a slug, an id or any other address leads to, merges not followed."""
    keys = target_keys(f"/{name}")
    found = dict(Artifact.objects.filter(addresses__key__in=keys).values_list("addresses__key", "pk"))
    pk = next((found[key] for key in keys if key in found), None)
    if pk is None:
        raise ContentError(_("Nothing has the name {name!r}: give slugs or ids."), name=name)
    return Artifact.objects.get(pk=pk)


def with_all_cited(artifacts) -> set[int]:
    """The primary keys of artifacts, of all that their revisions show or they were merged with, and so on."""
    whole: set[int] = set()
    asked = set(artifacts.values_list("pk", flat=True))
    while asked:
        whole |= asked
        found = set()
        for pks in chunks(sorted(asked)):
            found |= _shown_by(pks) | _merged_with(pks)
        asked = found - whole
    return whole


def chosen_with_all_cited(artifacts):
    """The same as a queryset."""
    return Artifact.objects.filter(pk__in=Held(with_all_cited(artifacts)))


def _shown_by(pks: list[int]) -> set[int]:
    ids = set()
    revisions = RevisionInfo.objects.filter(artifact__in=pks, removed="").select_related("version")
    for revision in revisions.iterator(chunk_size=100):
        try:
            content = content_of_revision(revision)
        except DocumentError:
            # Whoever exports it is told.
            continue
        ids |= {*shown_ids(content), *works_by_name(cited_names(content)).values()}
    return {
        pk
        for some in chunks(sorted(ids))
        for pk in Artifact.objects.filter(public_id__in=some).values_list("pk", flat=True)
    }


def _merged_with(pks: list[int]) -> set[int]:
    into = Artifact.objects.filter(pk__in=pks, merged_into__isnull=False).values_list("merged_into", flat=True)
    sides = Merge.objects.filter(Q(source__in=pks) | Q(target__in=pks)).values_list("source", "target")
    return {*into, *(pk for pair in sides for pk in pair)}


def chunks(items: list, size: int = CHUNK) -> Iterator[list]:
    return (items[at : at + size] for at in range(0, len(items), size))


def in_order(artifacts=None, selected: set[int] | None = None, *, size: int = CHUNK) -> Iterator[list[int]]:
    """The primary keys of artifacts (all, a queryset's, or those of a set) by their ids, a chunk at a time."""
    rows = Artifact.objects.all() if artifacts is None else artifacts
    chunk = []
    for pk in rows.order_by(by_code_points("public_id")).values_list("pk", flat=True).iterator(chunk_size=2_000):
        if selected is None or pk in selected:
            chunk.append(pk)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
