"""Files of references: what applying one would do, what it does, and that nothing a person wrote is lost by it."""

import sys

import pytest

from artifacts.domain import reference_applying
from artifacts.domain.merge import merge, plan_merge
from artifacts.domain.publish import publish
from artifacts.domain.reference_applying import Result, done_of, go_on, start
from artifacts.domain.reference_files import Choice, Outcome, decide, plan_file, take_file
from artifacts.domain.reference_matching import Why
from artifacts.domain.save import save
from artifacts.domain.withdraw import withdraw
from artifacts.errors import ContentError, IntakeError, StateError
from artifacts.models import Reference, ReferenceFile, RevisionInfo
from artifacts.representations.reference_lists import write_list
from tests.helpers import CSL, edit, fresh, make_reference

pytestmark = pytest.mark.django_db
DOI = "10.1016/0092-8674(95)90460-3"
TITLE = CSL["title"]


def taken(by, *works: dict, name: str = "library.json") -> ReferenceFile:
    return take_file(write_list([{"id": f"key{n}", **work} for n, work in enumerate(works)], "csl"), by=by, name=name)


def planned(by, *works: dict):
    return plan_file(taken(by, *works)).planned


def outcomes(file: ReferenceFile) -> list[str]:
    return [one.outcome for one in plan_file(file).planned]


def results(file: ReferenceFile) -> list[str]:
    return [done.result for done in done_of(file).values()]


def same_work(public_id: str):
    return Reference.objects.get(artifact__public_id=public_id)


@pytest.mark.parametrize(
    "told",
    [
        {"DOI": f"https://doi.org/{DOI.upper()}"},
        {"PMID": "7813012"},
        {"PMCID": "PMC1234"},
        {"title": "IDENTIFICATION of a – determining Gene!", "author": [{"family": "Lefèbvre"}]},
    ],
)
def test_a_work_is_known_by_each_identifier_and_by_title_year_and_first_author(told, editor):
    known = make_reference(doi=DOI, pmid="7813012", pmcid="PMC1234")
    title = told.get("title", "The determining gene, under another title")

    (one,) = planned(editor, {"title": title, "issued": CSL["issued"], **told})

    assert (one.outcome in (Outcome.SAME, Outcome.UPDATE), one.reference) == (True, known.row)


def test_a_new_work_is_created_with_its_identifiers_and_waits_for_review(editor):
    file = start(taken(editor, CSL | {"DOI": DOI, "PMID": "7813012"}), by=editor, publishing=True)

    reference = Reference.objects.get()
    (revision,) = reference.artifact.revisions.all()
    assert (reference.title, reference.doi, reference.pmid) == (TITLE, DOI.lower(), "7813012")
    assert (revision.author, revision.tags, revision.summary) == (editor, ["import"], "Imported from library.json")
    assert hasattr(reference.artifact, "publication") is False
    assert (results(file), file.applied_at is not None) == ([Result.CREATED], True)


def test_who_may_publish_publishes_what_they_import_if_they_wish(reviewer):
    start(taken(reviewer, CSL), by=reviewer, publishing=True)
    start(taken(reviewer, CSL | {"title": "Another title of another work"}), by=reviewer)

    shown = [hasattr(row.artifact, "publication") for row in Reference.objects.order_by("artifact__pk")]
    assert shown == [True, False]


def test_on_top_of_what_others_saved_for_review_nothing_is_published(editor, reviewer):
    known = make_reference(doi=DOI)
    edit(known, by=editor, metadata={"by": "Edith"})

    file = start(taken(reviewer, CSL | {"DOI": DOI, "issue": "1"}), by=reviewer, publishing=True)

    ((result, _public_id, sentence),) = done_of(file).values()
    assert (result, sentence) == (
        Result.UPDATED,
        "Saved, and not published: revisions by others wait for review before it.",
    )
    assert fresh(known).publication.revision.number == 1


def test_what_a_reference_lacks_is_filled_and_what_differs_is_kept(editor):
    known = make_reference(doi=DOI)
    file = taken(editor, CSL | {"DOI": DOI, "issue": "1", "volume": "81", "PMID": "7813012"})

    (one,) = plan_file(file).planned
    start(file, by=editor)

    assert one.outcome == Outcome.UPDATE
    assert one.comparison.filled == (("issue", "1"), ("PMID", "7813012"))
    assert [(found.field, found.ours, found.theirs) for found in one.comparison.differing] == [("volume", "80", "81")]
    row = same_work(known.public_id)
    assert (row.csl["issue"], row.csl["volume"], row.pmid) == ("1", "80", "7813012")


