"""Every address of an artifact leads to the canonical one, in one hop, and keeps what was asked of it."""

import pytest

from artifacts.models import Address
from tests.helpers import edit, make_analysis, make_hypothesis, make_page, make_reference
from tests.views.site import merge

pytestmark = pytest.mark.django_db

PAGE, HYPOTHESIS, ANALYSIS = "/artifact/wiki-genes-smn1", "/artifact/h-0badcafe", "/artifact/SDA-2026-04-01-gap-001"
REFERENCE = "/artifact/ref-lefebvre1995"


@pytest.fixture
def hops(client):
    """Where each of some addresses leads, as `{address: (status, location)}`."""

    def hops(paths) -> dict[str, tuple[int, str]]:
        responses = {path: client.get(path) for path in paths}
        return {path: (response.status_code, response.get("Location", "")) for path, response in responses.items()}

    return hops


def test_every_spelling_of_a_page_leads_there_in_one_hop(hops):
    make_page(addresses=["wp-1"])
    paths = [
        *("/wiki/genes-smn1", "/wiki/wiki-genes-smn1", "/genes/smn1", "/genes-smn1", "/wiki-genes-smn1"),
        *("/artifacts/wiki-genes-smn1", "/artifact/genes-smn1", "/artifact/WIKI-Genes-SMN1", "/GENES/Smn1"),
        *("/artifact/wiki-genes-smn1/", "/genes/smn1/", "/genes-smn1/", "/artifact/wp-1", "/wp-1", "/WP-1"),
        *("/artifact/genes-smn1/", "/artifact/%57iki-genes-smn1/", "/artifact/ｗiki-genes-smn1"),
    ]

    assert hops(paths) == dict.fromkeys(paths, (301, PAGE))


def test_hypotheses_and_analyses_have_addresses_of_their_own(hops):
    make_hypothesis()
    make_analysis()
    hypothesis = ["/hypothesis/h-0badcafe", "/hypotheses/h-0badcafe", "/artifacts/h-0badcafe", "/artifact/H-0BADCAFE"]
    analysis = [f"/{kind}/SDA-2026-04-01-gap-001" for kind in ("analysis", "analyses", "artifacts")]
    analysis.append("/artifact/sda-2026-04-01-GAP-001")

    assert hops(hypothesis) == dict.fromkeys(hypothesis, (301, HYPOTHESIS))
    assert hops(analysis) == dict.fromkeys(analysis, (301, ANALYSIS))


def test_a_work_is_found_by_its_identifiers(hops):
    make_reference(doi="10.1056/nejmoa1702752", pmid="29091570", pmcid="PMC4782111")
    paths = [
        *("/artifact/doi:10.1056/NEJMoa1702752", "/doi:10.1056/nejmoa1702752", "/artifact/doi:10.1056%2Fnejmoa1702752"),
        *("/artifact/DOI:10.1056/nejmoa1702752/", "/artifact/10.1056/nejmoa1702752", "/10.1056/nejmoa1702752"),
        *("/artifact/pmid:29091570", "/artifact/PMID:29091570", "/artifact/pmcid:PMC4782111", "/artifact/PMC4782111"),
    ]

    assert hops(paths) == dict.fromkeys(paths, (301, REFERENCE))


def test_what_was_asked_of_a_page_is_asked_of_the_canonical_address(hops):
    make_page(addresses=["wp-1"])
    for query in ("embed=1", "a=%2F&b=c+d", "embed=1&embed=%C3%BC"):
        paths = [
            f"{path}?{query}" for path in ("/wiki/genes-smn1", "/artifact/WIKI-genes-smn1", "/genes/smn1/", "/wp-1")
        ]

        assert hops(paths) == dict.fromkeys(paths, (301, f"{PAGE}?{query}"))


