"""Words for what the rules find, and the address of a merge."""

import pytest

from artifacts.domain.duplicate_rules import Rule
from artifacts.templatetags.duplicates import REASONS, merge_url, told
from tests.helpers import make_hypothesis, make_page


def test_every_rule_has_its_words():
    assert REASONS.keys() == set(Rule)


def test_a_reason_is_a_sentence_whatever_its_detail_holds():
    assert told({"rule": "same title", "detail": "40 % of {x} %s"}) == "The same title: 40 % of {x} %s"


def test_a_reason_of_another_version_is_told_as_it_is():
    assert told({"rule": "same colour", "detail": "blue"}) == "same colour: blue"


@pytest.mark.django_db
def test_a_merge_is_planned_at_the_target_with_the_source_named():
    page, hypothesis = make_page(), make_hypothesis("h-a:b")

    assert merge_url(page, hypothesis) == f"/admin/artifacts/wikipage/{page.pk}/merge/?source=h-a%3Ab"
    assert merge_url(hypothesis, page) == f"/admin/artifacts/hypothesis/{hypothesis.pk}/merge/?source=wiki-genes-smn1"
