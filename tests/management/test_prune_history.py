"""`prune_history`: a table first, then a question, and nothing where nobody says yes."""

import sys
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from artifacts.models import RevisionInfo
from tests.helpers import edit, make_page
from tests.rows import row_counts

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    """Five revisions of one old day, the second and third prunable."""
    page = make_page("smn1")
    for number in range(2, 6):
        edit(page, body=f"Text {number}.", live=number == 5)
    page.revisions.update(date=timezone.now() - timedelta(days=200))
    make_page("new")
    return page


def pruned() -> list[int]:
    return list(RevisionInfo.objects.filter(removed="pruned").order_by("number").values_list("number", flat=True))


def told(*arguments: str) -> list[str]:
    out = StringIO()
    call_command("prune_history", *arguments, stdout=out)
    return [" ".join(line.split()) for line in out.getvalue().splitlines()]


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_a_dry_run_shows_the_table_and_writes_nothing(page):
    before = row_counts()
    size = sum(len(info.version.serialized_data) for info in page.revisions.filter(number__in=[2, 3]))

    lines = told("--dry-run")

    kept = "2 first and newest, 1 last of its day or month"
    assert lines == [
        "artifact revisions to prune bytes freed kept",
        f"wiki-genes-smn1 5 2 {size:,} {kept}",
        f"1 artifact 5 2 {size:,} {kept}",
    ]
    assert row_counts() == before


def test_it_prunes_with_yes_and_finds_nothing_more_then(page):
    assert told("--yes")[-1] == "2 texts pruned."
    assert pruned() == [2, 3]
    assert told("--yes") == ["There is nothing to prune."]


def test_it_asks_on_a_terminal(page, monkeypatch):
    for answer, numbers in (("no", []), ("yes", [2, 3])):
        monkeypatch.setattr(sys, "stdin", Terminal(f"{answer}\n"))
        if numbers:
            told()
        else:
            with pytest.raises(CommandError, match=r"^Nothing was pruned\.$"):
                told()
        assert pruned() == numbers


def test_it_prunes_nothing_where_nobody_can_be_asked(page, monkeypatch):
    monkeypatch.setattr(sys, "stdin", StringIO(""))

    with pytest.raises(CommandError, match="call it with --yes"):
        told()

    assert pruned() == []


def test_only_the_artifacts_named_and_only_what_is_old_enough(page):
    assert told("--yes", "wiki-genes-new") == ["There is nothing to prune."]
    assert told("--yes", "--days", "201") == ["There is nothing to prune."]
    assert told("--yes", "--days", "199", "wiki-genes-smn1")[-1] == "2 texts pruned."


@pytest.mark.parametrize("days", ["0", "-1", "100001"])
def test_days_that_are_none_are_refused(days):
    with pytest.raises(CommandError, match="--days is a number from 1 to 100000"):
        told(f"--days={days}")


def test_an_unknown_id_is_refused(page):
    with pytest.raises(CommandError, match="There is no artifact with the id 'wiki-nope'"):
        told("wiki-nope")
