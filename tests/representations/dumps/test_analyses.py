"""Analyses of a dump."""

from artifacts.representations.dumps import analysis
from tests.representations.dumps.files import of_row

ROW = {"id": "SDA-2026-04-01-gap-009", "title": "Gap 9", "question": "Why?", "domain": "tau", "status": "completed"}


def test_a_row_is_an_analysis_and_its_moment_is_kept_beside_its_day():
    found = analysis(of_row("analysis", {**ROW, "created_at": "2026-04-01T09:30:00+00:00", "cost": 3.5}))

    assert (found.public_id, found.content) == (
        "SDA-2026-04-01-gap-009",
        {
            "kind": "analysis",
            "title": "Gap 9",
            "question": "Why?",
            "domain": "tau",
            "status": "completed",
            "date": "2026-04-01",
            "summary": "",
            "metadata": {"created_at": "2026-04-01T09:30:00+00:00", "cost": 3.5},
        },
    )


def test_a_day_is_its_date_alone_and_what_is_none_is_kept():
    dates = [analysis(of_row("analysis", {**ROW, "created_at": told})).content for told in ("2026-04-01", "spring")]

    assert [(one["date"], one["metadata"]) for one in dates] == [
        ("2026-04-01", {}),
        (None, {"created_at": "spring"}),
    ]
