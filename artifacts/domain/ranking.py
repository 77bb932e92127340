"""Ranking: every published hypothesis by score, with what lists filter by; read once for each change of any of them."""

from collections import Counter
from typing import NamedTuple

from django.core.cache import cache
from django.db.models import Count, F, Max

from artifacts.models import WEIGHTS, Publication, score_level
from artifacts.text.ordering import natural_key

KEPT_SECONDS = 3600
BINS = 10


class Ranked(NamedTuple):
    """A published hypothesis: its publication, its composite, its status, target genes, and the ten scores in order."""

    publication: int
    score: float | None
    status: str
    genes: tuple[str, ...]
    scores: tuple[float | None, ...]


def ranking() -> list[Ranked]:
    """All of them, the best score first and those without one last; one query where nothing changed since, else two."""
    rows = Publication.objects.filter(artifact__kind="hypothesis").order_by()
    # Of those out of sight too: one withdrawn and another put back leave the count of those in sight as it was.
    newest = {"rendered": Max("rendered_at"), "moved": Max("artifact__state_at")}
    state = rows.aggregate(count=Count("pk"), revisions=Max("revision"), **newest)
    dates = [state[name] and state[name].timestamp() for name in newest]
    key = f"ranking:{state['count']}:{state['revisions']}:{dates}".replace(" ", "")
    found = cache.get(key)
    if found is None:
        found = _read(rows.of_active())
        cache.set(key, found, KEPT_SECONDS)
    return found


def _read(rows) -> list[Ranked]:
    rows = rows.annotate(ranked=F("parts__ranked")).values_list("pk", "title", "score", "ranked")
    titled = [
        (title, Ranked(pk, score, ranked["status"], tuple(ranked["genes"]), tuple(ranked["scores"])))
        for pk, title, score, ranked in rows
    ]
    titled.sort(key=lambda row: (row[1].score is None, -(row[1].score or 0), natural_key(row[0]), row[1].publication))
    return [ranked for _title, ranked in titled]


def histogram(rows: list[Ranked]) -> list[dict]:
    """How many composites lie in each tenth from 0 to 1, and the level of its lower end; 1 is of the last tenth."""
    counts = Counter(min(round(row.score * 10_000) // 1000, BINS - 1) for row in rows if row.score is not None)
    return [
        {"start": n / BINS, "end": (n + 1) / BINS, "level": score_level(n / BINS), "count": counts[n]}
        for n in range(BINS)
    ]


def means(rows: list[Ranked]) -> list[dict]:
    """The mean of each dimension over the hypotheses that have a score of it, with how many these are."""
    found = []
    for place, (name, weight) in enumerate(WEIGHTS.items()):
        values = [row.scores[place] for row in rows if row.scores[place] is not None]
        mean = round(sum(values) / len(values), 4) if values else None
        found.append(
            {"dimension": name, "weight": weight, "value": mean, "level": score_level(mean), "count": len(values)}
        )
    return found


def genes(rows: list[Ranked]) -> list[tuple[str, int]]:
    """The target genes, those of most hypotheses first."""
    counts = Counter(gene for row in rows for gene in row.genes)
    return sorted(counts.items(), key=lambda item: (-item[1], natural_key(item[0])))
