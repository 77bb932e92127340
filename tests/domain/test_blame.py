"""Blame over real revisions: through restores, merges and suppressed texts, in few queries, kept while it is right."""

import random

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from artifacts.domain.blame import _merges_into, blame
from artifacts.domain.merge import merge, plan_merge
from artifacts.domain.restore import carry_out, plan_restore
from artifacts.domain.save import save
from artifacts.domain.suppress import suppress
from artifacts.errors import DocumentError
from artifacts.models import Merge, RevisionInfo
from artifacts.representations.contents import content_of
from tests.helpers import edit, fresh, make_analysis, make_hypothesis, make_page, make_reference, someone

pytestmark = pytest.mark.django_db


def fold(source, target, **changes) -> Merge:
    """A merge as its ledger records it: the target's next revision holds the text of both."""
    before, theirs = target.revisions.newest(), source.revisions.newest()
    after = edit(target, **changes).revision
    return Merge.objects.create(
        source=source,
        target=target,
        source_before=theirs,
        source_after=theirs,
        target_before=before,
        target_after=after,
        by=someone(),
        at=timezone.now(),
    )


def take_back(merge: Merge) -> None:
    """As the ledger records a merge that was undone."""
    parted = merge.target.revisions.newest()
    Merge.objects.filter(pk=merge.pk).update(undone_by=someone(), undone_at=timezone.now(), target_parted=parted)


def named(pk: int) -> str:
    return str(RevisionInfo.objects.select_related("artifact").get(pk=pk))


def said(artifact, number=None) -> list[tuple[str, str]]:
    """The newest revision's runs, each with the revision that it is put down to."""
    answer = blame(artifact, number or artifact.revisions.newest().number)
    return [
        (run.text.strip(), named(run.origin))
        for _name, paragraphs in answer.texts
        for paragraph in paragraphs
        for run in paragraph
    ]


def test_each_sentence_is_put_down_to_the_revision_that_it_stood_in_first():
    page = make_page("smn1", body="It binds. It folds.")
    edit(page, body="It binds. It is new. It folds.")
    edit(page, title="Another title")

    assert said(page) == [
        ("It binds.", "wiki-genes-smn1, revision 1"),
        ("It is new.", "wiki-genes-smn1, revision 2"),
        ("It folds.", "wiki-genes-smn1, revision 1"),
    ]
    assert said(page, 1) == [("It binds. It folds.", "wiki-genes-smn1, revision 1")]


def test_a_restored_text_keeps_its_first_author(editor):
    page = make_page("smn1", body="It binds.")
    edit(page, body="Nothing of that.")

    carry_out(plan_restore(page.revisions.get(number=1)), by=editor, base=2)

    assert said(page) == [("It binds.", "wiki-genes-smn1, revision 1")]


def test_infobox_rows_are_put_down_one_by_one():
    rows = [{"kind": "header", "label": "Gene"}, {"label": "Band", "value": "5q13"}, {"label": "Gene", "value": "SMN1"}]
    page = make_page("smn1", body="", infobox=rows)
    edit(page, infobox=[rows[0], {"label": "Band", "value": "5q13.2", "citekeys": ["a"]}, rows[2]])
    edit(page, infobox=[rows[2], rows[0], {"label": "Band", "value": "5q13.2", "citekeys": ["a"]}])

    ((part, blamed),) = blame(page, 3).rows

    assert part == "infobox"
    assert [(row.name, row.text, named(row.origin)[-1]) for row in blamed] == [
        ("Gene", "SMN1", "3"),
        ("Gene", "", "1"),
        ("Gene › Band", "5q13.2 [@a]", "2"),
    ]


def test_a_hypothesis_is_blamed_by_its_statement_and_its_evidence():
    reference = make_reference()
    claims = [{"claim": "Seen", "reference": reference.public_id}, {"claim": "Not seen", "stance": "against"}]
    hypothesis = make_hypothesis(statement="It is.", evidence=claims[:1])
    edit(hypothesis, statement="It is. It was.", evidence=claims)

    answer = blame(hypothesis, 2)

    assert [text for _run, text in said(hypothesis)] == ["h-0badcafe, revision 1", "h-0badcafe, revision 2"]
    assert [(row.name, row.text, named(row.origin)[-1]) for _part, rows in answer.rows for row in rows] == [
        ("for", "Seen · ref-lefebvre1995", "1"),
        ("against", "Not seen", "2"),
    ]


def test_an_analysis_is_blamed_by_its_summary_and_a_reference_has_no_text():
    analysis = make_analysis(summary="It stops.")
    save({**content_of(analysis), "summary": "It stops. It goes on."}, by=someone(), artifact=analysis, base=1)

    assert [(name, len(paragraphs)) for name, paragraphs in blame(analysis, 2).texts] == [("summary", 1)]
    answer = blame(make_reference(), 1)
    assert (answer.title, answer.texts, answer.rows) == ("Identification of a determining gene", (), ())