def test_a_list_of_authors_comes_with_whether_it_is_whole(editor):
    known = make_reference(doi=DOI, csl={"author": [], "language": "en"})
    authors = {"author": [{"family": "Lefebvre", "given": "S."}], "author_list_complete": False, "language": "eng"}

    (one,) = plan_file(file := taken(editor, CSL | authors | {"DOI": DOI})).planned
    start(file, by=editor)

    assert one.comparison.differing == ()
    csl = same_work(known.public_id).csl
    assert (csl["author"], csl["author_list_complete"], csl["language"]) == (authors["author"], False, "en")


def test_the_files_values_are_taken_where_somebody_chose_so(editor):
    known = make_reference(doi=DOI)
    file = taken(editor, CSL | {"DOI": DOI, "volume": "81", "author": [{"family": "Somebody"}]})

    decide(file, plan_file(file), {1: Choice.TAKE})
    start(file, by=editor)

    row = same_work(known.public_id)
    assert (row.csl["volume"], row.csl["author"]) == ("81", [{"family": "Somebody"}])


def test_an_entry_can_be_left_out(editor):
    file = taken(editor, CSL, CSL | {"title": "Another title of another work"})

    decide(file, plan_file(file), {1: Choice.SKIP})
    file = start(file, by=editor)

    assert results(file) == [Result.LEFT, Result.CREATED]
    assert [row.title for row in Reference.objects.all()] == ["Another title of another work"]


@pytest.mark.parametrize(
    "told",
    [
        {"author": [{"family": "Lefebvre", "given": "S."}, {"family": "BURGLEN", "given": "L"}]},
        {"page": "155–65", "issued": {"date-parts": [[1995]]}},
        {"title": "Identification of a <i>determining</i> gene"},
        {"container-title": "CELL", "URL": ""},
        {"type": "document"},
    ],
)
def test_another_spelling_of_the_same_is_the_same(told, editor):
    make_reference(doi=DOI)

    (one,) = planned(editor, CSL | {"DOI": DOI} | told)

    assert (one.outcome, one.comparison.none) == (Outcome.SAME, True)


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"DOI": DOI, "PMID": "2"}, Why.LEAD_APART),
        ({"DOI": DOI, "PMID": "99"}, Why.OTHER_IDENTIFIER),
        ({"DOI": DOI, "title": "Something wholly else, by mistake"}, Why.OTHER_TITLE),
        ({"issued": {"date-parts": [[1996]]}}, Why.SAME_TITLE),
        ({"DOI": "10.1101/preprint"}, Why.SAME_TITLE),
        ({"author": []}, Why.SAME_TITLE),
    ],
)
def test_what_is_not_sure_is_asked(told, why, editor):
    known = make_reference(doi=DOI, pmid="1")
    make_reference("other", pmid="2", csl={"title": "Quite another work"})

    (one,) = planned(editor, CSL | told)

    assert (one.outcome, one.why, known.row in one.candidates) == (Outcome.DOUBTFUL, why, True)


def test_a_short_title_that_many_bear_is_asked_of_the_same_author_and_year_only(editor):
    make_reference(csl={"title": "Editorial", "volume": "1"})

    asked, new = planned(editor, CSL | {"title": "Editorial", "volume": "2"}, {"title": "Editorial"})

    assert (asked.outcome, asked.why, new.outcome) == (Outcome.DOUBTFUL, Why.SAME_TITLE, Outcome.CREATE)


def test_a_doubtful_entry_goes_where_somebody_sends_it_and_else_nowhere(editor):
    known = make_reference(doi=DOI)
    works = [CSL | {"issued": {"date-parts": [[year]]}, "issue": str(year)} for year in (1996, 1997, 1998)]
    file = taken(editor, *works)

    decide(file, plan_file(file), {1: str(known.pk), 2: Choice.CREATE})
    file = start(file, by=editor)

    assert results(file) == [Result.UPDATED, Result.CREATED, Result.LEFT]
    assert same_work(known.public_id).csl["issue"] == "1996"
    assert sorted(Reference.objects.values_list("year", flat=True)) == [1995, 1997]


