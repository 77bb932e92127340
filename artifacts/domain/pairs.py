"""Pairs: what a person has to see of two artifacts to tell whether they are one, and which of them to keep."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F

from artifacts.models import ROWS, Artifact, Citation, DuplicateCandidate, Evidence, newest_of
from artifacts.text.shingles import words_of
from artifacts.text.spellings import PREFIX

TEXTS = ("body", "statement", "question", "summary")


@dataclass(frozen=True)
class Side:
    """One artifact of a pair; `published` is the revision that readers see, if they see one."""

    artifact: Artifact
    words: int
    works: int
    cited_on: int
    published: int | None
    number: int
    edited: datetime
    edited_by: str

    @property
    def row(self):
        return self.artifact.row

    @property
    def type(self) -> str:
        """What it is within its kind: a page's entity type, a work's type."""
        return next((getattr(self.row, name) for name in ("entity_type", "type") if hasattr(self.row, name)), "")

    @property
    def rank(self) -> tuple:
        """The larger, the better it is kept: what readers know, the longer text, more works, the id of today's form."""
        prefixed = self.artifact.public_id.startswith(PREFIX)
        return self.published is not None, self.words, self.works + self.cited_on, prefixed, -self.artifact.pk


@dataclass(frozen=True)
class ShownPair:
    candidate: DuplicateCandidate
    target: Side
    source: Side

    @property
    def title(self) -> str:
        """What the two are called, once where both are called the same."""
        return " · ".join(dict.fromkeys((str(self.target.row), str(self.source.row))))

    @property
    def sides(self) -> tuple[tuple[Side, Side], tuple[Side, Side]]:
        """Each side, and the other that would be merged into it."""
        return (self.target, self.source), (self.source, self.target)


def shown_pairs(candidates: Iterable[DuplicateCandidate]) -> list[ShownPair]:
    """Each candidate with its two sides, the one to be kept first; as many queries for many as for one."""
    candidates = list(candidates)
    sides = sides_of({pk for candidate in candidates for pk in (candidate.first_id, candidate.second_id)})
    return [
        ShownPair(
            candidate,
            *sorted((sides[candidate.first_id], sides[candidate.second_id]), key=lambda side: side.rank, reverse=True),
        )
        for candidate in candidates
    ]


def sides_of(pks: set[int]) -> dict[int, Side]:
    artifacts = (
        Artifact.objects.filter(pk__in=pks)
        .select_related(*ROWS.values())
        .annotate(
            published=F("publication__revision__number"),
            **{field: newest_of("pk", field) for field in ("number", "date", "author_name")},
        )
    )
    cited = Citation.objects.filter(page__in=pks, reference__isnull=False)
    works = _counted(cited, "page", "reference")
    works |= _counted(Evidence.objects.filter(hypothesis__in=pks, reference__isnull=False), "hypothesis", "reference")
    cited_on = _counted(Citation.objects.filter(reference__in=pks), "reference", "page")
    return {
        artifact.pk: Side(
            artifact=artifact,
            words=sum(len(words_of(getattr(artifact.row, name, ""))) for name in TEXTS),
            works=works.get(artifact.pk, 0),
            cited_on=cited_on.get(artifact.pk, 0),
            published=artifact.published,
            number=artifact.number,
            edited=artifact.date,
            edited_by=artifact.author_name,
        )
        for artifact in artifacts
    }


def _counted(rows, of: str, what: str) -> dict[int, int]:
    return dict(rows.order_by().values_list(of).annotate(Count(what, distinct=True)))
