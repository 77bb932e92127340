"""Infobox rows as readers see them: an identifier leads to its database, its source stands behind it."""

import pytest

from artifacts.models import Publication
from tests.helpers import make_page, make_reference

pytestmark = pytest.mark.django_db


def values(page) -> list[str]:
    return [row["value"] for row in Publication.objects.get(artifact=page).parts["infobox"]]


def test_a_bare_identifier_is_linked_and_keeps_its_source():
    make_reference("lefebvre1995")

    page = make_page(
        infobox=[{"label": "OMIM", "value": "600354", "citekeys": ["a"]}], citations={"a": "ref-lefebvre1995"}
    )

    assert values(page)[0].startswith('<a class="external" href="https://www.omim.org/entry/600354"')
    assert 'class="cite"' in values(page)[0]


def test_what_is_linked_or_no_identifier_is_left_alone():
    page = make_page(
        infobox=[
            {"label": "OMIM", "value": "see [here](https://omim.org/entry/600354)"},
            {"label": "OMIM", "value": "none"},
            {"kind": "full", "label": "OMIM", "value": "600354"},
            {"label": "Chromosome", "value": "5"},
        ]
    )

    assert [value.count("<a ") for value in values(page)] == [1, 0, 0, 0]