def test_a_record_that_was_merged_leads_to_the_one_that_stays(editor):
    kept, gone = make_reference(pmid="1"), make_reference("twin", doi=DOI)
    merge(plan_merge(gone, kept), by=editor, why="The same.")

    (one,) = planned(editor, CSL | {"DOI": DOI})

    assert (one.outcome, one.reference) == (Outcome.SAME, kept.row)


def test_a_withdrawn_reference_is_not_written_to(editor):
    known = make_reference(doi=DOI)
    withdraw(known, by=editor, reason="No.")

    (one,) = planned(editor, CSL | {"DOI": DOI, "issue": "1"})

    assert (one.why, one.choices) == (Why.WITHDRAWN, [Choice.SKIP, Choice.CREATE])


def test_a_work_that_stands_twice_in_the_file_is_one_with_what_both_say(editor):
    file = taken(editor, CSL | {"DOI": DOI}, CSL | {"PMID": "7813012"}, CSL | {"DOI": "10.1000/another"})

    first, again, another = plan_file(file).planned
    file = start(file, by=editor)

    assert (again.repeats, another.outcome) == (first.entry, Outcome.CREATE)
    assert results(file) == [Result.CREATED, Result.SAME, Result.CREATED]
    assert same_work(done_of(file)["1"].public_id).pmid == "7813012"


def test_a_retraction_is_noted_where_nobody_judged_otherwise(editor):
    unjudged = make_reference(pmid="1")
    judged = make_reference("other", pmid="2", status="verified", csl={"title": "Quite another work"})
    text = "".join(
        f"PMID- {row.pmid}\nTI  - {row.title}\nPT  - Retracted Publication\n\n" for row in (unjudged.row, judged.row)
    )

    start(take_file(text, by=editor), by=editor)

    assert (same_work(unjudged.public_id).status, same_work(unjudged.public_id).status_source) == (
        "retracted",
        "PubMed: Retracted Publication",
    )
    assert same_work(judged.public_id).status == "verified"


def test_the_same_file_again_is_all_the_same(editor):
    works = [CSL, {"title": "No more than a title"}, CSL | {"title": "Preprint and article", "DOI": "10.1000/a"}]
    works.append(works[2] | {"DOI": "10.1000/b"})
    start(taken(editor, *works), by=editor)

    again = taken(editor, *works)

    assert outcomes(again) == [Outcome.SAME] * 4
    assert results(start(again, by=editor)) == [Result.SAME] * 4
    assert RevisionInfo.objects.count() == 4


def test_what_was_broken_off_goes_on_where_it_stopped(editor, monkeypatch):
    works = [CSL | {"title": f"A title that is long enough {n}"} for n in "abcdef"]
    monkeypatch.setattr(reference_applying, "TOGETHER", 2)
    monkeypatch.setattr(reference_applying, "APPLIED_AT_ONCE", 2)
    file = start(taken(editor, *works), by=editor)
    # As where the process is told to end.
    saves = iter([save, save, lambda *_args, **_named: sys.exit()])
    monkeypatch.setattr(reference_applying, "save", lambda *args, **named: next(saves)(*args, **named))
    with pytest.raises(SystemExit):
        go_on(file)
    monkeypatch.undo()

    stopped = ReferenceFile.objects.get(pk=file.pk)
    finished = go_on(file)

    assert (results(stopped), stopped.applied_at) == ([Result.CREATED] * 4, None)
    assert (results(finished), finished.applied_at is not None) == ([Result.CREATED] * 6, True)
    assert Reference.objects.count() == 6


def test_whoever_asks_to_go_on_it_is_done_in_the_name_of_who_began(reviewer, monkeypatch):
    monkeypatch.setattr(reference_applying, "APPLIED_AT_ONCE", 1)
    works = [CSL | {"title": f"A title that is long enough {n}"} for n in "ab"]
    file = start(taken(reviewer, *works), by=reviewer)

    go_on(file)

    assert {info.author for info in RevisionInfo.objects.all()} == {reviewer}


def test_nothing_is_applied_before_somebody_decided(editor):
    with pytest.raises(StateError, match="Nobody has decided"):
        go_on(taken(editor, CSL))


