"""Charts: bars as long as their values and as thick as their weights, and numbers without idle zeros."""

import pytest

from artifacts.templatetags.charts import bars, columns, exact


def test_bars_stand_below_each_other_as_thick_as_their_weight():
    chart = bars([{"weight": 15, "value": 0.92}, {"weight": 5, "value": None}])

    assert [(bar["length"], bar["height"]) for bar in chart["rows"]] == [("92%", 20), ("0%", 6)]
    assert chart["rows"][1]["y"] > chart["rows"][0]["y"] + chart["rows"][0]["height"]
    assert [tick["x"] for tick in chart["ticks"]] == ["0%", "40%", "70%", "100%"]


def test_the_highest_column_fills_the_picture_and_an_empty_one_has_no_height():
    heights = [column["height"] for column in columns([{"count": 4}, {"count": 0}, {"count": 1}])["rows"]]

    assert heights == [120, 0, 30]
    assert [column["height"] for column in columns([{"count": 0}])["rows"]] == [0]


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.7, "0.7"), (12 * 0.55, "6.6"), (100.0, "100"), (0, "0"), (1 / 3, "0.333333"), (0.8102, "0.8102")],
)
def test_numbers_stand_as_they_are(value, text):
    assert exact(value) == text
