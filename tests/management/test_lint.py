"""`manage.py lint` prints what the rules find, for people and for programs."""

import json

import pytest
from django.core.management import CommandError, call_command

from artifacts.models import Checkup
from artifacts.representations.contents import content_of
from tests.helpers import fresh, make_hypothesis, make_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def broken():
    make_page("other", addresses=["wp-old"])
    return make_page("broken", body="[x](/genes/gone) [old](/wp-old)")


def printed(capsys, *arguments) -> list[str]:
    call_command("lint", *arguments)
    return capsys.readouterr().out.splitlines()


def test_a_finding_is_one_json_object_with_six_members(broken, capsys):
    (line,) = printed(capsys, "genes-broken", "--json", "--rule", "dead-link")

    assert json.loads(line) == {
        "rule": "dead-link",
        "severity": "error",
        "slug": "genes-broken",
        "place": "line 1",
        "message": "The link to /genes/gone leads nowhere: correct the address, or remove the link.",
        "fixable": False,
    }


def test_people_are_told_the_place_the_totals_and_the_coverage(broken, capsys):
    lines = printed(capsys, "genes-broken", "--severity", "error")

    assert lines == [
        "genes-broken: line 1: error: The link to /genes/gone leads nowhere: correct the address, or remove the link."
        " [dead-link]",
        "error    dead-link                              1 in 1",
        "Now: 1 error, 1 warning, 0 remarks in 1.",
    ]


def test_the_whole_site_is_told_with_its_worst_and_its_trend(broken, capsys):
    lines = printed(capsys)

    assert "  wiki-genes-broken: 1 error, 1 warning, 0 remarks" in lines
    assert lines[-2] == "A week ago: 0 errors, 0 warnings, 0 remarks in 0."


def test_what_was_never_looked_at_is_looked_at(broken, capsys):
    Checkup.objects.all().delete()

    (line,) = printed(capsys, "genes-broken", "--json", "--severity", "error")

    assert json.loads(line)["rule"] == "dead-link"


def test_safe_fixes_are_made_and_told_beside_the_findings(broken, capsys):
    call_command("lint", "genes-broken", "--fix", "--json", "--rule", "link-through-alias")

    told = capsys.readouterr()
    assert (told.out, "wiki-genes-broken: Fixed 1: link-through-alias (1)" in told.err) == ("", True)
    assert content_of(fresh(broken))["body"] == "[x](/genes/gone) [old](/wiki/genes-other)"


def test_what_has_no_slug_is_named_by_its_id(capsys):
    make_hypothesis(statement="[x](/genes/gone)")

    (line,) = printed(capsys, "h-0badcafe", "--json", "--rule", "dead-link")

    assert json.loads(line)["slug"] == "h-0badcafe"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["nowhere"], "There is nothing at the address 'nowhere'."),
        (["--rule", "none"], "There is no rule 'none'; docs/lint.md lists them."),
        (["--strict"], "Errors were found."),
    ],
)
def test_a_refusal_is_one_sentence(arguments, sentence, broken):
    with pytest.raises(CommandError, match=sentence):
        call_command("lint", *arguments)
