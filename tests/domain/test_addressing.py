"""The keys that lead to an artifact: given when it is saved, and kept."""

import pytest

from artifacts.errors import ContentError
from artifacts.models import Address
from tests.helpers import edit, make_page, make_reference

pytestmark = pytest.mark.django_db


def addresses_of(artifact) -> dict[str, str]:
    return dict(Address.objects.filter(artifact=artifact).values_list("key", "kind"))


def test_renaming_a_slug_keeps_the_id_and_the_former_name(client):
    page = make_page("parkin")

    edit(page, slug="genes-prkn", live=True)

    assert addresses_of(page) == {"wiki-genes-parkin": "id", "genes-parkin": "renamed", "genes-prkn": "slug"}
    for path in ("/wiki/genes-parkin", "/genes/prkn", "/genes-parkin"):
        assert client.get(path)["Location"] == "/artifact/wiki-genes-parkin"


def test_a_former_name_is_taken_back_and_never_given_away():
    page = make_page("parkin")
    edit(page, slug="genes-prkn")

    with pytest.raises(ContentError, match="The address 'genes-parkin' already leads to wiki-genes-parkin"):
        make_page("parkin", public_id="wiki-other")
    edit(page, slug="genes-parkin")

    assert addresses_of(page) == {"wiki-genes-parkin": "id", "genes-parkin": "slug", "genes-prkn": "renamed"}


def test_a_corrected_identifier_is_free_for_the_work_that_it_belongs_to():
    wrong, right = make_reference("wrong", pmid="111", doi="10.1000/a"), make_reference("right")

    edit(wrong, pmid="222")
    edit(right, pmid="111")

    assert addresses_of(wrong) == {"ref-wrong": "id", "pmid:222": "identifier", "doi:10.1000/a": "identifier"}
    assert addresses_of(right) == {"ref-right": "id", "pmid:111": "identifier"}


def test_an_imported_name_that_is_the_slug_is_the_slug():
    page = make_page("parkin", addresses=["genes-PARKIN", "wp-1"])

    assert addresses_of(page) == {"wiki-genes-parkin": "id", "genes-parkin": "slug", "wp-1": "imported"}


@pytest.mark.parametrize("first", ["bare", "prefixed"])
def test_of_a_duplicated_pair_the_bare_row_owns_the_slugs_key(first):
    ids = {"bare": "genes-parkin", "prefixed": "wiki-genes-parkin"}
    pair = {name: make_page("parkin", public_id=ids[name]) for name in sorted(ids, key=lambda name: name != first)}

    edit(pair["prefixed"], title="Parkin")
    edit(pair["bare"], title="Parkin")

    assert addresses_of(pair["bare"]) == {"genes-parkin": "id"}
    assert addresses_of(pair["prefixed"]) == {"wiki-genes-parkin": "id"}


def test_only_a_twin_does_without_its_slugs_key():
    make_page("parkin", public_id="genes-parkin")

    with pytest.raises(ContentError, match="The address 'genes-parkin' already leads to genes-parkin"):
        make_page("parkin", public_id="wiki-something-else")


def test_ids_that_differ_in_case_only_are_one_key():
    make_page("one", public_id="SDA-1")

    with pytest.raises(ContentError, match="The address 'sda-1' already leads to SDA-1"):
        make_page("two", public_id="sda-1")
