"""Contents compared as they are read: only what differs for readers is a change."""

from artifacts.representations.changes import compare_contents, differ
from artifacts.representations.reading import compare_as_read


def row(label: str, value: str, citekeys=()) -> dict:
    return {"kind": "pair", "label": label, "value": value, "citekeys": list(citekeys)}


def evidence(claim: str) -> dict:
    return {"stance": "for", "claim": claim, "category": "", "strength": "", "reference": None}


def test_markup_alone_is_seen_in_the_source_and_not_by_readers():
    before = {"title": "A", "body": "It is **so**.", "infobox": [row("*Band*", "5q13")], "evidence": [evidence("*So*")]}
    after = {"title": "A", "body": "It is *so*.", "infobox": [row("Band", "**5q13**")], "evidence": [evidence("So")]}

    assert compare_contents(before, after).tally() == {"body": 1, "infobox": 2, "evidence": 2}
    assert compare_as_read(before, after).any is False
    assert differ(before, after) is True


def test_what_readers_see_is_told_in_their_words():
    before = {"body": "A *mean* of 4.0.", "infobox": [row("Gene", "*SMN1*", ["a"])]}
    after = {"body": "A mean of 4.9.", "infobox": [row("Gene", "[SMN2](/x)", ["a"])]}

    changes = compare_as_read(before, after)

    ((name, diff),) = changes.texts
    assert (name, [block.alters for block in diff.blocks]) == ("body", [("numbers",)])
    assert [(one.before, one.after) for one in changes.rows] == [("Gene: SMN1 [@a]", "Gene: SMN2 [@a]")]


def test_another_state_alone_is_no_difference_of_content():
    assert differ({"title": "A", "state": {"name": "active"}}, {"title": "A", "state": {"name": "withdrawn"}}) is False
