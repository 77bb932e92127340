"""`manage.py find_duplicates`: how many pairs each rule found, and the likeliest of them."""

import pytest
from django.core.management import CommandError, call_command

from artifacts.models import DuplicateCandidate
from tests.helpers import make_hypothesis, make_page

pytestmark = pytest.mark.django_db


def told(capsys, *arguments) -> list[str]:
    call_command("find_duplicates", *arguments)
    out, err = capsys.readouterr()
    assert err == ""
    return out.splitlines()


@pytest.fixture
def pairs():
    make_page("smn1", title="SMN1")
    make_page("smn1", public_id="genes-smn1", title="smn1")
    for key in "ab":
        make_hypothesis(f"h-{key}")


def test_it_tells_what_was_found_and_why(capsys, pairs):
    assert told(capsys) == [
        "2 pairs of possible duplicates.",
        "       2  same title",
        "       1  twin id",
        "  0.96  wiki-genes-smn1, genes-smn1  (twin id: genes-smn1; same title: SMN1)",
        "  0.60  h-a, h-b  (same title: Earlier is better)",
    ]


def test_it_looks_at_one_kind(capsys, pairs):
    assert told(capsys, "--kind", "hypothesis") == [
        "1 pair of possible duplicates.",
        "       1  same title",
        "  0.60  h-a, h-b  (same title: Earlier is better)",
    ]
    assert DuplicateCandidate.objects.count() == 1


def test_it_tells_that_nothing_was_found(capsys):
    assert told(capsys) == ["0 pairs of possible duplicates."]


def test_a_kind_that_there_is_not_is_refused():
    with pytest.raises(CommandError, match="invalid choice: 'protein'"):
        call_command("find_duplicates", "--kind", "protein")
