"""Merging twins together: all is as if each pair had been merged by itself, by as many queries for three as for one."""

import datetime

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from artifacts.domain import merge_files
from artifacts.domain import merge_twins as merging
from artifacts.domain.accounts import importer
from artifacts.domain.checkup import check_all
from artifacts.domain.documents import raw_document
from artifacts.domain.duplicates import judge_not_duplicate
from artifacts.domain.merge import merge, plan_merge
from artifacts.domain.merge_files import apply_lines, audit_lines, twins, undo_lines
from artifacts.domain.merge_twins import Wanted, merge_twins
from artifacts.domain.refresh import refresh_stale
from artifacts.domain.search.engine import engine
from artifacts.domain.settling import Settling
from artifacts.domain.titles import titles
from artifacts.domain.unmerge import plan_unmerge, unmerge
from artifacts.domain.unmerge_twins import unmerge_twins
from artifacts.domain.verify import verify
from artifacts.models import (
    Artifact,
    Checkup,
    DuplicateCandidate,
    Finding,
    Merge,
    Publication,
    PublicationInput,
    SearchEntry,
)
from artifacts.representations.contents import content_of
from tests.helpers import edit, fresh, make_analysis, make_hypothesis, make_page, make_reference

pytestmark = pytest.mark.django_db

WHY = "the same page under two ids"
BODY = (
    "{title} binds TAU in neurons.[@lefebvre1995]\n\nSee [one](/genes/{other}), [[genes-{other}]] and "
    "[its own](/wiki/genes-{name}).\n\n## Loss\n\n"
)


@pytest.fixture(autouse=True)
def _no_titles_of_other_tests():
    titles.forget()


def twin(name: str, bare: str, prefixed: str, **content) -> tuple[Artifact, Artifact]:
    """The bare row, and its prefixed twin, which stays."""
    return (
        make_page(name, public_id=f"genes-{name}", title=bare, by=importer(), **content),
        make_page(name, public_id=f"wiki-genes-{name}", title=prefixed, by=importer(), **content),
    )


def make_twins(*names: str) -> list[tuple[Artifact, Artifact]]:
    return [
        twin(name, name.upper(), name.upper(), body=BODY.format(title=name.upper(), name=name, other=other))
        for name, other in zip(names, (*names[1:], names[0]), strict=True)
    ]


@pytest.fixture
def site():
    """Twins that link to each other, cite works and are related to a hypothesis; and pages that link to either."""
    work, other = make_reference(), make_reference("other", csl={"title": "Another work"})
    make_hypothesis("h-1")
    make_analysis("SDA-1")
    given = {
        "citations": {"lefebvre1995": work.public_id, "x": other.public_id, "nobody": None},
        "infobox": [{"label": "Symbol", "value": "[[genes-app]]", "citekeys": ["x"]}],
        "relations": [{"to": "h-1", "reason": "shares its target"}, {"to": "SDA-1", "reason": "asks"}],
    }
    titled = {
        "tau": ("TAU", "TAU"),
        "apoe": ("APOE", "APOE (Apolipoprotein E)"),
        "prkn": ("Parkin", "genes-prkn"),
        "app": ("APP", "App"),
        "mapt": ("Microtubule-associated protein", "MAPT"),
    }
    names = list(titled)
    pairs = [
        twin(name, *two, body=BODY.format(title=two[0], name=name, other=names[number - 1]), **given)
        for number, (name, two) in enumerate(titled.items())
    ]
    make_page("bare", body="[One](/artifact/genes-tau) and [another](/artifact/wiki-genes-app#loss), TAU and APP.")
    make_page("plain", body="[One](/genes/tau), [[genes-apoe]] and [none](/genes/nobody).", live=True)
    edit(make_page("draft", body="[One](/genes/tau)."), body="[One](/artifact/genes-tau).")
    make_hypothesis("h-2", statement="As [TAU](/artifact/genes-tau) shows.", target_genes=["TAU", "APP"])
    DuplicateCandidate.objects.create(first=pairs[0][0], second=pairs[0][1], score=0.9)
    DuplicateCandidate.objects.create(first=pairs[0][0], second=pairs[1][0], score=0.4)
    refresh_stale()
    check_all(Artifact.objects.all())
    return pairs


