"""Scores: the ten dimensions of a hypothesis, their weights, and the composite that follows from them."""

# The weights of the composite, in percent.
WEIGHTS = {
    "mechanistic_plausibility": 15,
    "evidence_strength": 15,
    "novelty": 12,
    "feasibility": 12,
    "impact": 12,
    "druggability": 10,
    "safety": 8,
    "competition": 6,
    "data_availability": 5,
    "reproducibility": 5,
}


def weighed(scores: dict[str, float]) -> tuple[float, int]:
    """The sum of the dimensions present, each times its weight, and the sum of these weights."""
    present = {name: weight for name, weight in WEIGHTS.items() if scores.get(name) is not None}
    return sum(scores[name] * weight for name, weight in present.items()), sum(present.values())


def composite_of(scores: dict[str, float]) -> float | None:
    """The mean of the dimensions present by their weights, 0 to 1; None when none is present."""
    total, weights = weighed(scores)
    return round(total / weights, 4) if weights else None
