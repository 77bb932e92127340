"""Evidence, relations and provenance in the parts of a publication, and what is found near it."""

from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from artifacts.domain.captures import import_capture
from artifacts.domain.documents import content_of_revision, document_of_revision
from artifacts.domain.merge import merge, plan_merge
from artifacts.domain.nearby import LEAST_IN_COMMON, MOST_CITING, MOST_NAMED, linking, sharing_works
from artifacts.domain.render import render
from artifacts.domain.search.finding import Narrowing, search
from artifacts.domain.withdraw import withdraw
from artifacts.models import Artifact, Checkup, Publication
from artifacts.text.captures import read_capture
from artifacts.text.queries import parse_query
from tests.helpers import edit, fresh, make_analysis, make_hypothesis, make_page, make_reference, someone

pytestmark = pytest.mark.django_db
CAPTURE = Path(__file__).parent.parent / "text" / "captures" / "trem2.txt"
LONG = "Most of the motor neurons die before the second week of life"


def parts(artifact) -> dict:
    return fresh(artifact).publication.parts


def relations(artifact) -> list[tuple[str, str]]:
    return [(edge["relation"], edge["object"]) for edge in parts(artifact)["provenance"]]


def titles(publications) -> list[str]:
    return [publication.title for publication in publications]


def doubted_page():
    first, gone = make_reference(), make_reference("gone2019", status="retracted", csl={"title": "Gone"})
    return make_page(
        body=f"{LONG}.[@a] {{disputed: not in mice}}\n\n{LONG}.[@b; @c]\n\n{LONG}. {{needs source}} {{disputed}}",
        infobox=[
            {"kind": "header", "label": "Gene"},
            {"label": "Length", "value": "294 aa", "citekeys": ["a"]},
            {"label": "Exons", "value": "9"},
        ],
        citations={"a": first.public_id, "b": gone.public_id},
    )


def test_the_glance_counts_sources_references_and_doubts():
    assert parts(doubted_page())["glance"] == {
        "claims": 5,
        "sourced": 3,
        "references": 3,
        "unresolved": 1,
        "cautioned": 1,
        "doubts": [
            {"kind": "needs source", "count": 1, "anchor": "doubt-2"},
            {"kind": "disputed", "count": 2, "anchor": "doubt-1"},
        ],
    }


def test_readers_are_told_the_share_that_editors_are_told():
    hypothesis = make_hypothesis(
        evidence=[
            {"stance": "for", "claim": "It is.", "reference": make_reference("b").public_id},
            {"claim": "Or not."},
        ]
    )
    analysis = make_analysis(summary=f"{LONG}.\n\n{LONG}.[@ref-b]")

    for artifact in (doubted_page(), hypothesis, analysis):
        checkup, glance = Checkup.objects.get(artifact=artifact, newest=True), parts(artifact)["glance"]
        assert (glance["claims"], glance["sourced"]) == (checkup.claims, checkup.sourced) != (0, 0)


def test_what_has_no_source_is_marked_in_the_text_the_rows_and_the_evidence():
    page = parts(doubted_page())
    hypothesis = parts(
        make_hypothesis(evidence=[{"claim": "It is.", "reference": "ref-gone2019"}, {"claim": "Or not."}])
    )

    assert page["body"].count('<p class="unsourced">') == 1
    assert [row["unsourced"] for row in page["infobox"]] == [False, False, True]
    assert [row["unsourced"] for row in hypothesis["evidence_for"]] == [False, True]


def test_doubts_are_told_on_the_page_and_neither_found_nor_summed_up():
    page = make_page(
        body=f"{LONG}. {{disputed: zebrafish}}", infobox=[{"label": "Length", "value": "294 aa{disputed: zebrafish}"}]
    )
    hypothesis = make_hypothesis(evidence=[{"claim": "It is.{disputed: zebrafish}"}])

    assert [text.count("zebrafish") for text in (parts(page)["body"], parts(page)["infobox"][0]["value"])] == [1, 1]
    assert parts(page)["summary"] == f"{LONG}."
    assert parts(hypothesis)["evidence_for"][0]["claim"].count("zebrafish") == 1
    assert search(parse_query("zebrafish"), Narrowing()).hits == []


def test_an_old_revision_tells_the_same_of_itself_from_its_document():
    page = doubted_page()
    first = page.revisions.newest()
    before = parts(page)
    edit(page, live=True, body="Nothing is left.")
    first.refresh_from_db()

    document = document_of_revision(first)
    again = render(document["content"], artifact=page, revision=first, pins=document["pins"]).parts

    for name in ("glance", "provenance", "origin", "merged_from", "body"):
        assert again[name] == before[name]


def test_what_was_written_here_says_so_and_names_its_authors():
    page = make_page()
    edit(page, live=True, body="More.", summary="Say more")

    origin = parts(page)["origin"]

    assert (origin["by"], origin["batch"], origin["source"]) == ("somebody", "", "")
    assert relations(page) == [("wasAttributedTo", "somebody"), ("wasRevisionOf", "wiki-genes-smn1/r/1")]
    assert [(edge["revisions"], edge["by"], edge["detail"]) for edge in parts(page)["provenance"]] == [
        (2, "", ""),
        (0, "somebody", ""),
    ]


def test_what_was_imported_names_its_batch_and_source():
    import_capture(read_capture(CAPTURE.read_bytes(), "trem2.txt"), by=someone(), name="trem2.txt")
    page = Artifact.objects.get(public_id="wiki-genes-trem2")

    origin = parts(page)["origin"]

    assert (origin["by"], origin["href"]) == ("somebody", origin["source"])
    assert [origin["batch"][:9], origin["source"][:4]] == ["trem2.txt", "http"]
    assert [relation for relation, _object in relations(page)] == [
        *("importedFrom", "derives_from", "wasGeneratedBy", "wasAttributedTo")
    ]


