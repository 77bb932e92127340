"""Every revision is held against the rules; what is found follows what the site knows."""

import pytest
from django_tasks_db.models import DBTaskResult

from artifacts.domain import checkup
from artifacts.domain.exchange import import_folder
from artifacts.domain.publish import publish
from artifacts.domain.subjects import subject_of
from artifacts.domain.suppress import suppress
from artifacts.domain.titles import titles
from artifacts.domain.withdraw import withdraw
from artifacts.models import Artifact, Checkup, Finding
from artifacts.representations.contents import content_of
from artifacts.text.lint import Target, Work
from tests.helpers import edit, fresh, make_page, make_reference, someone

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_titles_of_other_tests():
    titles.forget()


def rules_of(artifact) -> set[str]:
    return set(Finding.objects.filter(checkup__artifact=artifact).values_list("rule", flat=True))


def test_the_newest_revision_has_findings_and_older_ones_keep_their_counts():
    page = make_page(body="[Gone](/genes/gone) [Lost](/genes/lost)")

    edit(page, body="[Gone](/genes/gone)")

    checkups = Checkup.objects.filter(artifact=page).order_by("pk")
    assert [(one.newest, one.by_rule["dead-link"], one.findings.count() > 0) for one in checkups] == [
        (False, 2, False),
        (True, 1, True),
    ]


def test_a_rule_that_fails_loses_no_save(monkeypatch):
    monkeypatch.setattr(checkup, "lint", lambda subject: 1 / 0)

    page = make_page()

    assert page.revisions.count() == 1
    assert Checkup.objects.count() == 0


def test_what_the_rules_need_is_looked_up():
    work, tau = make_reference(status="retracted"), make_page("tau", title="Tau protein")
    page = make_page(body="[@a] [@b] [x](/genes/tau) and Tau  protein", citations={"a": work.public_id})

    subject = subject_of(content_of(page), page)

    assert subject.works == {"a": Work("ref-lefebvre1995", str(work.row), "retracted", True), "b": None}
    assert subject.targets["wiki-genes-tau"] == Target(tau.public_id, "Tau protein", "gene")
    assert subject.terms == {"Tau protein": "/wiki/genes-tau"}


def test_a_title_of_two_pages_or_of_a_withdrawn_one_is_no_term():
    make_page("one", title="Same name"), make_page("two", title="Same name")
    withdraw(make_page("gone", title="Gone name"), by=someone(), reason="Wrong.")
    page = make_page(body="Same name, Gone name.")

    assert subject_of(content_of(page), page).terms == {}


def test_the_index_of_titles_follows_a_new_title():
    tau = make_page("tau", title="Tau protein")
    page = make_page(body="Tau protein is MAPT.")
    subject_of(content_of(page), page)

    edit(tau, title="MAPT")

    assert subject_of(content_of(page), page).terms == {"MAPT": "/wiki/genes-tau"}


def test_a_retraction_is_found_in_the_pages_that_cite_the_work(django_capture_on_commit_callbacks):
    work = make_reference()
    page = make_page(body="[@a]", citations={"a": work.public_id})
    before = rules_of(page)

    with django_capture_on_commit_callbacks(execute=True):
        edit(work, status="retracted")

    assert rules_of(page) - before == {"retracted-work"}


def test_publishing_a_work_mends_the_pages_that_cite_it(django_capture_on_commit_callbacks):
    work = make_reference(live=False)
    page = make_page(body="[@a]", citations={"a": work.public_id})
    before = rules_of(page)

    with django_capture_on_commit_callbacks(execute=True):
        publish(work.revisions.newest(), by=someone())

    assert before - rules_of(page) == {"unpublished-reference"}


def test_a_link_comes_alive_with_its_page_and_dies_with_it(django_capture_on_commit_callbacks):
    page = make_page(body="[Gone](/genes/tau)")
    dead = [rules_of(page)]

    with django_capture_on_commit_callbacks(execute=True):
        tau = make_page("tau")
    dead.append(rules_of(page))
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(tau, by=someone(), reason="Wrong.")
    dead.append(rules_of(page))

    assert [bool({"dead-link", "withdrawn-target"} & rules) for rules in dead] == [True, False, True]


def test_what_is_imported_together_is_looked_at_once_and_so_is_what_leans_on_it(
    django_capture_on_commit_callbacks, monkeypatch, tmp_path
):
    looked_at = []
    look = checkup._look
    monkeypatch.setattr(checkup, "_look", lambda subject: looked_at.append(subject.public_id) or look(subject))
    outside = make_page("tau", body="[One](/genes/one) [Two](/genes/two)")
    dead = rules_of(outside)
    looked_at.clear()
    (tmp_path / "pages").mkdir()
    for name, other in (("one", "two"), ("two", "one")):
        head = f"---\nid: wiki-genes-{name}\nslug: genes-{name}\ntitle: Page {name}\nentity_type: gene\n---\n"
        (tmp_path / "pages" / f"{name}.md").write_text(f"{head}\n[Other](/genes/{other}) [Tau](/genes/tau)\n")

    with django_capture_on_commit_callbacks(execute=True):
        import_folder(tmp_path, by=someone())

    assert looked_at == ["wiki-genes-one", "wiki-genes-two", "wiki-genes-tau"]
    assert dead - rules_of(outside) == {"dead-link"}
    assert "dead-link" not in rules_of(Artifact.objects.get(public_id="wiki-genes-one"))


def test_more_dependents_than_are_looked_at_at_once_wait_for_the_worker(
    django_capture_on_commit_callbacks, monkeypatch
):
    monkeypatch.setattr(checkup, "LOOKED_AT_ONCE", 1)
    work = make_reference()
    pages = [make_page(name, body="[@a]", citations={"a": work.public_id}) for name in ("one", "two", "three")]

    with django_capture_on_commit_callbacks(execute=True):
        edit(work, status="retracted")
    at_once = ["retracted-work" in rules_of(page) for page in pages]
    waiting = DBTaskResult.objects.filter(task_path="artifacts.domain.checkup.check_rest").latest("enqueued_at")
    checkup.check_rest.call(*waiting.args_kwargs["args"])

    assert at_once == [True, False, False]
    assert ["retracted-work" in rules_of(page) for page in pages] == [True, True, True]


def test_a_suppressed_text_is_quoted_by_no_finding():
    page = make_page(body="[Secret words](/genes/secret)")
    edit(page, body="Text.", live=True)

    suppress(fresh(page).revisions.get(number=1), by=someone(), reason="Privacy.")

    assert [params for params in Finding.objects.values_list("params", flat=True) if "ecret" in str(params)] == []


def test_looking_takes_as_many_queries_for_three_things_as_for_one(django_assert_num_queries):
    for count in (1, 3):
        names = [f"t{count}{n}" for n in range(count)]
        works = {name: make_reference(name).public_id for name in names}
        for name in names:
            make_page(name, title=f"Title {name}")
        body = " ".join(f"[@{name}] [x](/genes/{name}) Title {name}" for name in names)
        page = make_page(f"p{count}", body=body, citations=works)
        content = content_of(page)

        with django_assert_num_queries(7):
            subject_of(content, page)