def test_words_are_counted_by_origin():
    page = make_page("smn1", body="One two three.", infobox=[{"label": "Band", "value": "four five"}])
    second = edit(page, body="One two three.\n\nSix seven.").revision

    assert blame(page, 2).words() == {page.revisions.get(number=1).pk: 5, second.pk: 2}


def test_what_was_folded_in_is_put_down_to_the_source_through_chains_of_merges():
    gene, protein, band = (make_page(name, body=f"The {name}.") for name in ("gene", "protein", "band"))
    edit(protein, body="The protein. It folds.")
    fold(band, protein, body="The protein. It folds. The band. At the first merge.")

    fold(protein, gene, body="The gene. It folds. The band. The protein. At the first merge. At the second.")

    assert said(gene) == [
        ("The gene.", "wiki-genes-gene, revision 1"),
        ("It folds.", "wiki-genes-protein, revision 2"),
        ("The band.", "wiki-genes-band, revision 1"),
        ("The protein.", "wiki-genes-protein, revision 1"),
        ("At the first merge.", "wiki-genes-protein, revision 3"),
        ("At the second.", "wiki-genes-gene, revision 2"),
    ]


def test_what_the_merge_verb_brings_is_put_down_to_the_source_though_its_citekeys_are_called_otherwise():
    ours, theirs = make_reference("ours"), make_reference("theirs", csl={"title": "Another trial"})
    target = make_page("prkn", title="Parkin", body="Lead.", citations={"finkel": ours.public_id})
    source = make_page(
        "parkin",
        title="Parkin",
        body="Lead.\n\n## Loss\n\nIt is lost.[@finkel]",
        citations={"finkel": theirs.public_id},
        infobox=[{"label": "OMIM", "value": "602544", "citekeys": ["finkel"]}],
    )
    edit(source, body="Lead.\n\n## Loss\n\nIt is lost.[@finkel] It stays so.")

    merge(plan_merge(source, target), by=someone(), why="Same gene.", include_unreviewed=True)

    assert said(target) == [
        ("Lead.", "wiki-genes-prkn, revision 1"),
        ("## Loss", "wiki-genes-parkin, revision 1"),
        ("It is lost.[@finkela]", "wiki-genes-parkin, revision 1"),
        ("It stays so.", "wiki-genes-parkin, revision 2"),
    ]
    assert [(row.text, named(row.origin)) for _part, rows in blame(target, 2).rows for row in rows] == [
        ("602544 [@finkela]", "wiki-genes-parkin, revision 1")
    ]


def test_rows_that_were_folded_in_are_put_down_to_the_source():
    rows = [{"label": "Band", "value": "5q13"}]
    source, target = make_page("source", infobox=rows), make_page("target")

    fold(source, target, infobox=rows)

    assert [named(row.origin) for _part, found in blame(target, 2).rows for row in found] == [
        "wiki-genes-source, revision 1"
    ]


def test_what_both_pages_said_stays_the_targets_and_what_the_source_says_later_is_not_its():
    source, target = make_page("source", body="Both. Theirs."), make_page("target", body="Both.")
    fold(source, target, body="Both. Theirs. Later.")
    edit(source, body="Both. Theirs. Later.")

    assert said(target) == [
        ("Both.", "wiki-genes-target, revision 1"),
        ("Theirs.", "wiki-genes-source, revision 1"),
        ("Later.", "wiki-genes-target, revision 2"),
    ]


def test_an_undone_merge_still_says_where_a_sentence_came_from():
    source, target = make_page("source", body="Theirs."), make_page("target", body="Ours.")
    merge = fold(source, target, body="Ours. Theirs.")
    take_back(merge)

    assert said(target)[1] == ("Theirs.", "wiki-genes-source, revision 1")


def test_merges_in_a_circle_end():
    one, two = make_page("one", body="One."), make_page("two", body="Two.")
    first = fold(one, two, body="Two. One.")
    take_back(first)
    back = fold(two, one, body="One. Two. Joined.")
    Merge.objects.filter(pk=first.pk).update(source_before=back.target_after)

    assert said(one) == [
        ("One.", "wiki-genes-one, revision 1"),
        ("Two.", "wiki-genes-two, revision 1"),
        ("Joined.", "wiki-genes-one, revision 2"),
    ]


