"""Citing: each mark with the sentence around it; code is left alone, and a long sentence is cut."""

from artifacts.text.citing import uses_of


def told(source: str, *keys: str) -> dict[str, list[str]]:
    return {key: [str(use) for use in uses] for key, uses in uses_of(source, keys).items()}


def test_each_mark_stands_in_its_own_sentence():
    source = (
        "SMN1 is lost. Nusinersen helps [@finkel2017] in trials. It is safe [@mercuri2018; @finkel2017, p. 3].\n\nEnd."
    )

    assert told(source, "finkel2017", "absent") == {
        "finkel2017": ["Nusinersen helps [@finkel2017] in trials.", "It is safe [@mercuri2018; @finkel2017, p. 3]."]
    }


def test_a_mark_in_a_list_a_table_and_a_heading_is_found_on_its_line():
    source = "## Trials [@a]\n\n- first [@b]\n- second\n\n| x | y |\n|---|---|\n| one | two [@c] |\n"

    assert told(source, "a", "b", "c") == {
        "a": ["Trials [@a]"],
        "b": ["- first [@b]"],
        "c": ["| one | two [@c] |"],
    }


def test_code_and_longer_keys_are_no_uses():
    source = "Write `[@a]` so. [@ab] is another.\n\n```\n[@a]\n```\n"

    assert told(source, "a") == {}


def test_a_long_sentence_is_cut_at_a_word_on_both_sides():
    (use,) = uses_of("word " * 100 + "[@a] " + "word " * 100, {"a"})["a"]

    assert (use.before[:6], use.before[-5:], use.mark) == ("… word", "word ", "[@a]")
    assert (use.after[:5], use.after[-6:]) == (" word", "word …")
    assert len(str(use)) < 420


def test_the_work_on_hostile_texts_stays_small():
    assert uses_of("[@a; " * 20_000, {"a"}) == {}
    assert len(uses_of("[@a] " * 20_000, {"a"})["a"]) == 20_000
