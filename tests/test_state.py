"""The state by which benchmarks and tests compare two databases: what was done, without keys and moments."""

import pytest
from django.db import transaction

from artifacts.domain.checkup import check_again
from artifacts.models import Artifact
from benchmarks.state import State, differences
from tests.helpers import edit, make_hypothesis, make_page, make_reference

pytestmark = pytest.mark.django_db


def two_pages(*names):
    for name in names:
        page = make_page(name, body=f"About [{name}](/genes/{name}). TODO[@{name}2001]", metadata={"tags": ["core"]})
        check_again(page.pk)
    make_reference()
    make_hypothesis()


def test_the_same_done_in_another_order_is_the_same_state():
    with transaction.atomic():
        two_pages("parkin", "smn2")
        first = State().tables()
        transaction.set_rollback(True)
    empty = State().tables()
    two_pages("smn2", "parkin")
    second = State().tables()

    assert differences(first, second) == []
    assert sum(map(len, first.values())) > sum(map(len, empty.values())) + 20
    assert len(first["artifacts_search"]) == 4


def test_an_edit_shows_in_its_own_tables_alone():
    page = make_page("parkin", body="Before.")
    before = State().tables()
    edit(page, body="After.")
    after = State().tables()

    told = {line.partition(":")[0] for line in differences(before, after)}

    assert {"artifacts_revisioninfo", "artifacts_wikipage"} <= told
    assert "artifacts_publication" not in told
    assert any("wiki-genes-parkin" in line for line in differences(before, after))


def test_a_row_too_many_is_told_once():
    make_page("parkin")
    before = State().tables()
    Artifact.objects.create(public_id="h-0badcafe", kind="hypothesis")

    told = differences(before, State().tables())

    assert len(told) == 1
    assert told[0].startswith("artifacts_artifact: only the second holds ")
