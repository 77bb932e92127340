"""merge_duplicates: an audit that merges nothing, applied as far as it is decided, resumable, and taken back."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from artifacts.domain.duplicates import judge_not_duplicate
from artifacts.domain.unmerge import plan_unmerge, unmerge
from artifacts.domain.verify import verify
from artifacts.models import Artifact, DuplicateCandidate, Merge
from artifacts.representations.contents import content_of
from tests.helpers import edit, fresh, make_page
from tests.rows import row_counts

pytestmark = pytest.mark.django_db


def twin(name: str, bare: str, prefixed: str, **content):
    """The bare row and its prefixed twin."""
    return (
        make_page(name, public_id=f"genes-{name}", title=bare, **content),
        make_page(name, public_id=f"wiki-genes-{name}", title=prefixed, **content),
    )


def call(**options) -> str:
    out = StringIO()
    call_command("merge_duplicates", stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def pairs():
    return {
        "same": twin("same", "Same", "Same"),
        "extended": twin("apoe", "APOE", "APOE (Apolipoprotein E)"),
        "slug": twin("parkin", "Parkin", "genes-parkin"),
        "longer": twin("tau", "Microtubule-associated protein tau", "Tau gene"),
        "capitals": twin("app", "APP", "App"),
        "by hand": twin("apo", "APOE - Apolipoprotein E", "ApoE (Apolipoprotein E)"),
    }


def audit(path) -> list[dict]:
    call(plan=path)
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_an_audit_names_rule_and_decision_of_each_pair_and_merges_nothing(pairs, tmp_path):
    make_page("alone")
    before = row_counts()

    lines = audit(tmp_path / "audit.jsonl")

    told = {line["source"]: (line["rule"], line["decision"], line["title"]) for line in lines}
    assert told == {
        "genes-same": ("same", "merge", "Same"),
        "genes-apoe": ("extended", "merge", "APOE (Apolipoprotein E)"),
        "genes-parkin": ("slug", "merge", "Parkin"),
        "genes-tau": ("longer", "merge", "Microtubule-associated protein tau"),
        "genes-app": ("capitals", "merge", "APP"),
        "genes-apo": ("by hand", "by hand", "ApoE (Apolipoprotein E)"),
    }
    assert row_counts() == before


def test_a_pair_whose_texts_differ_is_left_to_a_person(tmp_path):
    make_page("x", public_id="genes-x", title="X", body="One text.")
    make_page("x", public_id="wiki-genes-x", title="X", body="Another text.")

    (line,) = audit(tmp_path / "audit.jsonl")

    assert (line["rule"], line["decision"], line["differs"]) == ("texts differ", "by hand", ["body"])


def test_what_a_person_told_apart_is_left_to_a_person(tmp_path, reviewer):
    source, target = twin("same", "Same", "Same")
    judge_not_duplicate(target, source, by=reviewer, why="Two genes")

    (line,) = audit(tmp_path / "audit.jsonl")

    assert (line["rule"], line["decision"]) == ("judged no duplicate", "by hand")


def test_what_a_person_took_apart_is_not_merged_by_the_same_audit_again(tmp_path, reviewer):
    source, target = twin("same", "Same", "Same")
    path = tmp_path / "audit.jsonl"
    audit(path)
    call(apply=path)
    unmerge(plan_unmerge(Merge.objects.with_all().get()), by=reviewer, why="Two genes", judging=True)

    with pytest.raises(CommandError, match="1 of 1 pairs were left alone"):
        call(apply=path)

    assert fresh(source).merged_into is None


def test_what_is_decided_is_merged_once_and_every_old_id_leads_home(pairs, tmp_path, client):
    path = tmp_path / "audit.jsonl"
    audit(path)

    first, second = call(apply=path), call(apply=path)

    assert first.splitlines()[-1] == "5 done, 1 undecided"
    assert second.splitlines()[-1] == "5 already, 1 undecided"
    assert Merge.objects.count() == 5
    for rule, (source, target) in pairs.items():
        if rule != "by hand":
            assert client.get(source.get_absolute_url())["Location"] == target.get_absolute_url()
            assert content_of(fresh(target))["metadata"]["__merged_from"][0]["unprefixed_id"] == source.public_id
    assert fresh(pairs["longer"][1]).row.title == "Microtubule-associated protein tau"
    assert [verify(artifact) for artifact in Artifact.objects.all()] == [[]] * 12


def test_a_person_decides_what_no_rule_does(pairs, tmp_path):
    lines = audit(tmp_path / "audit.jsonl")
    (line,) = [line for line in lines if line["rule"] == "by hand"]
    path = tmp_path / "mine.jsonl"
    path.write_text(json.dumps({**line, "decision": "merge", "title": "Apolipoprotein E"}))

    call(apply=path)

    assert fresh(pairs["by hand"][1]).row.title == "Apolipoprotein E"


def test_what_was_edited_since_the_audit_is_named_and_left(pairs, tmp_path, capsys):
    path = tmp_path / "audit.jsonl"
    audit(path)
    edit(pairs["same"][0], body="Edited.")

    with pytest.raises(CommandError, match="1 of 6 pairs were left alone."):
        call(apply=path)

    assert fresh(pairs["same"][0]).state == "active"
    assert Merge.objects.count() == 4


def test_an_audit_is_taken_back_but_for_what_was_edited_since(pairs, tmp_path):
    path = tmp_path / "audit.jsonl"
    audit(path)
    hashes = {pk: fresh(Artifact(pk=pk)).revisions.newest().content_sha256 for pk in pks(pairs)}
    call(apply=path)
    edit(pairs["slug"][1], body="Edited since.")

    with pytest.raises(CommandError, match="1 of 6 pairs were left alone."):
        call(undo=path)

    standing = [str(merge) for merge in Merge.objects.standing()]
    assert standing == ["genes-parkin → wiki-genes-parkin"]
    after = {pk: fresh(Artifact(pk=pk)).revisions.newest().content_sha256 for pk in pks(pairs)}
    assert {pk for pk in hashes if hashes[pk] != after[pk]} == {artifact.pk for artifact in pairs["slug"]}


def pks(pairs) -> list[int]:
    return [artifact.pk for pair in pairs.values() for artifact in pair]


@pytest.mark.parametrize(
    "line",
    [
        *("nonsense", "[]", "{}", "[" * 9999),
        '{"source": 1, "target": "b", "decision": "merge"}',
        '{"source": "a\\u0000", "target": "b", "decision": "merge"}',
        '{"source": "a", "target": "b", "decision": "merge", "title": ["A"]}',
    ],
)
def test_a_line_that_is_no_pair_is_named_and_nothing_is_merged(line, pairs, tmp_path):
    path = tmp_path / "audit.jsonl"
    audit(path)
    path.write_text(path.read_text() + line)

    with pytest.raises(CommandError, match="audit.jsonl, line 7: this is no pair"):
        call(apply=path)

    assert Merge.objects.count() == 0


def test_an_unknown_id_is_named(tmp_path, capsys):
    path = tmp_path / "audit.jsonl"
    path.write_text('{"source": "nowhere", "target": "wiki-nowhere", "decision": "merge"}')
    out = StringIO()

    with pytest.raises(CommandError):
        call_command("merge_duplicates", apply=path, stdout=out)

    assert "nowhere → wiki-nowhere: there is no nowhere" in out.getvalue()


def test_an_audit_is_never_written_over(tmp_path):
    path = tmp_path / "audit.jsonl"
    path.write_text("kept")

    with pytest.raises(CommandError, match="exists already: name another file, or remove it first."):
        call(plan=path)

    assert path.read_text() == "kept"


def test_pairs_that_were_found_are_planned_from_a_score_on(tmp_path):
    one, two, three = (make_page(name, title="The gene") for name in ("one", "two", "three"))
    DuplicateCandidate.objects.create(first=one, second=two, score=0.9)
    DuplicateCandidate.objects.create(first=one, second=three, score=0.3)
    path = tmp_path / "audit.jsonl"

    call(plan=path, found=0.5)

    assert [json.loads(line)["source"] for line in path.read_text().splitlines()] == ["wiki-genes-two"]
