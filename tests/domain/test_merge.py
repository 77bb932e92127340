"""Merge: planned by reading only, done in one transaction, refused with a sentence where a rule forbids it."""

import pytest

from artifacts.domain.merge import merge, plan_merge, shown_by
from artifacts.domain.verify import verify
from artifacts.domain.withdraw import withdraw
from artifacts.errors import ContentError, MergeError, StaleSaveError, StateError
from artifacts.models import Address, Artifact, Merge, RevisionInfo
from artifacts.representations.contents import content_of
from artifacts.representations.decisions import Decision
from tests.helpers import edit, fresh, make_hypothesis, make_page, make_reference, someone
from tests.rows import row_counts

pytestmark = pytest.mark.django_db


def row(label, value, **given):
    return {"kind": "pair", "label": label, "value": value, "citekeys": [], **given}


@pytest.fixture
def pair():
    """Two pages about one gene, each with something that the other lacks and something told otherwise."""
    first, second = make_reference("finkel2017"), make_reference("finkel2018", csl={"title": "Another trial"})
    shared = make_reference("shared", csl={"title": "The same work"})
    target = make_page(
        "parkin",
        title="Parkin",
        body="Lead.[@finkel]\n\n## Role\n\nIt tags proteins.[@same]",
        citations={"finkel": first.public_id, "same": shared.public_id},
        infobox=[row("Symbol", "PRKN"), row("Chromosome", "6q26")],
    )
    source = make_page(
        "prkn",
        title="Parkin RBR E3 ubiquitin ligase",
        body="Lead.\n\n## Role\n\nIt marks proteins.[@finkel; @shared]\n\n## Loss\n\nDisease.[@finkel]",
        citations={"finkel": second.public_id, "shared": shared.public_id},
        infobox=[row("Symbol", "PRKN", citekeys=["finkel"]), row("OMIM", "602544")],
    )
    return source, target


def merged(source, target, decisions=(), **options):
    return merge(plan_merge(source, target, decisions), by=someone(), why="Same gene.", **options)


def merged_anyhow(source, target, **options):
    """With the target's title where no rule settles it."""
    return merged(source, target, [Decision("target")], **options)


def test_a_plan_names_what_differs_with_a_default_and_writes_nothing(pair):
    before = row_counts()

    plan = plan_merge(*pair)

    assert [(choice.key.part, choice.key.name, choice.chosen, choice.rule) for choice in plan.folded.choices] == [
        ("title", "", "source", "extended"),
        ("body", "", "target", "contained"),
        ("body", "role", "target", "kept"),
        ("body", "loss", "source", "added"),
        ("infobox", "Symbol", "target", "kept"),
        ("infobox", "OMIM", "source", "added"),
    ]
    # The entity type and the lack of a graph node, which both have, and the row that only the target has.
    assert plan.folded.kept == 3
    assert row_counts() == before


def test_the_target_says_what_was_decided_and_cites_each_work_once(pair):
    source, target = pair

    merged(source, target, [None, None, Decision("both")])

    content = content_of(fresh(target))
    assert content["title"] == "Parkin RBR E3 ubiquitin ligase"
    assert content["body"] == (
        "Lead.[@finkel]\n\n## Role\n\nIt tags proteins.[@same]\n\n"
        "## Role\n\nIt marks proteins.[@finkela; @same]\n\n## Loss\n\nDisease.[@finkela]"
    )
    assert content["citations"] == {
        "finkel": "ref-finkel2017",
        "same": "ref-shared",
        "finkela": "ref-finkel2018",
    }
    assert [(one["label"], one["value"]) for one in content["infobox"]] == [
        ("Symbol", "PRKN"),
        ("OMIM", "602544"),
        ("Chromosome", "6q26"),
    ]


def test_a_section_is_edited_by_hand(pair):
    source, target = pair

    merged(source, target, [Decision("hand", "PRKN"), Decision("hand", "Another lead.")])

    content = content_of(fresh(target))
    assert (content["title"], content["body"].split("\n")[0]) == ("PRKN", "Another lead.")