@pytest.fixture
def _one_moment(monkeypatch):
    moment = datetime.datetime(2026, 5, 13, 12, tzinfo=datetime.UTC)
    monkeypatch.setattr(timezone, "now", lambda: moment)


def revisions(artifact: Artifact) -> list:
    return [
        (
            *(info.number, info.author_name, info.summary, info.tags, info.changed, info.size, info.content_sha256),
            *(info.document_sha256, info.chain_sha256, info.review, info.review_by_id, info.first_published),
            *(raw_document(info), info.version.object_repr, info.version.revision.comment, info.version.format),
        )
        for info in artifact.revisions.order_by("number")
    ]


def publication(artifact: Artifact) -> dict:
    found = Publication.objects.get(artifact=artifact)
    inputs = PublicationInput.objects.filter(publication=found).select_related("artifact")
    return {
        "parts": found.parts,
        "told": (found.title, found.summary, found.etag, found.stale, found.renderer_version, found.published_at),
        "revision": found.revision.number,
        "inputs": sorted((row.role, row.key, str(row.artifact)) for row in inputs),
    }


def checkup(artifact: Artifact) -> tuple:
    found = Checkup.objects.get(artifact=artifact, newest=True)
    findings = Finding.objects.filter(checkup__artifact=artifact)
    assert all(finding.checkup_id == found.pk == artifact.revisions.newest().pk for finding in findings)
    told = sorted((one.rule, one.severity, one.part, one.place, str(one.params), one.fixable) for one in findings)
    return found.errors, found.warnings, found.infos, found.fixable, found.claims, found.sourced, found.by_rule, told


def everything(client) -> dict:
    """All that people can see of the site, by artifact ids."""
    shown = {}
    for artifact in Artifact.objects.select_related("merged_into", "state_by").order_by("public_id"):
        response = client.get(artifact.get_absolute_url())
        entry = SearchEntry.objects.filter(artifact=artifact).values_list("type", "reviewed", "title_key").get()
        shown[artifact.public_id] = {
            "artifact": (artifact.state, str(artifact.merged_into), artifact.state_reason, str(artifact.state_by)),
            "content": content_of(artifact),
            "revisions": revisions(artifact),
            "answer": (response.status_code, response.get("Location")),
            "search": (entry, engine().texts([artifact.pk], 10_000)[artifact.pk]),
            "checkup": checkup(artifact),
        }
        if artifact.state == Artifact.State.ACTIVE:
            shown[artifact.public_id]["publication"] = publication(artifact)
    shown["merges"] = [
        (str(row), row.source_before.number, row.source_after.number, row.target_before.number, row.target_after.number)
        + (row.decisions, row.by_id, row.at, row.reason)
        for row in Merge.objects.order_by("source__public_id")
    ]
    shown["candidates"] = [str(candidate) for candidate in DuplicateCandidate.objects.all()]
    return shown


def one_by_one(pairs) -> None:
    for source, target in pairs:
        merge(plan_merge(fresh(source), fresh(target)), by=importer(), why=WHY, refreshing=False)
    refresh_stale()
    check_all(Artifact.objects.active())


@pytest.mark.usefixtures("_one_moment")
def test_merging_together_does_what_merging_one_by_one_does(site, client):
    lines = list(audit_lines(twins()))
    with transaction.atomic():
        one_by_one(site)
        expected = everything(client)
        transaction.set_rollback(True)
    titles.forget()

    outcomes = list(apply_lines(lines, by=importer(), why=WHY))

    assert {outcome.result for outcome in outcomes} == {"done"}
    found = everything(client)
    for name, shown in expected.items():
        assert (name, found[name]) == (name, shown)
    assert [verify(artifact) for artifact in Artifact.objects.all()] == [[]] * Artifact.objects.count()


def part_one_by_one() -> None:
    for done in Merge.objects.with_all().standing().order_by("-pk"):
        unmerge(plan_unmerge(done), by=importer(), why="undo", refreshing=False)
    refresh_stale()
    check_all(Artifact.objects.active())


