"""What is told of a page that nobody has written yet, by its address."""

import pytest

from artifacts.text.new_pages import new_page


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/wiki/genes-smn9", ("genes-smn9", "SMN9", "gene")),
        ("/genes/smn9", ("genes-smn9", "SMN9", "gene")),
        ("/wiki/WIKI-genes-smn9", ("genes-smn9", "SMN9", "gene")),
        ("/wiki/cell-types-motor-neurons", ("cell-types-motor-neurons", "Motor neurons", "cell")),
        ("/wiki/als", ("als", "Als", "")),
        ("/wiki/proteins-heat-shock-protein", ("proteins-heat-shock-protein", "Heat shock protein", "protein")),
    ],
)
def test_an_address_tells_slug_title_and_type_of_the_page_that_would_stand_there(path, told):
    assert new_page(path) == told


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/als",
        "/artifact/wiki-genes-smn9",
        "/hypothesis/h-1",
        "/search/x",
        "/wiki/<b>",
        "/a/b/c",
        "/wiki/é",
        "/genes/",
    ],
)
def test_no_page_would_stand_at_any_other_address(path):
    assert new_page(path) is None
