"""The ranking: where composites lie and what each dimension comes to, of rows already read."""

import pytest

from artifacts.domain.ranking import Ranked, genes, histogram, means


def ranked(score=None, genes=(), **scores) -> Ranked:
    values = (scores.get("plausibility"), scores.get("evidence"), *[None] * 8)
    return Ranked(1, score, "proposed", tuple(genes), values)


@pytest.mark.parametrize(
    ("score", "tenth"), [(0, 0), (0.1, 1), (0.29, 2), (0.3, 3), (0.6999, 6), (0.7, 7), (0.99, 9), (1, 9)]
)
def test_a_composite_lies_in_its_tenth(score, tenth):
    assert [row["count"] for row in histogram([ranked(score)])].index(1) == tenth


def test_a_mean_is_over_those_that_have_a_score():
    rows = means([ranked(plausibility=0.4), ranked(plausibility=0.8, evidence=0.1), ranked()])

    assert [(row["value"], row["level"], row["count"]) for row in rows[:3]] == [
        *((0.6, "medium", 2), (0.1, "low", 1), (None, "", 0))
    ]
    assert [row["count"] for row in means([])] == [0] * 10


def test_genes_of_most_hypotheses_come_first():
    assert genes([ranked(genes=["SMN10", "SMN2"]), ranked(genes=["SOD1"]), ranked(genes=["SOD1"])]) == [
        *(("SOD1", 2), ("SMN2", 1), ("SMN10", 1))
    ]