def test_what_is_first_seen_behind_a_suppressed_text_is_unsure_at_once(editor):
    page = make_page("smn1", body="Old.")
    edit(page, body="Old. Secret. Perhaps earlier.")
    third = edit(page, body="Old. Perhaps earlier.").revision
    edit(page, body="Old. Perhaps earlier. Surely new.")
    assert blame(page, 4).unsure == frozenset()

    suppress(page.revisions.get(number=2), by=editor, reason="Privacy.")

    assert said(page) == [
        ("Old.", "wiki-genes-smn1, revision 1"),
        ("Perhaps earlier.", "wiki-genes-smn1, revision 3"),
        ("Surely new.", "wiki-genes-smn1, revision 4"),
    ]
    assert blame(page, 4).unsure == {third.pk}


def test_a_text_suppressed_in_the_source_of_a_merge_counts_at_once(editor):
    source, target = make_page("source", body="Kept. Theirs."), make_page("target", body="Ours.")
    edit(source, body="Theirs. Kept.")
    fold(source, target, body="Ours. Theirs.")
    assert said(target)[1] == ("Theirs.", "wiki-genes-source, revision 1")
    edit(source, body="Theirs. Kept. More.", live=True)

    suppress(source.revisions.get(number=1), by=editor, reason="Privacy.")

    assert said(target)[1] == ("Theirs.", "wiki-genes-source, revision 2")
    assert blame(target, 2).unsure == {source.revisions.get(number=2).pk}


def test_what_a_suppressed_merge_brought_is_still_put_down_to_its_source(editor):
    source, target = make_page("source", body="Theirs."), make_page("target", body="Ours.")
    merge = fold(source, target, body="Ours. Theirs. Secret.")
    edit(target, body="Ours. Theirs.")

    suppress(merge.target_after, by=editor, reason="Privacy.")

    assert said(target)[1] == ("Theirs.", "wiki-genes-source, revision 1")


def test_a_revision_without_text_has_nothing_to_blame(editor):
    page = make_page("smn1")
    edit(page, body="Other.", live=True)
    suppress(page.revisions.get(number=1), by=editor, reason="Privacy.")

    with pytest.raises(DocumentError, match="suppressed: Privacy"):
        blame(page, 1)


def queries(artifact) -> int:
    cache.clear()
    with CaptureQueriesContext(
        connection,
    ) as captured:
        blame(artifact, artifact.revisions.newest().number)
    return len(captured)


def test_the_number_of_queries_does_not_depend_on_the_number_of_revisions():
    page = make_page("smn1", body="Sentence 1.")
    counts = []
    for number in range(2, 31):
        edit(fresh(page), body=f"Sentence {number}. " + page.row.body)
        if number in (3, 30):
            counts.append(queries(page))

    # The newest number, the revision, its merges, texts removed, all documents.
    assert counts == [5, 5]


def test_the_answer_is_kept():
    page = make_page("smn1", body="One.")
    blame(page, 1)

    with CaptureQueriesContext(connection) as captured:
        blame(page, 1)

    assert len(captured) == 3


@pytest.mark.parametrize("seed", range(3))
def test_a_random_history_agrees_with_reading_every_revision_again(seed):
    chance = random.Random(seed)
    texts = [["S0."]]
    page = make_page("smn1", body="S0.")
    for number in range(1, 25):
        text = list(chance.choice(texts) if chance.random() < 0.2 else texts[-1])
        for _ in range(chance.randint(1, 3)):
            text.insert(chance.randint(0, len(text)), f"S{chance.randint(0, 12)}.")
        for _ in range(chance.randint(0, 2)):
            text.pop(chance.randrange(len(text))) if len(text) > 1 else None
        chance.shuffle(text)
        if edit(page, body=(" " if number % 2 else "\n\n").join(text)).changed:
            texts.append(text)
    first = {
        (sentence, copy): next(n for n, text in enumerate(texts, 1) if text.count(sentence) >= copy)
        for sentence in set(texts[-1])
        for copy in range(1, texts[-1].count(sentence) + 1)
    }
    expected = [first[sentence, texts[-1][: index + 1].count(sentence)] for index, sentence in enumerate(texts[-1])]

    found = [int(name.rsplit(" ", 1)[1]) for run, name in said(page) for _sentence in run.split()]

    assert found == expected


def test_a_text_that_is_suppressed_while_it_is_blamed_is_told_as_it_was_read(editor, monkeypatch):
    page = make_page("smn1", body="One.")
    edit(page, body="One. Two.", live=True)
    edit(page, body="Three.", live=True)

    def suppressed_meanwhile(artifact):
        suppress(page.revisions.get(number=2), by=editor, reason="Privacy.")
        return _merges_into(artifact)

    monkeypatch.setattr("artifacts.domain.blame._merges_into", suppressed_meanwhile)

    assert said(page, 2) == [("One.", "wiki-genes-smn1, revision 1"), ("Two.", "wiki-genes-smn1, revision 2")]
