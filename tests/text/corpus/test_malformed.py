"""Malformed records of a synthetic corpus: lines that are still lines, and unlike the good one."""

import json
from random import Random

import pytest

from artifacts.text.corpus.malformed import MALFORMED, malformed

ROW = {"id": "wp-0badcafe", "slug": "genes-abc1", "title": "ABC1 µ", "content_md": "Text.\n\nMore."}
LINE = json.dumps(ROW, ensure_ascii=False).encode()


@pytest.mark.parametrize("kind", MALFORMED)
def test_a_malformed_record_is_one_line_and_another_one(kind):
    spoilt = MALFORMED[kind](LINE, ROW)

    assert b"\n" not in spoilt
    assert spoilt != LINE


def test_every_kind_comes_by_chance():
    made = {malformed(LINE, ROW, Random(number)) for number in range(400)}

    assert made == {spoil(LINE, ROW) for spoil in MALFORMED.values()}
