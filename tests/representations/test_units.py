"""Units of blame: what tells rows apart, and what does not."""

from artifacts.representations.units import renamed, rows_of, units_of


def fact(label: str, value: str = "", kind: str = "pair", citekeys=()) -> dict:
    return {"kind": kind, "label": label, "value": value, "citekeys": list(citekeys)}


def evidence(claim: str, **fields) -> dict:
    return {"stance": "for", "claim": claim, "category": "", "strength": "", "reference": None, **fields}


def keys(part: str, *rows: dict) -> list[tuple]:
    return [row.key for row in rows_of({part: list(rows)}, part)]


def test_a_fact_is_told_apart_by_group_label_value_and_sources_but_not_by_its_place():
    rows = [fact("Trial", kind="header"), fact("Response", "51%"), fact("Response", "51%", citekeys=["a"])]

    assert len(set(keys("infobox", *rows, fact("Response", "52%"), fact("Reply", "51%")))) == 5
    assert keys("infobox", fact("Response", "51%")) != keys("infobox", rows[0], rows[1])[1:]
    assert keys("infobox", rows[0], rows[1], rows[2])[1:] == keys("infobox", rows[0], rows[2], rows[1])[:0:-1]
    assert keys("infobox", rows[1], rows[1])[0] == keys("infobox", rows[1], rows[1])[1]


def test_a_piece_of_evidence_is_told_apart_by_all_that_it_says():
    pieces = [evidence("A"), evidence("A", stance="against"), evidence("A", category="clinical")]
    pieces += [evidence("A", strength="strong"), evidence("A", reference="ref-a"), evidence("B")]

    assert len(set(keys("evidence", *pieces))) == len(pieces)


def test_rows_are_shown_as_people_read_them():
    facts = rows_of(
        {"infobox": [fact("Trial", kind="header"), fact("Response", "51%", citekeys=["a", "b"])]}, "infobox"
    )
    pieces = rows_of({"evidence": [evidence("It is.", strength="strong", reference="ref-a")]}, "evidence")

    assert [(row.name, row.text) for row in facts] == [("Trial", ""), ("Trial › Response", "51% [@a; @b]")]
    assert [(row.name, row.text) for row in pieces] == [("for", "It is. · strong · ref-a")]


def test_texts_and_parts_that_are_empty_are_there_and_absent_ones_are_not():
    assert units_of({"body": "", "infobox": [], "title": "T"}) == {"body": [""], "infobox": []}
    assert units_of({"csl": {}}) == {}


def test_citekeys_are_called_otherwise_in_sentences_and_facts():
    names = {"a": "c", "b": "c"}
    (cited,) = keys("infobox", fact("Band [@a]", "5q13 [@x]", citekeys=["a", "b", "x"]))
    (piece,) = keys("evidence", evidence("It is [@a].", reference="ref-a"))

    assert renamed("It is.[@a; @x, p. 1] `[@a]`", names) == "It is.[@c; @x, p. 1] `[@a]`"
    assert renamed(cited, names) == ("", "pair", "Band [@c]", "5q13 [@x]", ("c", "x"))
    assert renamed(piece, names) == piece
