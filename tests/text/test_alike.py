"""Alike: the pairs among many sets that share much, boilerplate left out."""

from artifacts.text.alike import MOST_SHARERS, Alike, alike_pairs
from artifacts.text.shingles import sketch


def items(start: int, end: int) -> list[str]:
    return [f"item {number}" for number in range(start, end)]


def test_pairs_are_told_with_what_they_share():
    sketches = {7: sketch(items(0, 10)), 3: sketch(items(2, 12)), 5: sketch(items(20, 30))}

    (found,) = alike_pairs(sketches, share=0.5, both=3)

    assert found == Alike(3, 7, both=8, either=12)
    assert found.share == 8 / 12


def test_a_small_share_or_number_is_no_likeness():
    sketches = {1: sketch(items(0, 10)), 2: sketch(items(6, 16))}

    assert list(alike_pairs(sketches, share=0.5, both=3)) == []
    assert [pair.both for pair in alike_pairs(sketches, share=0.2, both=4)] == [4]
    assert list(alike_pairs(sketches, share=0.2, both=5)) == []


def test_what_very_many_share_tells_nothing():
    boilerplate = items(0, 100)
    sketches = {number: sketch([*boilerplate, *items(number, number + 5)]) for number in range(1000, 2000, 10)}
    sketches |= {1: sketch([*boilerplate, *items(5000, 5020)]), 2: sketch([*boilerplate, *items(5001, 5020)])}

    assert list(alike_pairs(sketches, share=0.5, both=3)) == [Alike(1, 2, both=19, either=20)]


def test_what_as_many_share_as_may_still_tells():
    few = {number: sketch(items(0, 10)) for number in range(MOST_SHARERS)}
    many = few | {MOST_SHARERS: sketch(items(0, 10))}

    assert len(list(alike_pairs(few, share=0.5, both=3))) == MOST_SHARERS * (MOST_SHARERS - 1) // 2
    assert list(alike_pairs(many, share=0.5, both=3)) == []


def test_there_is_an_end_to_the_pairs_looked_at_and_the_rarest_items_come_first(monkeypatch):
    monkeypatch.setattr("artifacts.text.alike.MAX_PAIRS", 0)
    crowd = {number: sketch(items(100, 110)) for number in range(20)}

    found = list(alike_pairs(crowd | {50: sketch(items(0, 10)), 51: sketch(items(0, 10))}, share=0.5, both=3))

    assert found == [Alike(50, 51, both=10, either=10)]