def test_a_preview_of_something_new_has_no_origin():
    assert render(content_of_revision(make_page().revisions.newest()), artifact=Artifact()).parts["origin"] is None


def test_a_merge_leads_to_the_history_of_what_was_folded_in():
    source, target = make_page("park2", title="PRKN"), make_page("prkn")
    merge(plan_merge(source, target), by=someone(), why="One gene.")

    (edge,) = [edge for edge in parts(target)["provenance"] if edge["relation"] == "wasDerivedFrom"]
    (trace,) = parts(target)["merged_from"]

    assert (edge["href"], edge["by"], edge["detail"]) == ("/artifact/wiki-genes-park2/history", "somebody", "One gene.")
    assert (trace["id"], trace["history"], trace["by"]) == ("wiki-genes-park2", edge["href"], "somebody")


def test_a_trace_of_what_was_never_here_leads_nowhere():
    page = make_page(metadata={"__merged_from": {"unprefixed_id": "genes-smn1", "merged_at": "2026-05-13"}})

    assert parts(page)["merged_from"] == [
        {"id": "genes-smn1", "history": "", "at": "2026-05-13", "by": "", "why": ""},
    ]


def test_a_relation_says_why_and_by_whom_it_was_chosen():
    make_hypothesis()
    page = make_page(relations=[{"to": "h-0badcafe", "origin": "matched", "reason": "shares target SMN2"}])

    (row,) = parts(page)["hypotheses"]

    assert (row["reason"], row["origin"]) == ("shares target SMN2", "matched")


def test_what_links_here_begins_with_the_newest_and_leaves_out_what_is_gone():
    target, _first, second, third = (
        make_page(),
        make_page("a", body="[[genes-smn1]]"),
        *(
            make_page(name, body="[[genes-smn1]] [@b]", citations={"b": make_reference(name).public_id})
            for name in "bc"
        ),
    )
    edit(target, live=True, body="[[genes-smn1]] [[genes-a]]")
    withdraw(third, by=someone(), reason="Wrong.")

    assert titles(linking(target)) == ["B", "A"]
    assert titles(linking(second)) == []


def test_no_more_is_named_than_one_reads():
    target = make_page()
    for number in range(MOST_NAMED + 2):
        make_page(f"n{number}", body="[[genes-smn1]]")

    assert len(linking(target)) == MOST_NAMED + 1


def page_citing(name: str, *works: str):
    return make_page(
        name, body=" ".join(f"[@{work}]" for work in works), citations={work: f"ref-{work}" for work in works}
    )


def near(name: str) -> list[tuple[str, int]]:
    publication = Publication.objects.get(artifact__public_id=f"wiki-genes-{name}")
    return [(one.title, one.shared) for one in sharing_works(publication)]


def test_pages_that_cite_the_same_works_come_by_how_many(monkeypatch):
    for work in "wxyz":
        make_reference(work)
    page_citing("a", "w", "x", "y")
    for name, works in (("b", "wx"), ("c", "wxyz"), ("d", "w"), ("e", "")):
        page_citing(name, *works)

    assert LEAST_IN_COMMON == 2 < MOST_CITING
    assert near("a") == [("C", 3), ("B", 2)]
    assert near("d") == near("e") == []
    # What so many cite says nothing of any two of them.
    monkeypatch.setattr("artifacts.domain.nearby.MOST_CITING", 2)
    assert near("a") == []


@pytest.mark.parametrize("count", [1, 3])
def test_what_is_near_takes_five_queries_however_much_it_is(count):
    for work in "xy":
        make_reference(work)
    target = page_citing("target", "x", "y")
    for number in range(count):
        make_page(f"n{number}", body="[[genes-target]] [@x] [@y]", citations={work: f"ref-{work}" for work in "xy"})
    publication = Publication.objects.get(artifact=target)

    with CaptureQueriesContext(connection) as queries:
        found = [one.artifact.get_absolute_url() for one in linking(target) + sharing_works(publication)]

    assert (len(found), len(queries)) == (2 * count, 5)


@pytest.mark.parametrize("count", [1, 3])
def test_provenance_takes_as_many_queries_however_many_were_folded_in(count):
    target = make_page("target")
    for number in range(count):
        merge(plan_merge(make_page(f"n{number}"), fresh(target)), by=someone(), why="One gene.")
    info = target.revisions.select_related("version").newest()
    content = content_of_revision(info)

    with CaptureQueriesContext(connection) as queries:
        found = render(content, artifact=target, revision=info).parts

    assert (len(found["merged_from"]), len(queries)) == (count, 8)


def test_a_merge_trace_of_any_shape_is_told_as_text():
    page = make_page(metadata={"__merged_from": [{"source_id": {"a": 1}, "by": ["b"], "why": 3}, "no entry"]})

    assert parts(page)["merged_from"] == [{"id": "{'a': 1}", "history": "", "at": "", "by": "['b']", "why": "3"}]


def test_a_long_row_or_claim_is_told_in_part_beside_each_work_that_it_names():
    works = {f"k{n}": make_reference(f"k{n}").public_id for n in range(3)}
    long = "word " * 2_000
    row = {"label": "Doses", "value": long, "citekeys": list(works)}

    page = make_page(infobox=[row], citations=works).publication.parts
    claims = make_hypothesis(evidence=[{"claim": long, "reference": works["k0"]}]).publication.parts["claims"]

    told = [*(sentence for found in page["sentences"].values() for sentence in found), claims[0]["claim"]]
    assert (len(told), {sentence[-6:] for sentence in told}) == (4, {"word …"})
    assert max(map(len, told)) < 610
