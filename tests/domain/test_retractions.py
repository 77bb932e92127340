"""Retractions: works that a file names are marked and shown so, once, and a person's judgement stands."""

import datetime

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult

from artifacts.domain.accounts import importer
from artifacts.domain.alerting import mail_about_work
from artifacts.domain.retractions import find_works, mark_works
from artifacts.domain.watching import watch
from artifacts.models import Publication
from artifacts.representations.contents import content_of
from artifacts.representations.retraction_watch import Notice
from tests.helpers import edit, fresh, make_hypothesis, make_page, make_reference
from tests.representations.test_retraction_watch import HEADER, row

pytestmark = pytest.mark.django_db


def notice(doi="10.1016/abc", nature="Retraction", *, pmid="", year=2021, record="1") -> Notice:
    return Notice(2, record, doi, pmid, nature, datetime.date(year, 5, 17))


def imported(*notices: Notice, **how) -> list[tuple[str, str, str]]:
    outcomes = mark_works(find_works(notices).notices, by=importer(), **how)
    return [(outcome.public_id, outcome.result, outcome.status) for outcome in outcomes]


def judgement(reference) -> tuple:
    content = content_of(fresh(reference))
    return content["status"], content["status_date"], content["status_source"]


def test_a_work_is_marked_once_by_doi_or_pmid_and_published_with_its_pages(django_capture_on_commit_callbacks):
    by_doi, by_pmid = make_reference(doi="10.1016/abc"), make_reference("b", csl={"title": "B"}, pmid="7813012")
    page = make_page(body="[@a]", citations={"a": by_doi.public_id})
    rows = notice(), notice("", "Expression of concern", pmid="7813012", record="2"), notice("10.1016/unknown")

    with django_capture_on_commit_callbacks(execute=True):
        done = imported(*rows)

    assert done == [("ref-lefebvre1995", "marked", "retracted"), ("ref-b", "marked", "concern")]
    assert judgement(by_doi) == ("retracted", "2021-05-17", "Retraction Watch, record 1: Retraction")
    newest = by_doi.revisions.newest()
    assert (newest.number, newest.summary, sorted(newest.tags)) == (
        2,
        "Retraction, by Retraction Watch",
        ["bot", "import"],
    )
    assert Publication.objects.number_of(by_doi) == 2
    assert [entry["status"] for entry in Publication.objects.get(artifact=page).parts["references"]] == ["retracted"]

    assert {result for _id, result, _status in imported(*rows)} == {"already so"}
    assert (by_doi.revisions.count(), by_pmid.revisions.count()) == (2, 2)


def test_a_dry_run_tells_and_saves_nothing():
    reference = make_reference(doi="10.1016/abc")

    assert imported(notice(), dry_run=True) == [("ref-lefebvre1995", "marked", "retracted")]
    assert reference.revisions.count() == 1


@pytest.mark.parametrize(
    ("by_hand", "nature", "result", "status"),
    [
        ("retracted", "Expression of concern", "kept as a person judged", "retracted"),
        ("retracted", "Retraction", "kept as a person judged", "retracted"),
        ("retracted", "Reinstatement", "kept as a person judged", "retracted"),
        ("concern", "Retraction", "marked", "retracted"),
        ("verified", "Correction", "marked", "corrected"),
        ("unverified", "Reinstatement", "already so", "unverified"),
    ],
)
def test_a_person_s_judgement_yields_to_a_graver_one_alone(by_hand, nature, result, status):
    reference = make_reference(doi="10.1016/abc", status=by_hand, status_source="the journal")

    assert [found for _id, found, _status in imported(notice(nature=nature))] == [result]
    assert judgement(reference)[0] == status


def test_what_the_file_said_it_can_take_back():
    reference = make_reference(doi="10.1016/abc")
    imported(notice())

    imported(notice(), notice(nature="Reinstatement", year=2023, record="9"))

    assert judgement(reference) == ("verified", "2023-05-17", "Retraction Watch, record 9: Reinstatement")