def test_what_belongs_to_a_page_is_found_by_its_other_names(hops):
    make_page(addresses=["a", "art"])
    for tail in ("/history", "/links", "/r/1", "/cite.bib", "/cite.txt?style=apa", "/diff/1..2"):
        paths = [f"/artifact/{key}{tail}" for key in ("a", "art", "GENES-SMN1", "WIKI-genes-smn1")]

        assert hops(paths) == dict.fromkeys(paths, (301, PAGE + tail))


def test_a_slash_too_many_is_taken_away(hops):
    make_page()
    own = {"/search/?q=smn": "/search?q=smn", "/recent/": "/recent", "/browse/gene/": "/browse/gene"}
    own |= {f"{PAGE}{tail}/": PAGE + tail for tail in ("/history", "/links", "/r/1", "/cite.bib")}

    assert hops(own) == {path: (301, location) for path, location in own.items()}


def test_what_leads_nowhere_is_not_found(hops):
    make_page()
    paths = [
        *("/artifact/unknown", "/wiki/unknown", "/a/b", "/a/b/c/d", "/unknown", "/browse/unknown", "/artifact/x/y"),
        *(f"{PAGE}/r/2", f"{PAGE}/r/0", f"{PAGE}/cite.exe", f"{PAGE}/unknown", "/artifact/unknown/history"),
        *("/artifact/unknown/links", "/artifact/unknown/r/1", "/artifact/unknown/cite.bib", "/media/unknown.png"),
        *("/artifact/", "/wiki/", "/artifact/doi:10.1/2", "/artifact/doi:10.1056/unknown", "/x//example.org/smn1/"),
    ]

    assert hops(paths) == dict.fromkeys(paths, (404, ""))


def test_of_a_duplicated_pair_the_path_leads_to_the_prefixed_page_and_the_bare_id_to_its_own(hops):
    make_page(public_id="als", slug="als")
    assert hops(["/wiki/als", "/als"]) == dict.fromkeys(["/wiki/als", "/als"], (301, "/artifact/als"))

    make_page(public_id="wiki-als", slug="als")

    paths = ["/wiki/als", "/als", "/wiki-als", "/artifact/WIKI-ALS"]
    assert hops(paths) == dict.fromkeys(paths, (301, "/artifact/wiki-als"))
    assert hops(["/artifact/als", "/artifact/ALS"]) == {
        "/artifact/als": (200, ""),
        "/artifact/ALS": (301, "/artifact/als"),
    }


def test_a_renamed_page_keeps_its_id_and_its_former_address(hops):
    edit(make_page(), slug="genes-smn", live=True)

    assert hops(["/genes/smn1", "/genes/smn"]) == dict.fromkeys(["/genes/smn1", "/genes/smn"], (301, PAGE))
    assert Address.objects.get(key="genes-smn1").kind == "renamed"


def test_a_chain_of_merges_is_one_hop(hops):
    a, b, c = make_page("a"), make_page("b"), make_page("c")
    merge(b, c)
    merge(a, b)
    paths = [path for name in "ab" for path in (f"/artifact/wiki-genes-{name}", f"/genes/{name}", f"/genes-{name}/")]

    assert hops(paths) == dict.fromkeys(paths, (301, "/artifact/wiki-genes-c"))
    assert hops(["/artifact/wiki-genes-a/links", "/genes/a?embed=1"]) == {
        "/artifact/wiki-genes-a/links": (301, "/artifact/wiki-genes-c/links"),
        "/genes/a?embed=1": (301, "/artifact/wiki-genes-c?embed=1"),
    }


def test_what_was_merged_keeps_its_own_revisions_history_and_citations(client):
    a, b = make_page("a", body="Of a."), make_page("b", body="Of b.")
    merge(a, b)

    revision = client.get("/artifact/wiki-genes-a/r/1").content.decode()
    cited = client.get("/artifact/wiki-genes-a/cite.txt").content.decode()

    assert "Of a." in revision
    assert 'class="banner merged"' in revision
    assert 'href="/artifact/wiki-genes-b"' in revision
    assert "/artifact/wiki-genes-a/r/1" in cited
    assert client.get("/artifact/wiki-genes-a/history").status_code == 200
