"""Claims: what hypotheses take from a work as evidence, shown beside the citations of that work."""

from artifacts.domain.render.related import MOST_LISTED, list_as_input
from artifacts.models import Publication
from artifacts.text.citing import beginning
from artifacts.text.markdown import plain_text

SHOWN = 2


def own_claims(rendering, claims) -> list[dict]:
    """What a hypothesis itself takes from each work that it shows: (piece of evidence, its text) as plain words."""
    rows = []
    for piece, text in claims:
        work = rendering.works.get(rendering.named.get(piece["reference"]))
        if work is not None:
            rows.append(
                {"work": work.public_id, "stance": piece["stance"], "claim": beginning(plain_text(text.parsed))}
            )
    return rows


def claims_by_work(rendering, own=()) -> dict[str, list[dict]]:
    """Up to two claims for each work shown: one's own, then those of published hypotheses, the best scored first.

    A pinned rendering has its own alone: what others say today is no part of an old revision.
    """
    rows = [{**claim, "href": "", "title": ""} for claim in own]
    if rendering.works and rendering.pins is None:
        others = _claiming(rendering, {work.artifact.pk for work in rendering.works.values()})
        for other in sorted(others, key=lambda hypothesis: -(hypothesis.score or 0)):
            named = {"href": other.artifact.get_absolute_url(), "title": other.title}
            rows += [{**claim, **named} for claim in other.part_claims or ()]
    found: dict[str, list[dict]] = {}
    for row in rows:
        found.setdefault(row["work"], []).append({name: row[name] for name in ("stance", "claim", "href", "title")})
    return {work: claims[:SHOWN] for work, claims in found.items()}


def _claiming(rendering, works: set[int]) -> list[Publication]:
    """The other hypotheses that show any of these works, by title; they become inputs."""
    others = [
        other
        for other, shown in rendering.known.claiming
        if not shown.isdisjoint(works) and other.artifact_id != rendering.artifact.pk
    ][:MOST_LISTED]
    for other in others:
        list_as_input(rendering, other)
    return others