def test_a_reference_saved_meanwhile_is_filled_as_it_stands_now(editor, monkeypatch):
    known = make_reference(doi=DOI)
    file = taken(editor, CSL | {"DOI": DOI, "issue": "1"})
    plan = plan_file(file)
    edit(known, csl={**CSL, "DOI": DOI, "publisher": "Elsevier"})
    monkeypatch.setattr(reference_applying, "plan_file", lambda _file: plan)

    assert results(start(file, by=editor)) == [Result.UPDATED]
    assert [same_work(known.public_id).csl[name] for name in ("issue", "publisher")] == ["1", "Elsevier"]


def test_a_reference_withdrawn_meanwhile_is_told_and_the_rest_goes_on(editor, monkeypatch):
    known = make_reference(doi=DOI)
    file = taken(editor, CSL | {"DOI": DOI, "issue": "1"}, {"title": "Another title of another work"})
    plan = plan_file(file)
    withdraw(known, by=editor, reason="No.")
    monkeypatch.setattr(reference_applying, "plan_file", lambda _file: plan)

    assert results(start(file, by=editor)) == [Result.FAILED, Result.CREATED]


def test_what_cannot_be_saved_is_told_and_the_rest_goes_on(editor):
    withdrawn = make_reference(doi=DOI)
    withdraw(withdrawn, by=editor, reason="No.")
    file = taken(editor, CSL | {"DOI": DOI}, CSL | {"title": "Another title of another work"})
    decide(file, plan_file(file), {1: Choice.CREATE})

    file = start(file, by=editor)

    assert results(file) == [Result.FAILED, Result.CREATED]
    assert "already leads to" in done_of(file)["1"].sentence


def test_the_rest_of_a_long_file_is_done_by_the_task_worker(editor, monkeypatch):
    monkeypatch.setattr(reference_applying, "APPLIED_AT_ONCE", 1)
    file = taken(editor, CSL, CSL | {"title": "Another title of another work"})

    file = start(file, by=editor)
    done = reference_applying.apply_rest.func(file.pk)

    assert (results(file), file.applied_at, done) == ([Result.CREATED], None, 2)
    assert ReferenceFile.objects.get(pk=file.pk).applied_at is not None


def test_a_file_is_decided_on_and_applied_once(editor):
    file = start(taken(editor, CSL), by=editor)

    for verb in (lambda: start(file, by=editor), lambda: decide(file, plan_file(file), {})):
        with pytest.raises(StateError, match="applied already"):
            verb()


@pytest.mark.parametrize(("number", "choice"), [(1, "take"), (1, "7"), (2, "skip")])
def test_what_cannot_be_chosen_is_refused(number, choice, editor):
    file = taken(editor, CSL)

    with pytest.raises(ContentError):
        decide(file, plan_file(file), {number: choice})


def test_a_file_too_large_to_be_looked_at_is_refused(editor):
    with pytest.raises(IntakeError) as refused:
        take_file(b"@" * (20 * 1024 * 1024 + 1), by=editor)

    assert refused.value.sentence == "The file is 20.0 MB large; 20 MB is the most: divide it."


def test_odd_bytes_and_names_are_kept_as_text(editor):
    file = take_file("TY  - JOUR\nTI  - Bürgl\x00en\nER  - \n".encode("cp1252"), by=editor, name="a\x00\u202eb" * 200)

    assert ([one.entry.title for one in plan_file(file).planned], len(file.name)) == (["Bürglen"], 200)


@pytest.mark.parametrize("count", [1, 3])
def test_a_plan_takes_the_same_queries_however_many_entries_there_are(count, editor, django_assert_num_queries):
    works = [CSL | {"DOI": f"10.1000/{n}", "title": f"A title that is long enough {n}"} for n in range(count)]
    for n, work in enumerate(works):
        make_reference(f"r{n}", csl=work)
    titles = [{**work, "DOI": ""} for work in works]
    file = taken(editor, *works, *titles, *[{"title": f"New {n}"} for n in range(count)])

    with django_assert_num_queries(3):
        plan_file(file)


def test_an_entry_that_breaks_is_told_and_leaves_nothing_half_done(reviewer, monkeypatch):
    def broken(revision, **named):
        if revision.artifact.row.title == "B":
            raise RuntimeError
        return publish(revision, **named)

    monkeypatch.setattr(reference_applying, "publish", broken)

    file = start(taken(reviewer, {"title": "A"}, {"title": "B"}, {"title": "C"}), by=reviewer, publishing=True)

    assert results(file) == [Result.CREATED, Result.FAILED, Result.CREATED]
    assert file.applied_at is not None
    assert not Reference.objects.filter(title="B").exists()