def test_the_source_keeps_rows_history_and_addresses_and_leads_to_the_target(pair, client):
    source, target = pair
    rows, addresses = content_of(source), set(Address.objects.values_list("key", "artifact"))

    done = merged(source, target)

    source, target = fresh(source), fresh(target)
    assert {**content_of(source), "state": None} == {**rows, "state": None}
    assert set(Address.objects.values_list("key", "artifact")) == addresses
    assert (source.state, source.merged_into, source.revisions.count()) == ("merged", target, 2)
    assert [revision.number for revision in (done.source_before, done.source_after)] == [1, 2]
    assert [revision.number for revision in (done.target_before, done.target_after)] == [1, 2]
    assert [revision.tags[:1] for revision in (done.source_after, done.target_after)] == [["merge"], ["merge"]]
    response = client.get(source.get_absolute_url())
    assert (response.status_code, response["Location"]) == (301, target.get_absolute_url())
    assert response["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert "Merged from" in client.get(target.get_absolute_url()).content.decode()
    assert client.get(f"{source.get_absolute_url()}/r/1").status_code == 200
    assert verify(source) + verify(target) == []


def test_the_targets_metadata_and_provenance_tell_of_the_merge(pair):
    source, target = pair

    done = merged(source, target)

    assert fresh(target).row.metadata["__merged_from"] == [
        {
            "merged_at": done.at.isoformat(timespec="seconds"),
            "source_id": "wiki-genes-prkn",
            "source_revision": 1,
            "target_revision": 2,
            "by": "somebody",
            "why": "Same gene.",
        }
    ]
    edges = [(edge["relation"], edge["object"]) for edge in fresh(target).publication.parts["provenance"]]
    assert ("wasDerivedFrom", "wiki-genes-prkn") in edges
    assert ("wasRevisionOf", "wiki-genes-parkin/r/1") in edges


def test_the_unprefixed_twin_is_named_as_such():
    bare = make_page("parkin", public_id="genes-parkin")
    prefixed = make_page("parkin", public_id="wiki-genes-parkin")

    merged(bare, prefixed)

    (entry,) = fresh(prefixed).row.metadata["__merged_from"]
    assert entry["unprefixed_id"] == "genes-parkin"


def test_what_linked_to_the_source_leads_to_the_target_at_once(pair, django_capture_on_commit_callbacks):
    source, target = pair
    linking = make_page("linking", body="[[genes-prkn]] and [[genes-parkin]]")
    plan = plan_merge(source, target)

    with django_capture_on_commit_callbacks(execute=True):
        merge(plan, by=someone(), why="Same gene.")

    assert {publication.artifact.public_id for publication in shown_by(plan)} == {
        *("wiki-genes-linking", "ref-finkel2017", "ref-finkel2018", "ref-shared"),
    }
    body = fresh(linking).publication.parts["body"]
    assert (body.count(target.get_absolute_url()), body.count(source.get_absolute_url())) == (2, 0)


def test_a_chain_of_merges_ends_in_one_hop(client):
    first, second, third = (make_page(name) for name in ("one", "two", "three"))

    merged_anyhow(first, second)
    merged_anyhow(fresh(second), third)

    assert client.get(first.get_absolute_url())["Location"] == third.get_absolute_url()
    assert fresh(first).merged_into == fresh(second)


def test_two_records_of_one_work_become_one_with_both_identifiers(client):
    source = make_reference("pubmed", pmid="29091570", doi="10.1056/nejmoa1702752")
    target = make_reference("doi", pmcid="PMC4782111")
    page = make_page(body="[@a] [@b]", citations={"a": source.public_id, "b": target.public_id})

    merged(source, target)

    kept = fresh(target).row
    assert (kept.pmid, kept.doi, kept.pmcid) == ("29091570", "10.1056/nejmoa1702752", "PMC4782111")
    assert client.get("/artifact/pmid:29091570")["Location"] == target.get_absolute_url()
    assert verify(fresh(source)) + verify(fresh(target)) == []
    edit(page, body="[@b] [@a]", live=True)
    assert [entry["work"] for entry in fresh(page).publication.parts["references"]] == [target.public_id]


def test_hypotheses_merge_by_the_same_verb():
    source = make_hypothesis("h-1", evidence=[{"claim": "Seen"}], scores={"safety": 0.5})
    target = make_hypothesis("h-2", evidence=[{"claim": "Heard"}], scores={"novelty": 0.7})

    merged(source, target)

    content = content_of(fresh(target))
    assert [piece["claim"] for piece in content["evidence"]] == ["Seen", "Heard"]
    assert content["scores"] == {"safety": 0.5, "novelty": 0.7}


def refusals():
    page, other, work = make_page("one"), make_page("two"), make_reference()
    gone, folded = make_page("gone"), make_page("folded")
    withdraw(gone, by=someone(), reason="Wrong.")
    merged_anyhow(folded, other)
    return [
        (page, page, "wiki-genes-one cannot be merged into itself."),
        (page, work, "wiki-genes-one is a wiki page and ref-lefebvre1995 a reference"),
        (page, fresh(gone), "wiki-genes-gone is withdrawn: only what is active can be merged."),
        (page, fresh(folded), "wiki-genes-folded is merged: only what is active can be merged."),
        (fresh(folded), page, "wiki-genes-folded is merged: only what is active can be merged."),
    ]


def test_what_cannot_be_merged_is_refused_with_a_sentence():
    for source, target, sentence in refusals():
        before = row_counts()

        with pytest.raises(MergeError, match=sentence):
            plan_merge(source, target)

        assert row_counts() == before


@pytest.mark.parametrize("edited", [0, 1])
def test_a_side_that_was_edited_since_the_plan_stops_the_merge(pair, edited):
    plan = plan_merge(*pair)
    edit(pair[edited], body="Meanwhile.")
    before = row_counts()

    with pytest.raises(StaleSaveError, match="somebody saved revision 2 of wiki-genes-"):
        merge(plan, by=someone(), why="Same gene.")

    assert row_counts() == before
    assert fresh(pair[0]).state == "active"


def test_the_second_of_two_plans_of_one_source_is_refused(pair):
    source, target = pair
    first, second = plan_merge(source, target), plan_merge(target, source)
    merge(first, by=someone(), why="Same gene.")

    with pytest.raises(MergeError, match="wiki-genes-prkn is merged"):
        merge(second, by=someone(), why="The other way round.")

    assert Merge.objects.count() == 1


def test_a_reason_is_required(pair):
    with pytest.raises(ContentError, match="Say why the two are merged"):
        merge(plan_merge(*pair), by=someone(), why="  ")


def test_a_title_that_no_rule_settles_waits_for_a_person():
    source = make_page("one", title="APOE - Apolipoprotein E")
    target = make_page("two", title="ApoE (Apolipoprotein E)")

    with pytest.raises(MergeError, match="No rule settles the title: choose one."):
        merged(source, target)
    merged(source, target, [Decision("source")])

    assert fresh(target).row.title == "APOE - Apolipoprotein E"


def test_others_unreviewed_revisions_are_named_before_they_go_out(pair, editor):
    source, target = pair
    edit(source, by=editor, body="Waiting.")

    with pytest.raises(StateError, match=r"would also publish unreviewed revisions: 2 \(Edith Editor\)"):
        merged(source, target)
    merged(source, target, include_unreviewed=True)

    assert fresh(target).publication.revision.number == 2


def test_a_merge_for_review_changes_nothing_of_what_readers_see_of_the_target(pair):
    source, target = pair

    merged(source, target, publishing=False)

    assert fresh(target).publication.revision.number == 1
    assert fresh(target).revisions.newest().number == 2


def test_readers_of_the_source_are_never_left_with_nothing(pair):
    source, _target = pair
    hidden = make_page("hidden", live=False)

    with pytest.raises(MergeError, match="Readers see wiki-genes-prkn and not wiki-genes-hidden"):
        merged(source, hidden, publishing=False)
    merged(source, hidden)

    assert fresh(hidden).publication.revision.number == 2


def test_drafts_merge_without_being_published():
    source, target = make_page("one", live=False), make_page("two", live=False)

    merged_anyhow(source, target)

    assert not hasattr(fresh(target), "publication")
    assert RevisionInfo.objects.filter(first_published__isnull=False).count() == 0
    assert Artifact.objects.get(pk=source.pk).state == "merged"
