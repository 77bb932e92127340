"""Possible duplicates: found anew at each look, ranked, remembered when judged, and back when a side has changed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from artifacts.domain.duplicates import (
    find_duplicates,
    judge_not_duplicate,
    look_for_duplicates,
    possible_duplicates,
    reopen,
)
from artifacts.domain.pairs import shown_pairs
from artifacts.domain.withdraw import put_back, withdraw
from artifacts.errors import ContentError, StateError
from artifacts.models import DuplicateCandidate, NotDuplicate
from tests.helpers import edit, make_hypothesis, make_page, make_reference, someone
from tests.views.site import merge

pytestmark = pytest.mark.django_db


@pytest.fixture
def twins():
    return make_page("smn1", title="Gene"), make_page("smn1", public_id="genes-smn1", title="gene")


def waiting() -> list[tuple[str, float, list[str]]]:
    """What waits, likeliest first, as (ids, score, rules)."""
    return [
        (str(candidate), candidate.score, [reason["rule"] for reason in candidate.reasons])
        for candidate in DuplicateCandidate.objects.open().order_by("-score", "pk")
    ]


TWINS = ("wiki-genes-smn1, genes-smn1", 0.96, ["twin id", "same title"])


def test_a_pair_is_found_once_with_all_its_reasons_the_strongest_first(twins):
    told = find_duplicates()

    assert waiting() == [TWINS]
    assert told == {"twin id": 1, "same title": 1}


def test_the_likelier_pair_comes_first(twins):
    for key in "ab":
        make_hypothesis(f"h-{key}")

    find_duplicates()

    assert waiting() == [TWINS, ("h-a, h-b", 0.6, ["same title"])]


def test_looking_again_changes_nothing_and_keeps_the_rows(twins):
    find_duplicates()
    rows = list(DuplicateCandidate.objects.values("pk", "first", "second", "score", "reasons"))

    find_duplicates()

    assert list(DuplicateCandidate.objects.values("pk", "first", "second", "score", "reasons")) == rows


def test_a_pair_that_is_no_more_is_forgotten_and_a_reason_too(twins):
    find_duplicates()
    edit(twins[1], title="Another gene")
    find_duplicates()
    one_reason = waiting()
    withdraw(twins[1], by=someone(), reason="Wrong.")
    find_duplicates()

    assert one_reason == [("wiki-genes-smn1, genes-smn1", 0.9, ["twin id"])]
    assert DuplicateCandidate.objects.count() == 0


def test_looking_at_one_kind_leaves_the_others_alone(twins):
    find_duplicates()
    edit(twins[1], title="Another gene")

    find_duplicates(["hypothesis"])

    assert waiting() == [TWINS]


def test_pairs_are_written_and_forgotten_in_batches(monkeypatch, twins):
    monkeypatch.setattr("artifacts.domain.duplicates.BATCH", 2)
    hypotheses = [make_hypothesis(f"h-{key}") for key in "abc"]
    find_duplicates()
    found = len(waiting())
    for hypothesis in hypotheses:
        withdraw(hypothesis, by=someone(), reason="Wrong.")

    find_duplicates()

    assert (found, waiting(), DuplicateCandidate.objects.count()) == (4, [TWINS], 1)


def test_only_the_likeliest_of_a_kind_wait_and_the_next_when_they_are_settled(monkeypatch, twins, reviewer):
    monkeypatch.setattr("artifacts.domain.duplicates.MOST_WAITING", 1)
    monkeypatch.setattr("artifacts.domain.duplicates.BATCH", 1)
    make_page("tau", title="GENE")
    find_duplicates()
    likeliest = waiting()

    judge_not_duplicate(*twins, by=reviewer, why="A pseudogene.")
    find_duplicates()

    assert (likeliest, waiting()) == ([TWINS], [("wiki-genes-smn1, wiki-genes-tau", 0.6, ["same title"])])


def test_a_judged_pair_waits_no_more_and_is_not_found_again(twins, reviewer):
    find_duplicates()

    judgement = judge_not_duplicate(*reversed(twins), by=reviewer, why=" A pseudogene. ")

    assert (judgement.first, judgement.second) == twins
    assert (judgement.by, judgement.why) == (reviewer, "A pseudogene.")
    assert [judgement.first_sha256, judgement.second_sha256] == [
        twin.revisions.newest().content_sha256 for twin in twins
    ]
    assert waiting() == []
    find_duplicates()
    assert waiting() == []


@pytest.mark.parametrize("side", [0, 1])
def test_a_judged_pair_comes_back_when_either_side_changed(side, twins, reviewer):
    judgement = judge_not_duplicate(*twins, by=reviewer, why="A pseudogene.")
    edit(twins[side], body="Something else.")

    told = find_duplicates()

    (candidate,) = DuplicateCandidate.objects.all()
    assert candidate.reasons[-1] == {
        "rule": "judged before",
        "detail": f"Rhea Reviewer, {judgement.at.date().isoformat()}: A pseudogene.",
    }
    assert waiting() == [(TWINS[0], TWINS[1], [*TWINS[2], "judged before"])]
    assert told["judged before"] == 1


def test_what_changed_and_changed_back_stays_judged(twins, reviewer):
    judge_not_duplicate(*twins, by=reviewer, why="A pseudogene.")
    edit(twins[0], body="Something else.")
    edit(twins[0], body="Text.")
    withdraw(twins[1], by=reviewer, reason="Look at it.")
    put_back(twins[1], by=reviewer)

    find_duplicates()

    assert waiting() == []


def test_a_second_judgement_takes_the_place_of_the_first(twins, reviewer, editor):
    first = judge_not_duplicate(*twins, by=reviewer, why="A pseudogene.")
    edit(twins[0], body="Something else.")

    second = judge_not_duplicate(*twins, by=editor, why="Still one.")

    assert list(NotDuplicate.objects.values_list("pk", "by", "why")) == [(first.pk, editor.pk, "Still one.")]
    assert second.at > first.at
    find_duplicates()
    assert waiting() == []


@pytest.mark.parametrize("why", ["", " \n "])
def test_nothing_is_judged_without_a_reason(why, twins, reviewer):
    find_duplicates()

    with pytest.raises(ContentError, match="^Say why the two are no duplicates") as error:
        judge_not_duplicate(*twins, by=reviewer, why=why)

    assert error.value.field == "why"
    assert (waiting(), NotDuplicate.objects.count()) == ([TWINS], 0)


def test_a_pair_settled_otherwise_is_neither_judged_nor_shown(twins, reviewer):
    find_duplicates()
    merge(*reversed(twins))

    with pytest.raises(StateError, match=r"^genes-smn1 is merged: the pair is settled\.$"):
        judge_not_duplicate(*twins, by=reviewer, why="A pseudogene.")

    assert (waiting(), NotDuplicate.objects.count()) == ([], 0)


def test_what_is_judged_while_pairs_are_looked_for_stays_judged(twins, reviewer):
    def judging(rows, _count, noun):
        yield from rows
        if noun == "page":
            judge_not_duplicate(*twins, by=reviewer, why="A pseudogene.")

    find_duplicates(watch=judging)

    assert waiting() == []


def test_a_pair_is_reopened_and_waits_until_it_is_judged_even_if_no_rule_finds_it(reviewer):
    pair = make_page("parkin"), make_page("prkn")
    judgement = judge_not_duplicate(*pair, by=reviewer, why="Two genes.")

    reopen(judgement, by=reviewer)
    find_duplicates()

    assert waiting() == [("wiki-genes-parkin, wiki-genes-prkn", 0.5, ["re-opened"])]
    judge_not_duplicate(*pair, by=reviewer, why="Two genes indeed.")
    find_duplicates()
    assert waiting() == []


def test_a_reopened_pair_keeps_what_is_known_of_it(twins, reviewer):
    judgement = judge_not_duplicate(*twins, by=reviewer, why="A pseudogene.")
    edit(twins[0], body="Something else.")
    find_duplicates()

    candidate = reopen(judgement, by=reviewer)

    assert candidate.reasons[-1] == {"rule": "re-opened", "detail": "Rhea Reviewer"}
    assert waiting() == [(TWINS[0], TWINS[1], [*TWINS[2], "re-opened"])]
    assert NotDuplicate.objects.count() == 0


def test_a_pair_settled_otherwise_is_not_reopened(twins, reviewer):
    judgement = judge_not_duplicate(*twins, by=reviewer, why="A pseudogene.")
    merge(*reversed(twins))

    with pytest.raises(StateError, match=r"^genes-smn1 is merged: the pair is settled\.$"):
        reopen(judgement, by=reviewer)

    assert list(NotDuplicate.objects.all()) == [judgement]


def test_an_artifact_is_told_with_how_many_others_it_may_be_one(twins):
    third = make_page("smn-1", title="Third")
    find_duplicates()
    counts = [possible_duplicates(artifact) for artifact in (*twins, third, make_page("htt"))]
    withdraw(third, by=someone(), reason="Wrong.")

    assert (counts, possible_duplicates(twins[0])) == ([2, 2, 2, 0], 1)


def test_the_task_tells_how_many_wait(twins):
    assert look_for_duplicates.call() == 1
    assert waiting() == [TWINS]


def test_looking_takes_as_many_queries_for_three_pairs_as_for_one(reviewer):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            find_duplicates()
        return len(captured)

    def pair(name: str) -> None:
        edited = make_page(name, title=name), make_page(name, public_id=f"genes-{name}", title=f"{name} two")
        judge_not_duplicate(*edited, by=reviewer, why="Two.")
        edit(edited[0], body="Something else.")
        make_page(f"{name}-x", title=f"{name} two")

    pair("smn1")
    few = queries()
    for name in ("htt", "sod1"):
        pair(name)

    assert queries() == few
    assert DuplicateCandidate.objects.count() == 6


def test_the_better_side_of_a_pair_comes_first():
    draft = make_page("a", title="Parkin", body="A long text of a draft that is longer than the other.", live=False)
    known = make_page("b", title="Parkin", body="Short.", citations={"x": make_reference().public_id})
    longer = make_page("c", title="Parkin", body="Somewhat longer than that.")
    find_duplicates()

    pairs = [(pair.target.artifact, pair.source.artifact) for pair in shown_pairs(DuplicateCandidate.objects.all())]

    assert pairs == [(known, draft), (longer, draft), (longer, known)]


def test_a_side_tells_what_helps_to_choose(editor):
    reference = make_reference()
    page = make_page("a", title="Parkin", body="Four words are here [@x].", citations={"x": reference.public_id})
    edit(page, by=editor, title="Parkin.", body="Now five words are here [@x].")
    make_page("b", title="Parkin")
    make_reference("other")
    find_duplicates()

    works, pages = shown_pairs(DuplicateCandidate.objects.order_by("first__kind", "score"))[::-1]

    side = pages.target
    assert (side.words, side.works, side.published, side.number, side.edited_by) == (5, 1, 1, 2, "Edith Editor")
    assert (side.type, pages.title) == ("gene", "Parkin. · Parkin")
    assert (works.target.artifact, works.target.cited_on, works.source.cited_on) == (reference, 1, 0)
