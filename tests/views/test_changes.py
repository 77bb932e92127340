"""What a revision changed, in words: texts, then rows, then fields, in one order on both databases."""

import pytest

from artifacts.views.changes import changed_words


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({}, ""),
        ({"title": 1, "citations": 1, "infobox": 2, "body": 1}, "text, 1 reference, 2 infobox rows, title"),
        ({"statement": 1, "evidence": 3, "scores": 1}, "statement, 3 pieces of evidence, 1 score"),
        ({"csl": 2, "status_date": 1, "state": 1}, "record, state, status date"),
    ],
)
def test_what_a_revision_changed_is_told_in_words(changed, words):
    assert changed_words(changed) == words
