"""Folding of hostile contents costs no more than their length, but for a factor."""

import time

import pytest

from artifacts.representations.folding import fold, unite_citations

MANY = 5_000
SECONDS = 2.0


def page(**given) -> dict:
    return {"slug": "genes-x", "body": "", "infobox": [], "citations": {}, "metadata": {}, **given}


def rows(value: str) -> list[dict]:
    return [{"kind": "pair", "label": f"Row {n}", "value": value, "citekeys": []} for n in range(MANY)]


def sections(text: str) -> str:
    return "\n\n".join(f"## Section {n}\n\n{text}" for n in range(MANY))


@pytest.mark.parametrize("part", [{"infobox": rows}, {"body": sections}])
def test_thousands_of_differing_items_are_folded_at_once(part):
    ((name, make),) = part.items()
    start = time.process_time()

    folded = fold(page(**{name: make("one")}), page(**{name: make("other")}))

    assert (len(folded.choices), time.process_time() - start < SECONDS) == (MANY, True)


def test_thousands_of_citekeys_that_mean_two_works_are_renamed_at_once():
    target, source = ({f"key{n}": f"ref-{side}-{n}" for n in range(MANY)} for side in "ab")
    start = time.process_time()

    united = unite_citations(target, source, {})

    assert (len(united.names), time.process_time() - start < SECONDS) == (MANY, True)


def test_a_heading_as_long_as_a_text_is_named_by_its_beginning():
    body = f"# {'x' * 100_000}\n\n" + "\n\n".join(f"## {n}\n\ntext" for n in range(100))

    folded = fold(page(), page(body=body))

    assert max(len(choice.key.name) for choice in folded.choices) < 500
