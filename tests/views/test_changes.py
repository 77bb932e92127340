"""Changes in words: what a revision counted when it was saved, as people would tell it."""

import pytest

from artifacts.views.changes import changed_words


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({}, ""),
        ({"body": 1}, "text"),
        ({"infobox": 2, "body": 1}, "text, 2 infobox rows"),
        ({"citations": 1, "title": 1, "evidence": 3}, "title, 1 reference, 3 pieces of evidence"),
        ({"statement": 1, "target_genes": 1, "scores": 1}, "statement, target genes, 1 score"),
        ({"metadata": 2, "csl": 4}, "4 fields, 2 entries of the metadata"),
        ({"state": 1}, "state"),
    ],
)
def test_texts_come_before_fields_and_fields_before_rows(changed, words):
    assert changed_words(changed) == words
