"""Showing: what came in is rendered and held against the rules of lint, once all of it is there to link to."""

import time
from collections.abc import Iterator
from typing import NamedTuple

from django.conf import settings
from django.utils import timezone, translation

from artifacts.domain.checkup import Look, looks
from artifacts.domain.documents import content_of_revision
from artifacts.domain.known import coming_with
from artifacts.domain.publications import publication_fields
from artifacts.domain.render import render_many
from artifacts.domain.search.engine import Words
from artifacts.domain.search.index import indexed
from artifacts.models import Batch, ImportRecord, Publication, RevisionInfo, SearchEntry

SLICE = 25
# Of so many records the keys are read at once.
READ = 1000
# In this order each finds what it shows of the others: pages the claims of hypotheses, works the sentences of pages.
# Hypotheses are shown to pages first, and once more when the pages stand that they list.
PASSES = (
    ("show hypothesis", "hypothesis"),
    ("show page", "page"),
    ("show analysis", "analysis"),
    ("show hypothesis again", "hypothesis"),
    ("show reference", "reference"),
)
AGAIN = "show hypothesis again"


class Shown(NamedTuple):
    """An artifact as readers are to see it, by primary keys: all that a process needs who writes it."""

    artifact: int
    revision: RevisionInfo
    fields: dict
    inputs: dict[tuple[str, str], int | None]
    # The revision that readers saw of each artifact that was looked at.
    seen: dict[int, int | None]
    entry: SearchEntry
    words: Words
    look: Look | None
    seconds: float


def slices(batch: Batch, kind: str, last: int) -> Iterator[list[tuple[int, int]]]:
    """The new artifacts of a kind behind a record: primary keys of records and of their revisions, by slices."""
    new = ImportRecord.objects.filter(batch=batch, outcome=ImportRecord.Outcome.NEW, artifact__kind=kind)
    while rows := list(new.filter(pk__gt=last).order_by("pk").values_list("pk", "revision_id")[:READ]):
        yield from (rows[at : at + SLICE] for at in range(0, len(rows), SLICE))
        last = rows[-1][0]


def show_slice(rows: list[tuple[int, int]], batch: int, looking: bool) -> list[Shown]:
    """Render revisions, and with `looking` check them, as if all of the batch were published; reads only."""
    began = time.perf_counter()
    related = ("artifact", "version", "batch", "author", "review_by")
    found = RevisionInfo.objects.select_related(*related).in_bulk([revision for _record, revision in rows])
    revisions = [found[revision] for _record, revision in rows]
    contents = [content_of_revision(revision) for revision in revisions]
    with coming_with(batch), translation.override(settings.LANGUAGE_CODE):
        rendered = render_many(zip(contents, revisions, strict=True))
        looked = [None] * len(revisions)
        if looking:
            looked = looks((content, revision.artifact) for content, revision in zip(contents, revisions, strict=True))
    now = timezone.now()
    publications = [
        Publication(artifact=revision.artifact, revision=revision, **publication_fields(one.parts, published_at=now))
        for revision, one in zip(revisions, rendered, strict=True)
    ]
    entries, words = indexed(publications)
    each = (time.perf_counter() - began) / len(rows)
    return [
        Shown(
            revision.artifact_id,
            RevisionInfo(pk=revision.pk, artifact_id=revision.artifact_id, number=revision.number),
            publication_fields(one.parts, published_at=now),
            one.inputs.pks(),
            one.inputs.revisions,
            SearchEntry(
                **{field.attname: getattr(entry, field.attname) for field in SearchEntry._meta.concrete_fields}
            ),
            said,
            look,
            each,
        )
        for revision, one, entry, said, look in zip(revisions, rendered, entries, words, looked, strict=True)
    ]