def test_where_an_edit_waits_for_review_the_mark_waits_too(editor):
    reference = make_reference(doi="10.1016/abc")
    edit(reference, by=editor, url="https://example.org")

    assert [result for _id, result, _status in imported(notice())] == ["marked, waits for review"]
    assert Publication.objects.number_of(reference) == 1


def test_finding_the_works_asks_once_however_long_the_file_is():
    make_reference(doi="10.1016/abc")

    with CaptureQueriesContext(connection) as queries:
        found = find_works(notice(f"10.1016/{number}") for number in range(5000))

    assert (len(queries), found.notices, found.counts["rows"]) == (1, {}, 5000)


def test_those_who_watch_what_cites_a_work_get_one_mail_each(django_capture_on_commit_callbacks, reviewer, editor):
    reviewer.email, editor.email = "rhea@example.org", "edith@example.org"
    reviewer.save(), editor.save()
    reference = make_reference(doi="10.1016/abc")
    page = make_page(body="[@a]", citations={"a": reference.public_id})
    hypothesis = make_hypothesis(evidence=[{"claim": "C", "reference": reference.public_id}])
    other = make_page("other")
    watch(reviewer, page), watch(reviewer, hypothesis), watch(editor, other)

    with django_capture_on_commit_callbacks(execute=True):
        imported(notice())
    (task,) = DBTaskResult.objects.filter(task_path="artifacts.domain.alerting.mail_about_work")
    mail_about_work.call(*task.args_kwargs["args"])

    (message,) = mail.outbox
    assert (message.to, message.subject) == (
        ["rhea@example.org"],
        "[SciDEX] retracted: Identification of a determining gene",
    )
    assert message.body.split("\n\n")[3:] == [
        "These cite it:",
        "SMN1\nhttps://wiki.example.org/artifact/wiki-genes-smn1",
        "Earlier is better\nhttps://wiki.example.org/artifact/h-0badcafe\n",
    ]


def test_readers_are_warned_at_the_top_of_a_page_and_of_a_hypothesis(client):
    retracted, corrected = (
        make_reference(status="retracted"),
        make_reference("b", csl={"title": "B"}, status="corrected"),
    )
    make_page(body="[@b] [@a]", citations={"a": retracted.public_id, "b": corrected.public_id})

    page = " ".join(client.get("/artifact/wiki-genes-smn1").content.decode().split())

    assert 'should not be relied on as it stands: <a href="#ref-2">reference 2, retracted</a>.</p>' in page
    assert '<strong class="notice">Corrected</strong>' in page
    make_hypothesis(evidence=[{"claim": "C", "reference": retracted.public_id}])
    hypothesis = client.get("/artifact/h-0badcafe").content.decode()
    assert '<a href="#ref-1">reference 1, retracted</a>' in hypothesis
    assert (
        '<p class="note">Corrected: a correction of the work was published.'
        in client.get("/artifact/ref-b").content.decode()
    )


def test_the_command_reads_a_file_and_tells_of_each_work(tmp_path, capsys):
    reference = make_reference(doi="10.1016/abc")
    file = tmp_path / "rw.csv"
    file.write_text(f"{HEADER}\n{row()}\n{row(doi='10.1016/none')}\n{row(nature='Vanished')}\n")

    call_command("import_retractions", file, dry_run=True)
    call_command("import_retractions", file)

    told = capsys.readouterr().out.splitlines()
    assert told[0] == "ref-lefebvre1995: unverified → retracted: marked"
    assert told[1:3] == [
        "rows: 3, rows of another nature: 1, works of the library among them: 1, marked: 1",
        "Nothing was saved.",
    ]
    assert (judgement(reference)[0], told[3:]) == ("retracted", told[:2])


def test_a_file_that_is_none_is_refused_with_a_sentence(tmp_path):
    (tmp_path / "x.csv").write_text("a,b\n1,2\n")

    with pytest.raises(CommandError, match="x.csv is no file of Retraction Watch"):
        call_command("import_retractions", tmp_path / "x.csv")
    with pytest.raises(CommandError, match="none.csv cannot be read: No such file or directory."):
        call_command("import_retractions", tmp_path / "none.csv")
