"""Sentences: the cases of the fixture file, one piece a line, and that no letter is ever lost."""

import pytest
from hypothesis import given

from artifacts.text.sentences import blocks, pieces
from tests.cases import read_cases, title_of
from tests.text.strategies import texts


@pytest.mark.parametrize("case", read_cases("sentences.txt"), ids=title_of)
def test_pieces(case):
    found = [piece for block in blocks(case.given) for piece in pieces(block)]

    assert "\n".join(piece.strip().replace("\n", "⏎") for piece in found) == case.expected


@given(texts)
def test_blocks_and_pieces_hold_the_whole_text(text):
    found = blocks(text)

    assert "\n\n".join(found) == text
    assert ["".join(pieces(block)) for block in found] == [block if block.strip() else "" for block in found]


@given(texts)
def test_no_piece_is_blank(text):
    assert [piece for block in blocks(text) for piece in pieces(block) if not piece.strip()] == []
