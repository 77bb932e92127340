"""Changes of contents: rows by their identity, not by their place."""

from artifacts.representations.changes import RowChange, compare_contents


def row(label="", value="", kind="pair", citekeys=()):
    return {"kind": kind, "label": label, "value": value, "citekeys": list(citekeys)}


def changed(**parts):
    """The changes between two contents that differ in these fields: name=(before, after)."""
    before = {name: pair[0] for name, pair in parts.items()}
    after = {name: pair[1] for name, pair in parts.items()}
    return compare_contents(before, after)


def test_equal_contents_have_no_changes():
    content = {"title": "A", "body": "Text.", "infobox": [row("a", "b")]}

    assert compare_contents(content, dict(content)).any is False


def test_a_field_is_told_before_and_after():
    assert changed(title=("SMN", "SMN1"), kg_node_id=("", "x:1")).rows == (
        RowChange("fields", "title", "changed", "SMN", "SMN1"),
        RowChange("fields", "kg_node_id", "added", "", "x:1"),
    )


def test_a_row_inserted_above_leaves_the_rows_below_unchanged():
    before = [row("Symbol", "SMN1"), row("Band", "5q13")]
    after = [row("Full name", "survival motor neuron 1"), row("Symbol", "SMN1"), row("Band", "5q13.2")]

    assert changed(infobox=(before, after)).rows == (
        RowChange("infobox", "Band", "changed", "Band: 5q13", "Band: 5q13.2"),
        RowChange("infobox", "Full name", "added", "", "Full name: survival motor neuron 1"),
    )


def test_rows_of_one_label_are_told_apart_by_group_and_occurrence():
    before = [
        row("ENDEAR", kind="subheader"),
        row("Arm", "a"),
        row("Arm", "b"),
        row("CHERISH", kind="subheader"),
        row("Arm", "c"),
    ]
    after = [
        row("ENDEAR", kind="subheader"),
        row("Arm", "a"),
        row("Arm", "B"),
        row("CHERISH", kind="subheader"),
        row("Arm", "d"),
    ]

    assert [(one.name, one.before, one.after) for one in changed(infobox=(before, after)).rows] == [
        ("ENDEAR › Arm", "Arm: b", "Arm: B"),
        ("CHERISH › Arm", "Arm: c", "Arm: d"),
    ]


def test_rows_in_another_order_are_one_change():
    rows = [row("a", "1"), row("b", "2")]

    assert [one.kind for one in changed(infobox=(rows, rows[::-1])).rows] == ["reordered"]


def test_references_are_compared_by_citekey():
    assert changed(citations=({"a2017": None, "b2018": "ref-b"}, {"a2017": "ref-a", "c2019": "ref-c"})).rows == (
        RowChange("citations", "a2017", "changed", "?", "ref-a"),
        RowChange("citations", "b2018", "removed", "ref-b", ""),
        RowChange("citations", "c2019", "added", "", "ref-c"),
    )


def test_nested_data_is_compared_leaf_by_leaf():
    before = {"csl": {"title": "A", "issued": {"date-parts": [[2017]]}}}
    after = {"csl": {"title": "A", "issued": {"date-parts": [[2018]]}}}

    assert [(one.name, one.before, one.after) for one in compare_contents(before, after).rows] == [
        ("issued.date-parts", "[[2017]]", "[[2018]]")
    ]


def test_a_text_is_compared_by_paragraph_and_counts_its_words():
    ((name, diff),) = changed(body=("one two three", "one two four five")).texts

    assert (name, diff.words("added"), diff.words("removed")) == ("body", 2, 1)


def test_relations_scores_and_evidence_are_rows_too():
    relation = {"to": "h-1", "origin": "manual", "reason": "shares SMN2", "dismissed": None}
    dismissed = {**relation, "dismissed": {"by": "ada", "at": "2026-05-03T00:00:00+00:00"}}
    piece = {"stance": "for", "claim": "It works.", "category": "", "strength": "weak", "reference": None}

    changes = changed(
        relations=([relation], [dismissed]),
        scores=({"novelty": 0.5}, {"novelty": 0.7}),
        evidence=([piece], [{**piece, "strength": "strong"}]),
    )

    assert [(one.part, one.name, one.kind) for one in changes.rows] == [
        ("relations", "h-1", "changed"),
        ("scores", "novelty", "changed"),
        ("evidence", "It works.", "changed"),
    ]
    assert changes.counts() == {("relations", "changed"): 1, ("scores", "changed"): 1, ("evidence", "changed"): 1}


def test_of_very_many_rows_the_last_are_shown_whole():
    before = [row(f"Row {n}", "one two") for n in range(600)]
    after = [row(f"Row {n}", "one three") for n in range(600)]

    rows = changed(infobox=(before, after)).rows

    assert ([span.operation for span in rows[0].spans], [span.operation for span in rows[-1].spans]) == (
        ["kept", "removed", "added"],
        ["removed", "added"],
    )


def test_a_change_that_the_words_would_hide_is_told_as_data():
    relation = {"to": "h-1", "origin": "manual", "reason": "shares SMN2", "dismissed": None}

    (change,) = changed(relations=([relation], [{**relation, "origin": "matched"}])).rows

    assert (change.kind, '"origin": "manual"' in change.before, '"origin": "matched"' in change.after) == (
        "changed",
        True,
        True,
    )


def test_relations_in_another_order_and_empty_objects_are_changes():
    one, two = ({"to": name, "origin": "manual", "reason": "", "dismissed": None} for name in ("h-1", "h-2"))

    assert [row.kind for row in changed(relations=([one, two], [two, one])).rows] == ["reordered"]
    assert [row.name for row in changed(metadata=({}, {"a": {}})).rows] == ["a"]
    assert [row.kind for row in changed(metadata=({"a.b": 1}, {"a": {"b": 1}})).rows] == ["removed", "added"]
