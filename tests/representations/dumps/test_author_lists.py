"""Author lists, as one text or as a list."""

import pytest

from artifacts.representations.dumps.author_lists import read_authors
from tests.cases import read_cases, title_of


def shown(names: list[dict], whole: bool) -> str:
    told = [
        ", ".join(filter(None, [name.get("family") or name.get("literal"), name.get("given"), name.get("suffix")]))
        for name in names
    ]
    return " | ".join(told + ([] if whole else ["…"]))


@pytest.mark.parametrize("case", read_cases("../../representations/dumps/authors.txt"), ids=title_of)
def test_names_in_one_text_are_told_apart(case):
    assert shown(*read_authors(case.given)) == case.expected


def test_a_list_holds_texts_or_objects():
    names = ["Bacon C", {"last_name": "Endris", "first_name": "Volker"}, {"name": "Rappold GA"}, {}, "et al."]

    assert shown(*read_authors(names)) == "Bacon, C | Endris, Volker | Rappold, G A |  | …"
