"""The parts of a hypothesis: statement, ten dimensions and their composite, evidence for and against."""

from artifacts.domain.render.claims import own_claims
from artifacts.domain.render.related import pages_related, score_of
from artifacts.domain.render.source import Source, gene_keys
from artifacts.domain.render.status import status_history
from artifacts.domain.shown import Role, link_targets
from artifacts.models import WEIGHTS, composite_of, score_level
from artifacts.text.scores import weighed


def hypothesis_texts(content: dict) -> list[Source]:
    return [
        Source(content["statement"]),
        *(Source(claim_with_source(piece), inline=True) for piece in content["evidence"]),
    ]


def hypothesis_parts(rendering) -> dict:
    content = rendering.content
    evidence = content["evidence"]
    statement, *claims = rendering.rendered_texts()
    rows = evidence_rows(rendering, evidence, claims)
    claimed = own_claims(rendering, zip(evidence, claims, strict=True))
    own, score = composite_of(content["scores"]), score_of(content)
    total, weights = weighed(content["scores"])
    return {
        "title": content["title"],
        "text": statement,
        "scores": dimensions(content["scores"]),
        "composite": own,
        "composite_level": score_level(own),
        "weighed": {"total": total, "weights": weights},
        "score": score,
        "level": score_level(score),
        "imported_composite": imported_where_it_differs(content["composite"], own),
        "missing": len(WEIGHTS) - len(content["scores"]),
        "evidence_for": [row for row in rows if row["stance"] == "for"],
        "evidence_against": [row for row in rows if row["stance"] == "against"],
        "claims": claimed,
        "references": rendering.references(claimed),
        "target_genes": gene_links(rendering, content["target_genes"]),
        "analysis": analysis_link(rendering, content["analysis"]),
        "status": content["status"],
        "status_history": status_history(rendering),
        # What lists of all hypotheses filter and count by: one small part, since a database reads JSON slowly.
        "ranked": {
            "status": content["status"],
            "genes": content["target_genes"],
            "scores": [content["scores"].get(name) for name in WEIGHTS],
        },
        "pages": pages_related(rendering),
    }


def evidence_rows(rendering, evidence: list[dict], claims) -> list[dict]:
    """Each piece of evidence with its claim as HTML, and whether it names no source."""
    return [
        {
            "stance": piece["stance"],
            "claim": claim.html,
            "category": piece["category"],
            "strength": piece["strength"],
            "unsourced": number in rendering.unsourced.evidence,
        }
        for number, (piece, claim) in enumerate(zip(evidence, claims, strict=True))
    ]


def dimensions(scores: dict[str, float]) -> list[dict]:
    """All ten, in the order of their weights; where there is no score `value` is None and `level` empty."""
    return [
        {"dimension": name, "weight": weight, "value": scores.get(name), "level": score_level(scores.get(name))}
        for name, weight in WEIGHTS.items()
    ]


def claim_with_source(piece: dict) -> str:
    return f"{piece['claim']}[@{piece['reference']}]" if piece["reference"] else piece["claim"]


def imported_where_it_differs(imported: float | None, own: float | None) -> float | None:
    """The imported composite, unless two decimals of it say the same as our own."""
    if imported is None or (own is not None and round(imported, 2) == round(own, 2)):
        return None
    return imported


def gene_links(rendering, symbols: list[str]) -> list[dict]:
    keys = {symbol: gene_keys(symbol) for symbol in symbols}
    targets = link_targets(keys.values(), rendering.inputs, rendering.known)
    return [
        {"symbol": symbol, "href": next((targets[key].href for key in keys[symbol] if key in targets), "")}
        for symbol in symbols
    ]


def analysis_link(rendering, public_id: str | None) -> dict | None:
    shown = rendering.shown([public_id], Role.RELATION).get(public_id)
    return shown and {"href": shown.href, "title": shown.content["title"]}
