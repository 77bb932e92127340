"""Un-merge: everything as it was where nothing changed since, and item by item where something did."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from artifacts.domain.merge import merge, plan_merge
from artifacts.domain.suppress import suppress
from artifacts.domain.unmerge import plan_unmerge, unmerge
from artifacts.domain.verify import verify
from artifacts.domain.withdraw import put_back, withdraw
from artifacts.errors import ContentError, MergeError, StaleSaveError
from artifacts.models import Address, Artifact, Merge, NotDuplicate
from artifacts.representations.contents import content_of
from artifacts.representations.decisions import Decision
from tests.helpers import edit, fresh, make_analysis, make_hypothesis, make_page, make_reference, someone
from tests.rows import row_counts

pytestmark = pytest.mark.django_db
# What tells one revision from another, and when it was rendered.
OF_THE_REVISION = ("revision", "provenance", "cite")


def row(label, value, **given):
    return {"kind": "pair", "label": label, "value": value, "citekeys": [], **given}


def merged(source, target, side="target") -> Merge:
    plan = plan_merge(fresh(source), fresh(target))
    decisions = [Decision(side) if choice.open else None for choice in plan.folded.choices]
    return merge(plan_merge(fresh(source), fresh(target), decisions), by=someone(), why="Same gene.")


def taken_back(done: Merge, choices=(), **options):
    return unmerge(plan_unmerge(Merge.objects.get(pk=done.pk), choices), by=someone(), why="Two genes.", **options)


def state_of(*artifacts) -> list:
    """What must come back: content hashes, addresses, and publications but for what names their revision."""
    found = []
    for artifact in map(fresh, artifacts):
        parts = artifact.publication.parts
        found.append(
            (
                artifact.state,
                artifact.merged_into_id,
                artifact.revisions.newest().content_sha256,
                set(Address.objects.filter(artifact=artifact).values_list("key", "kind")),
                {name: part for name, part in parts.items() if name not in OF_THE_REVISION},
            )
        )
    return found


@pytest.fixture
def pair():
    first, second = make_reference("a"), make_reference("b", csl={"title": "Another"})
    target = make_page(
        "parkin",
        title="Parkin",
        body="Lead.[@key]\n\n## Role\n\nIt tags proteins.",
        citations={"key": first.public_id},
        infobox=[row("Symbol", "PRKN")],
    )
    source = make_page(
        "prkn",
        title="Parkin RBR E3 ubiquitin ligase",
        body="Lead.\n\n## Loss\n\nDisease.[@key]",
        citations={"key": second.public_id},
        infobox=[row("OMIM", "602544")],
    )
    return source, target


def test_with_nothing_changed_since_everything_is_as_it_was(pair):
    before = state_of(*pair)

    done = merged(*pair)
    taken_back(done)

    assert state_of(*pair) == before
    ledger = Merge.objects.get()
    assert (ledger.undone_by, ledger.undone_at is not None) == (someone(), True)
    assert "__merged_from" not in fresh(pair[1]).row.metadata
    assert [verify(fresh(artifact)) for artifact in pair] == [[], []]


@pytest.mark.parametrize("make", [make_hypothesis, make_analysis])
def test_every_kind_is_merged_and_parted_by_the_same_verbs(make):
    pair = make("SDA-1", title="One and more"), make("SDA-2", title="One")
    before = state_of(*pair)

    taken_back(merged(*pair))

    assert state_of(*pair) == before


def test_identifiers_of_works_go_back_to_their_records():
    source = make_reference("pubmed", pmid="29091570")
    target = make_reference("doi", doi="10.1056/nejmoa1702752")
    before = state_of(source, target)

    done = merged(source, target)
    both = fresh(target).row.pmid, fresh(target).row.doi
    taken_back(done)

    assert both == ("29091570", "10.1056/nejmoa1702752")
    assert state_of(source, target) == before


def test_an_identifier_that_both_would_have_is_refused_and_nothing_is_written():
    source = make_reference("pubmed", pmid="29091570")
    target = make_reference("doi", doi="10.1056/nejmoa1702752")
    done = merged(source, target)
    edit(target, pmid="29091571", live=True)
    edit(target, pmid="29091570", live=True)
    edit(target, csl={**fresh(target).row.csl, "PMID": "29091570", "note": "n"}, live=True)
    before = row_counts()
    plan = plan_unmerge(Merge.objects.get(pk=done.pk))
    choices = ["target"] * len(plan.unfolded.changes)

    with pytest.raises(ContentError):
        taken_back(done, choices)

    assert row_counts() == before
    assert fresh(source).state == "merged"


def test_a_chain_is_parted_from_its_end_and_the_rest_stands():
    first, second, third = (make_page(name) for name in ("one", "two", "three"))
    beginning = merged(first, second)
    end = merged(second, third)

    with pytest.raises(MergeError, match="wiki-genes-two was itself merged into wiki-genes-three"):
        plan_unmerge(Merge.objects.get(pk=beginning.pk))
    taken_back(end)

    assert (fresh(first).merged_into, fresh(second).merged_into) == (second, None)
    taken_back(beginning)
    assert fresh(first).state == "active"


def test_of_two_merges_into_one_page_the_first_can_be_taken_back(client):
    target = make_page("hub", body="Hub.", title="Hub")
    sources = [make_page(name, body=f"## {name}\n\nText of {name}.", title="Hub") for name in ("one", "two")]
    dones = [merged(source, target) for source in sources]

    taken_back(dones[0])

    content = content_of(fresh(target))
    assert content["body"] == "Hub.\n\n## two\n\nText of two."
    assert [entry["source_id"] for entry in content["metadata"]["__merged_from"]] == ["wiki-genes-two"]
    assert client.get(sources[1].get_absolute_url())["Location"] == target.get_absolute_url()
    assert verify(fresh(target)) == []


def changed_since(pair) -> Merge:
    """A merge after which a section of the source, a row of the target and a new section were written on the target."""
    done = merged(*pair)
    body = content_of(fresh(pair[1]))["body"]
    body = body.replace("Disease.", "Early disease.") + "\n\n## History\n\nFound in 1998."
    edit(pair[1], body=body, infobox=[row("Symbol", "PARK2"), row("OMIM", "602544")], live=True)
    return done


def test_what_changed_since_is_asked_about_item_by_item(pair):
    plan = plan_unmerge(Merge.objects.get(pk=changed_since(pair).pk))

    assert [(one.key.part, one.key.name, one.chosen) for one in plan.unfolded.changes] == [
        ("body", "loss", "source"),
        ("body", "history", "target"),
        ("infobox", "Symbol", "target"),
    ]


def test_by_default_the_sources_text_goes_home_with_its_changes_and_the_targets_stays(pair):
    taken_back(changed_since(pair))

    source, target = content_of(fresh(pair[0])), content_of(fresh(pair[1]))
    assert source["body"] == "Lead.\n\n## Loss\n\nEarly disease.[@key]"
    assert source["citations"] == {"key": "ref-b"}
    assert target["body"] == "Lead.[@key]\n\n## Role\n\nIt tags proteins.\n\n## History\n\nFound in 1998."
    assert [one["value"] for one in target["infobox"]] == ["PARK2"]
    assert target["title"] == "Parkin"


@pytest.mark.parametrize(
    ("side", "on_source", "on_target"), [("target", False, True), ("source", True, False), ("both", True, True)]
)
def test_each_change_is_kept_given_or_both(pair, side, on_source, on_target):
    done = changed_since(pair)

    taken_back(done, [side] * 3)

    source, target = (content_of(fresh(artifact)) for artifact in pair)
    assert ("Early" in source["body"], "Found in 1998" in source["body"]) == (on_source, on_source)
    assert ("Early" in target["body"], "Found in 1998" in target["body"]) == (on_target, on_target)
    assert ("PARK2" in str(source["infobox"]), "PARK2" in str(target["infobox"])) == (on_source, on_target)


def test_what_stays_keeps_the_works_that_it_cites(pair):
    """The merge brought `keya`; the section and the row that cite it were written since, and stay."""
    done = merged(*pair)
    brought = content_of(fresh(pair[1]))
    (key,) = [key for key, reference in brought["citations"].items() if reference == "ref-b"]
    body = f"{brought['body']}\n\n## History\n\nFound in 1998.[@{key}]"
    edit(pair[1], body=body, infobox=[*brought["infobox"], row("Found", f"1998 [@{key}]")], live=True)

    taken_back(done)

    target = content_of(fresh(pair[1]))
    assert f"[@{key}]" in target["body"]
    assert target["citations"] == {"key": "ref-a", key: "ref-b"}
    assert verify(fresh(pair[1])) == []


@pytest.mark.parametrize("trace", ["from elsewhere", 5, {"unprefixed_id": "x"}, ["y"]])
def test_whatever_stood_in_the_trace_comes_back(trace):
    source, target = (make_page(name, title="Hub", metadata={"__merged_from": trace}) for name in ("a", "b"))
    before = state_of(source, target)

    taken_back(merged(source, target))

    assert state_of(source, target) == before


def test_planning_writes_nothing(pair):
    done = changed_since(pair)
    before = row_counts()

    plan_unmerge(Merge.objects.get(pk=done.pk))

    assert row_counts() == before


def test_an_edit_since_the_plan_stops_it(pair):
    plan = plan_unmerge(Merge.objects.get(pk=merged(*pair).pk))
    edit(pair[1], title="Meanwhile")

    with pytest.raises(StaleSaveError, match="saved revision 3 of wiki-genes-parkin since the plan"):
        unmerge(plan, by=someone(), why="Two genes.")

    assert fresh(pair[0]).state == "merged"


def test_what_cannot_be_taken_back_says_why(pair):
    done = merged(*pair)
    with pytest.raises(ContentError, match="Say why the merge is taken back"):
        unmerge(plan_unmerge(Merge.objects.get()), by=someone(), why=" ")
    withdraw(fresh(pair[1]), by=someone(), reason="Wrong.")
    with pytest.raises(MergeError, match="wiki-genes-parkin is withdrawn: put it back first."):
        plan_unmerge(Merge.objects.get())
    put_back(fresh(pair[1]), by=someone())
    suppress(done.target_before, by=someone(), reason="Privacy.")
    with pytest.raises(MergeError, match="The text of revision 1 of wiki-genes-parkin was suppressed"):
        plan_unmerge(Merge.objects.get())


def test_a_merge_is_taken_back_once(pair):
    done = merged(*pair)
    taken_back(done)

    with pytest.raises(MergeError, match="It was taken back already."):
        taken_back(done)


def test_whoever_takes_a_merge_back_can_say_that_the_two_are_no_duplicates(pair):
    done = merged(*pair)
    taken_back(done, judging=True)

    judgement = NotDuplicate.objects.get()
    assert ({judgement.first, judgement.second}, judgement.why) == (set(pair), "Two genes.")


def test_parted_pages_can_be_merged_again(pair):
    taken_back(merged(*pair))

    merged(*pair)

    assert fresh(pair[0]).merged_into == pair[1]
    assert Merge.objects.count() == 2


# --- Over random pages and chains -----------------------------------------------------------------------------------

TEXT = st.sampled_from(["", "Lead.", "Lead.[@a]", "Other.[@b; @a]", "`[@a]`", "- one\n- two"])
SECTIONS = st.lists(st.tuples(st.sampled_from(["## A", "## B", "### A", "# C"]), TEXT), max_size=4)
ROWS = st.lists(
    st.builds(row, st.sampled_from(["Symbol", "OMIM", ""]), st.sampled_from(["1", "2", "[@a]"])), max_size=3
)
PAGES = st.fixed_dictionaries(
    {
        "title": st.sampled_from(["SMN1", "smn1", "SMN1 gene", "genes-p0", "Else"]),
        "entity_type": st.sampled_from(["gene", "general"]),
        "body": st.builds(
            lambda lead, sections: "\n\n".join(filter(None, [lead, *(part for pair in sections for part in pair)])),
            TEXT,
            SECTIONS,
        ),
        "infobox": ROWS,
        "citations": st.dictionaries(st.sampled_from("ab"), st.sampled_from(["ref-x", "ref-y", None])),
        "metadata": st.dictionaries(
            st.sampled_from(["origin", "note", "__merged_from"]), st.sampled_from(["1", "two", 3, ["x"], {}])
        ),
    }
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pages=st.lists(PAGES, min_size=3, max_size=3))
def test_any_chain_merged_and_parted_again_is_as_it_was(db, pages):
    if not Artifact.objects.filter(public_id="ref-x").exists():
        make_reference("x")
        make_reference("y", csl={"title": "Another"})
    start = Artifact.objects.count()
    chain = [make_page(f"p{start + n}", **content) for n, content in enumerate(pages)]
    before = state_of(*chain)

    dones = [merged(chain[0], chain[1]), merged(chain[1], chain[2])]
    for done in reversed(dones):
        taken_back(done)

    assert state_of(*chain) == before
    assert [verify(fresh(artifact)) for artifact in chain] == [[], [], []]


def test_what_a_later_merge_said_too_is_asked_about_and_stays():
    target = make_page("hub", title="Hub", body="Hub.")
    first = make_page("one", title="Hub", body="## Shared\n\nThe same text.\n\n## Own\n\nOnly here.")
    second = make_page("two", title="Hub", body="## Shared\n\nThe same text.")
    done = merged(first, target)
    merged(second, target)

    plan = plan_unmerge(Merge.objects.get(pk=done.pk))
    taken_back(done)

    assert [(change.key.name, change.chosen) for change in plan.unfolded.changes] == [("shared", "target")]
    assert content_of(fresh(target))["body"] == "Hub.\n\n## Shared\n\nThe same text."


def test_a_draft_that_only_the_merge_had_shown_is_a_draft_again(client):
    hidden = make_page("hidden", live=False, title="The gene", body="Secret.")
    source = make_page("source", title="The gene", body="## Loss\n\nDisease.")
    before = fresh(hidden).revisions.newest().content_sha256

    taken_back(merged(source, hidden))

    assert fresh(hidden).revisions.newest().content_sha256 == before
    assert not hasattr(fresh(hidden), "publication")
    assert [client.get(artifact.get_absolute_url()).status_code for artifact in (hidden, source)] == [404, 200]