@pytest.mark.usefixtures("_one_moment")
def test_parting_together_does_what_parting_one_by_one_does(site, client):
    lines = list(audit_lines(twins()))
    list(apply_lines(lines, by=importer(), why=WHY))
    with transaction.atomic():
        part_one_by_one()
        expected = everything(client)
        transaction.set_rollback(True)
    titles.forget()

    outcomes = list(undo_lines(lines, by=importer(), why="undo"))

    assert {outcome.result for outcome in outcomes} == {"done"}
    found = everything(client)
    for name, shown in expected.items():
        assert (name, found[name]) == (name, shown)
    assert [verify(artifact) for artifact in Artifact.objects.all()] == [[]] * Artifact.objects.count()


def queries(act) -> int:
    with CaptureQueriesContext(connection) as captured:
        act()
    return len(captured)


def test_a_pair_more_costs_a_few_queries_and_never_more_of_them():
    make_twins("one", "two", "three", "four")
    refresh_stale()
    by, pairs = importer(), list(twins())

    planned = [queries(lambda many=many: list(audit_lines(pairs[:many]))) for many in (1, 3)]
    pks = [(source.pk, target.pk) for source, target in pairs]
    merged = [
        queries(lambda part=part: merge_twins([Wanted(*pair) for pair in part], Settling(), by=by, why=WHY))
        for part in (pks[:1], pks[1:])
    ]
    parted = [
        queries(lambda part=part: unmerge_twins(part, Settling(rendering=True), by=by, why="undo"))
        for part in (pks[:1], pks[1:])
    ]

    assert planned[1] == planned[0]
    # The row, the publication and the name behind the trace of the target; of a parted pair two publications.
    assert merged[1] - merged[0] == 2 * 3
    assert parted[1] - parted[0] == 2 * 3
    assert (Merge.objects.count(), Merge.objects.standing().count()) == (4, 0)


def test_a_pair_that_is_not_plain_is_merged_by_itself_among_the_others(reviewer):
    pairs = make_twins("one", "two", "three", "four", "five")
    lines = list(audit_lines(twins()))
    edit(pairs[0][1], by=reviewer, body="Edited since.")
    judge_not_duplicate(*pairs[1], by=reviewer, why="Two genes")
    lines = [line for line in lines if line["source"] != "genes-five"] + [
        {"source": "genes-five", "target": "wiki-genes-five", "decision": "merge", "title": "Five"},
        {"source": "genes-four", "target": "wiki-genes-five", "decision": "merge"},
    ]

    outcomes = {
        (one.source, one.target): (one.result, one.sentence) for one in apply_lines(lines, by=importer(), why="x")
    }

    assert outcomes == {
        ("genes-one", "wiki-genes-one"): ("left", "wiki-genes-one was edited since the audit"),
        ("genes-two", "wiki-genes-two"): ("left", "a person judged since that they are no duplicates"),
        ("genes-three", "wiki-genes-three"): ("done", ""),
        ("genes-four", "wiki-genes-four"): ("done", ""),
        ("genes-five", "wiki-genes-five"): ("done", ""),
        ("genes-four", "wiki-genes-five"): ("left", "genes-four is merged: only what is active can be merged."),
    }
    assert [verify(artifact) for artifact in Artifact.objects.all()] == [[]] * 10


@pytest.mark.parametrize("error", [SystemExit, DatabaseError])
def test_whatever_stops_a_transaction_whole_pairs_are_merged_and_the_same_audit_goes_on(error, monkeypatch):
    make_twins("one", "two", "three", "four")
    lines = list(audit_lines(twins()))
    monkeypatch.setattr(merge_files, "TOGETHER", 2)
    found, calls = merging.show_again, []

    def stopped(shown):
        calls.append(shown)
        if len(calls) == 2:
            raise error
        return found(shown)

    monkeypatch.setattr(merging, "show_again", stopped)
    if error is SystemExit:
        with pytest.raises(SystemExit):
            list(apply_lines(lines, by=importer(), why=WHY))
        assert Merge.objects.count() == Artifact.objects.filter(state="merged").count() == 2
        assert [verify(artifact) for artifact in Artifact.objects.all()] == [[]] * 8

    outcomes = [one.result for one in apply_lines(lines, by=importer(), why=WHY)]

    assert outcomes == (["already"] * 2 if error is SystemExit else ["done"] * 2) + ["done"] * 2
    assert Merge.objects.count() == 4
    assert [artifact.revisions.count() for artifact in Artifact.objects.all()] == [2] * 8
    assert [verify(artifact) for artifact in Artifact.objects.all()] == [[]] * 8
