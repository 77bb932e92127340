"""Related artifacts as rows of a page: hypotheses with score, analyses with status, pages with the reason."""

from django.db.models import F

from artifacts.domain.shown import Role, Shown
from artifacts.models import Publication, PublicationInput, composite_of, score_level

MOST_LISTED = 100


def score_of(content: dict) -> float | None:
    """The score that a hypothesis is ranked by: its own composite, or the imported one where no dimension is given."""
    own = composite_of(content["scores"])
    return content["composite"] if own is None else own


def related_hypothesis(shown: Shown, relation: dict) -> dict:
    score = score_of(shown.content)
    return {
        "id": shown.public_id,
        "href": shown.href,
        "title": shown.content["title"],
        "score": score,
        "level": score_level(score),
        "genes": shown.content["target_genes"],
        "status": shown.content["status"],
        "reason": relation["reason"],
        "origin": relation["origin"],
    }


def related_analysis(shown: Shown, relation: dict) -> dict:
    content = shown.content
    return {
        "id": shown.public_id,
        "href": shown.href,
        "title": content["title"],
        "status": content["status"],
        "reason": relation["reason"],
        "origin": relation["origin"],
    }


def showing(rendering, role: str, kinds: tuple[str, ...], parts: tuple[str, ...] = ()) -> list[Publication]:
    """The other publications that show this artifact in a role, by title; they become inputs.

    Of their parts only those asked for are read, as `part_<name>`: a hundred whole pages would be megabytes.
    """
    publications = list(
        _showing(rendering, role, kinds)
        .select_related("artifact")
        .defer("parts", "summary")
        .annotate(**{f"part_{name}": F(f"parts__{name}") for name in parts})
        .order_by("title", "pk")[:MOST_LISTED]
    )
    for publication in publications:
        list_as_input(rendering, publication)
    return publications


def list_as_input(rendering, publication: Publication) -> None:
    rendering.inputs.add(Role.LISTED, publication.artifact.public_id.casefold(), publication.artifact)
    rendering.inputs.revisions[publication.artifact_id] = publication.revision_id


def unlisted(rendering, role: str, kinds: tuple[str, ...], listed: list) -> int:
    """How many more show this artifact in a role than were listed."""
    return _showing(rendering, role, kinds).count() - MOST_LISTED if len(listed) == MOST_LISTED else 0


def _showing(rendering, role: str, kinds: tuple[str, ...]):
    users = PublicationInput.objects.filter(role=role, artifact=rendering.artifact)
    found = Publication.objects.of_active().filter(pk__in=users.values("publication"), artifact__kind__in=kinds)
    return found.exclude(artifact=rendering.artifact.pk)


def pages_related(rendering) -> list[dict]:
    """The pages that are related to this hypothesis or analysis, each with the reason that it gives."""
    return [
        {"href": page.artifact.get_absolute_url(), "title": page.title, "reason": _reason(page, rendering.artifact)}
        for page in showing(rendering, Role.RELATION, ("page",), parts=("hypotheses", "analyses"))
    ]


def hypotheses_related(rendering) -> list[dict]:
    """The hypotheses that name this analysis, the best scored first; they give no reason."""
    found = showing(rendering, Role.RELATION, ("hypothesis",), parts=("target_genes", "status"))
    return [
        {
            "id": hypothesis.artifact.public_id,
            "href": hypothesis.artifact.get_absolute_url(),
            "title": hypothesis.title,
            "score": hypothesis.score,
            "level": score_level(hypothesis.score),
            "genes": [gene["symbol"] for gene in hypothesis.part_target_genes],
            "status": hypothesis.part_status,
            "reason": "",
        }
        for hypothesis in sorted(found, key=lambda hypothesis: -(hypothesis.score or 0))
    ]


def _reason(page: Publication, artifact) -> str:
    rows = page.part_hypotheses + page.part_analyses
    return next((row["reason"] for row in rows if row["id"] == artifact.public_id), "")
