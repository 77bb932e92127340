"""What a publication shows is followed: a change marks it stale, and it is rendered anew."""

import pytest
from django.core.management import call_command
from django.db.models import Q
from django_tasks_db.models import DBTaskResult

from artifacts.domain import refresh as refreshing
from artifacts.domain.merge import merge, plan_merge
from artifacts.domain.publish import publish
from artifacts.domain.refresh import REFRESHED_AT_ONCE, refresh_rest
from artifacts.domain.render import RENDERER_VERSION
from artifacts.domain.shown import Inputs
from artifacts.domain.withdraw import put_back, withdraw
from artifacts.models import Artifact, Publication, PublicationInput
from tests.helpers import edit, fresh, make_analysis, make_hypothesis, make_page, make_reference, someone

pytestmark = pytest.mark.django_db


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """Runs what a verb leaves to the commit."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def parts_of(artifact) -> dict:
    return Publication.objects.get(artifact=artifact).parts


def stale() -> set[str]:
    return set(Publication.objects.filter(stale=True).values_list("artifact__public_id", flat=True))


def settled() -> bool:
    """Whether nothing is stale, and rendering everything anew changes nothing."""
    before = dict(Publication.objects.values_list("pk", "etag"))
    call_command("refresh_publications", "--all", verbosity=0)
    return stale() == set() and dict(Publication.objects.values_list("pk", "etag")) == before


def inputs_of(artifact) -> set[tuple]:
    return set(
        PublicationInput.objects.filter(publication__artifact=artifact).values_list(
            "role", "key", "artifact__public_id"
        )
    )


def test_a_publication_lists_everything_that_it_looked_at():
    make_page("smn2")
    reference, hypothesis, analysis = make_reference(pmid="123"), make_hypothesis(), make_analysis()

    page = make_page(
        body="[[genes-smn2]] [x](/genes/red) [@a] [@PMID:999] ![y](/media/ab/cd.png)",
        citations={"a": reference.public_id},
        relations=[{"to": hypothesis.public_id}, {"to": analysis.public_id}],
    )

    assert inputs_of(page) == {
        ("link", "genes-smn2", "wiki-genes-smn2"),
        ("link", "wiki-genes-smn2", "wiki-genes-smn2"),
        ("link", "genes-red", None),
        ("link", "wiki-genes-red", None),
        ("reference", "ref-lefebvre1995", "ref-lefebvre1995"),
        ("reference", "pmid:999", None),
        ("image", "ab/cd.png", None),
        ("relation", "h-0badcafe", "h-0badcafe"),
        ("relation", "sda-2026-04-01-gap-001", "SDA-2026-04-01-gap-001"),
    }


def test_a_red_link_becomes_live_when_its_target_is_published(committed):
    page = make_page("one", body="[[genes-two]]")
    assert "/artifact/" not in parts_of(page)["body"]

    with committed():
        target = make_page("two", live=False)
    assert "/artifact/" not in parts_of(page)["body"]

    with committed():
        publish(target.revisions.get(), by=someone())

    assert 'href="/artifact/wiki-genes-two"' in parts_of(page)["body"]
    assert settled()


def test_a_red_link_becomes_live_when_its_target_is_renamed(committed):
    page, target = make_page("one", body="[[genes-new]]"), make_page("old")

    with committed():
        edit(target, slug="genes-new", live=True)

    assert 'href="/artifact/wiki-genes-old"' in parts_of(page)["body"]
    assert settled()


def test_a_page_that_links_to_itself_is_right_at_once(committed):
    with committed():
        page = make_page("one", title="One", body="[[genes-one]]")
    assert ">One</a>" in parts_of(page)["body"]

    with committed():
        edit(page, title="Uno", live=True)

    assert ">Uno</a>" in parts_of(page)["body"]
    assert settled()


def test_a_new_title_is_shown_by_every_link(committed):
    target = make_page("two", title="Old title")
    page = make_page("one", body="[[genes-two]]")

    with committed():
        edit(target, title="New title", live=True)

    assert "New title" in parts_of(page)["body"]
    assert settled()


def test_an_edit_that_others_do_not_show_makes_nobody_stale():
    target = make_page("two")
    make_page("one", body="[[genes-two]]")

    edit(target, body="Another text.", live=True)

    assert stale() == set()


def test_a_save_makes_nobody_stale():
    target = make_page("two")
    make_page("one", body="[[genes-two]]")

    edit(target, title="Waiting for review")

    assert stale() == set()


def test_a_retracted_reference_shows_as_such_on_the_pages_that_cite_it(committed):
    reference = make_reference()
    page = make_page(body="[@a]", citations={"a": reference.public_id})

    edit(reference, status="retracted", status_date="2026-01-02", live=True)
    assert stale() == {page.public_id}
    with committed():
        refreshing.refresh_after_commit()

    (entry,) = parts_of(page)["references"]
    assert (entry["status"], entry["status_date"]) == ("retracted", "2026-01-02")
    assert settled()


def test_a_hypothesis_shows_its_new_score_on_its_pages_and_analysis(committed):
    analysis = make_analysis()
    hypothesis = make_hypothesis(analysis=analysis.public_id)
    page = make_page(relations=[{"to": hypothesis.public_id}])

    with committed():
        edit(hypothesis, scores={"novelty": 0.2}, target_genes=["SMN1"], live=True)

    for artifact in (page, analysis):
        (row,) = parts_of(artifact)["hypotheses"]
        assert (row["score"], row["level"], row["genes"]) == (0.2, "low", ["SMN1"])
    assert settled()


def test_a_page_is_listed_by_what_it_shows_and_no_longer_when_it_does_not(committed):
    reference, hypothesis, analysis = make_reference(), make_hypothesis(), make_analysis()
    with committed():
        page = make_page(
            title="One",
            body="[@a]",
            citations={"a": reference.public_id},
            relations=[{"to": hypothesis.public_id, "reason": "by hand"}, {"to": analysis.public_id}],
        )
    listed = {"href": page.get_absolute_url(), "title": "One"}
    assert [row["href"] for row in parts_of(reference)["cited_on"]] == [page.get_absolute_url()]
    assert parts_of(hypothesis)["pages"] == [listed | {"reason": "by hand"}]
    assert parts_of(analysis)["pages"] == [listed | {"reason": ""}]

    with committed():
        edit(page, relations=[{"to": hypothesis.public_id, "reason": "another"}], live=True)
    assert parts_of(hypothesis)["pages"] == [listed | {"reason": "another"}]
    assert parts_of(analysis)["pages"] == []

    with committed():
        edit(page, title="Uno", body="", live=True)
    assert parts_of(reference)["cited_on"] == []
    assert parts_of(hypothesis)["pages"] == [listed | {"title": "Uno", "reason": "another"}]
    assert settled()


def test_a_page_published_before_what_it_shows_is_listed_with_its_reason(committed):
    reference, hypothesis = make_reference(live=False), make_hypothesis(live=False)
    with committed():
        page = make_page(
            body="[@a]",
            citations={"a": reference.public_id},
            relations=[{"to": hypothesis.public_id, "reason": "by hand"}],
        )

    with committed():
        publish(reference.revisions.get(), by=someone())
        publish(hypothesis.revisions.get(), by=someone())

    assert [row["reason"] for row in parts_of(page)["hypotheses"]] == ["by hand"]
    assert [row["reason"] for row in parts_of(hypothesis)["pages"]] == ["by hand"]
    assert [row["href"] for row in parts_of(reference)["cited_on"]] == [page.get_absolute_url()]
    assert settled()


def test_a_work_that_is_cited_by_its_identifier_lists_the_page_when_it_is_entered(committed):
    page = make_page(body="[@PMID:7813012]")

    with committed():
        reference = make_reference(pmid="7813012")

    assert [entry["work"] for entry in parts_of(page)["references"]] == [reference.public_id]
    assert [row["href"] for row in parts_of(reference)["cited_on"]] == [page.get_absolute_url()]
    assert settled()


def test_a_work_whose_identifier_was_wrong_is_no_longer_cited(committed):
    with committed():
        reference = make_reference(pmid="111")
        page = make_page(body="[@PMID:111]")
    assert [entry["work"] for entry in parts_of(page)["references"]] == [reference.public_id]

    with committed():
        edit(reference, pmid="222", live=True)

    assert [(entry["work"], entry["pmid"]) for entry in parts_of(page)["references"]] == [(None, "111")]
    assert parts_of(reference)["cited_on"] == []
    assert settled()


def test_withdrawing_takes_a_hypothesis_from_its_pages_and_putting_back_returns_it(committed):
    hypothesis = make_hypothesis()
    page = make_page(body="[[h-0badcafe]]", relations=[{"to": hypothesis.public_id, "reason": "by hand"}])
    whole = parts_of(page)

    with committed():
        withdraw(hypothesis, by=someone(), reason="Wrong.")

    assert parts_of(page)["hypotheses"] == []
    assert "Earlier is better" not in str(parts_of(page))

    with committed():
        put_back(hypothesis, by=someone())

    assert parts_of(page) == whole
    assert settled()


def test_a_withdrawn_page_is_listed_nowhere(committed):
    reference = make_reference()
    with committed():
        page = make_page(body="[@a]", citations={"a": reference.public_id})

    with committed():
        withdraw(page, by=someone(), reason="Wrong.")
    assert parts_of(reference)["cited_on"] == []

    with committed():
        edit(reference, status="retracted", live=True)
        put_back(page, by=someone())
    assert [row["href"] for row in parts_of(reference)["cited_on"]] == [page.get_absolute_url()]
    assert [entry["status"] for entry in parts_of(page)["references"]] == ["retracted"]
    assert settled()


def test_a_link_to_a_merged_page_leads_to_where_it_was_merged(committed):
    page, source, target = make_page("one", body="[[genes-parkin]]"), make_page("parkin"), make_page("prkn")
    Artifact.objects.filter(pk=source.pk).update(state="merged", merged_into=target)
    call_command("refresh_publications", "--all", verbosity=0)
    assert ">PRKN</a>" in parts_of(page)["body"]

    with committed():
        edit(target, title="Parkin", live=True)

    assert 'href="/artifact/wiki-genes-prkn"' in parts_of(page)["body"]
    assert ">Parkin</a>" in parts_of(page)["body"]
    assert settled()


def test_pages_that_show_each_other_come_to_rest(committed, monkeypatch):
    with committed():
        one = make_page("one", title="One", body="[[genes-two]]")
        two = make_page("two", title="Two", body="[[genes-one]] [[genes-three]]")
        make_page("three", body="[[genes-one]] [[genes-two]]")
    refreshed = []
    monkeypatch.setattr(
        refreshing, "refresh", lambda pk, refresh=refreshing.refresh: [refreshed.append(pk), refresh(pk)]
    )

    with committed():
        edit(one, title="Uno", live=True)

    assert len(refreshed) == 2
    assert ">Uno</a>" in parts_of(two)["body"]
    assert settled()


def test_many_dependents_are_refreshed_in_part_at_once_and_in_full_by_the_task(committed, client):
    target = make_page("target", title="Old title")
    pages = [make_page(f"p{n:02}", body="[[genes-target]]") for n in range(REFRESHED_AT_ONCE + 5)]

    with committed():
        edit(target, title="New title", live=True)

    fresh_now = [page.public_id for page in pages if "New title" in parts_of(page)["body"]]
    assert fresh_now == [page.public_id for page in pages[:REFRESHED_AT_ONCE]]
    assert stale() == {page.public_id for page in pages[REFRESHED_AT_ONCE:]}
    assert DBTaskResult.objects.filter(task_path="artifacts.domain.refresh.refresh_rest").count() == 1
    late = client.get(pages[-1].get_absolute_url())
    assert (late.status_code, b"Old title" in late.content) == (200, True)

    assert refresh_rest.call() == 5

    assert [page.public_id for page in pages if "New title" not in parts_of(page)["body"]] == []
    assert settled()


def test_as_many_as_are_refreshed_at_once_leave_nothing_to_the_task(committed):
    target = make_page("target")
    for n in range(REFRESHED_AT_ONCE):
        make_page(f"p{n:02}", body="[[genes-target]]")

    with committed():
        edit(target, title="New title", live=True)

    assert stale() == set()
    assert DBTaskResult.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_the_worker_refreshes_what_was_left(monkeypatch):
    monkeypatch.setattr(refreshing, "REFRESHED_AT_ONCE", 1)
    target = make_page("target", title="Old title")
    pages = [make_page(f"p{n}", body="[[genes-target]]") for n in range(3)]
    edit(target, title="New title", live=True)
    assert len(stale()) == 2

    call_command("db_worker", "--batch", "--no-startup-delay", verbosity=0)

    assert stale() == set()
    assert [page.public_id for page in pages if "New title" not in parts_of(page)["body"]] == []


def test_one_that_cannot_be_rendered_keeps_nobody_waiting(committed, monkeypatch):
    target = make_page("target", title="Old title")
    broken, page = (make_page(name, body="[[genes-target]]") for name in ("broken", "page"))

    def render(content, artifact, revision, original=refreshing.render_in_site_language):
        if artifact == broken:
            raise RuntimeError("A bug in the renderer.")
        return original(content, artifact, revision)

    monkeypatch.setattr(refreshing, "render_in_site_language", render)

    with committed():
        edit(target, title="New title", live=True)

    assert "Old title" in parts_of(broken)["body"]
    assert "New title" in parts_of(page)["body"]
    assert stale() == {broken.public_id}


def test_the_command_refreshes_what_is_stale_or_of_an_older_renderer(capsys):
    one, two, three = make_page("one"), make_page("two"), make_page("three")
    Publication.objects.filter(artifact=one).update(stale=True)
    Publication.objects.filter(artifact=two).update(renderer_version="0")
    before = Publication.objects.get(artifact=three).rendered_at

    call_command("refresh_publications")

    assert capsys.readouterr().out == "Refreshed 2 publications.\n"
    assert not Publication.objects.filter(stale=True).exists()
    assert set(Publication.objects.values_list("renderer_version", flat=True)) == {RENDERER_VERSION}
    assert Publication.objects.get(artifact=three).rendered_at == before


def test_the_command_refreshes_everything_that_is_active_on_demand(capsys):
    make_page("one")
    withdraw(make_page("two"), by=someone(), reason="Wrong.")

    call_command("refresh_publications", "--all")

    assert capsys.readouterr().out == "Refreshed 1 publication.\n"


def test_a_refresh_keeps_the_revision_and_its_date():
    page = make_page()
    edit(page, title="Waiting for review")
    before = Publication.objects.get()

    refreshing.refresh(before.pk)

    after = Publication.objects.get()
    assert (after.revision, after.published_at, after.etag) == (before.revision, before.published_at, before.etag)
    assert after.rendered_at > before.rendered_at


def test_a_mark_made_while_a_page_is_rendered_is_not_lost(monkeypatch):
    page = make_page()

    def render(content, artifact, revision, original=refreshing.render_in_site_language):
        rendered = original(content, artifact, revision)
        refreshing.mark(Q(artifact=page))
        return rendered

    monkeypatch.setattr(refreshing, "render_in_site_language", render)

    refreshing.refresh(page.publication.pk)

    assert stale() == {page.public_id}
    monkeypatch.undo()
    refreshing.refresh(page.publication.pk)
    assert stale() == set()


def test_what_was_published_while_a_page_was_rendered_is_caught_up_with(committed, monkeypatch):
    reference = make_reference()
    page = make_page(live=False, body="[@a] [[genes-two]]", citations={"a": reference.public_id})

    def render(content, artifact, revision, original=refreshing.render_in_site_language):
        rendered = original(content, artifact, revision)
        monkeypatch.undo()
        # As another transaction would, that cannot know of this page yet.
        edit(reference, status="retracted", live=True)
        make_page("two")
        return rendered

    monkeypatch.setattr(refreshing, "render_in_site_language", render)

    with committed():
        publish(page.revisions.get(), by=someone())

    assert [entry["status"] for entry in parts_of(page)["references"]] == ["retracted"]
    assert 'href="/artifact/wiki-genes-two"' in parts_of(page)["body"]
    assert settled()


def test_a_page_that_showed_the_old_title_while_the_new_one_was_published_is_caught_up_with(committed, monkeypatch):
    target = make_page("target", title="Old title")

    def store(*arguments, original=refreshing.store, **keywords):
        monkeypatch.undo()
        # As another transaction would, that looked at the old publication and came to its end first.
        monkeypatch.setattr(Inputs, "outdated", lambda inputs: False)
        make_page("late", body="[[genes-target]]")
        return original(*arguments, **keywords)

    monkeypatch.setattr(refreshing, "store", store)

    with committed():
        edit(target, title="New title", live=True)

    late = Publication.objects.get(artifact__public_id="wiki-genes-late")
    assert ">New title</a>" in late.parts["body"]
    assert settled()


def claims_on(artifact) -> list[tuple]:
    return [
        (row["stance"], row["claim"], row["title"])
        for entry in parts_of(artifact)["references"]
        for row in entry["claims"]
    ]


def test_what_a_hypothesis_takes_from_a_work_is_shown_where_that_is_cited_and_as_it_stands_today(committed):
    reference, other = make_reference(), make_reference("other2001")
    page = make_page(body="[@a]", citations={"a": reference.public_id})

    with committed():
        hypothesis = make_hypothesis(evidence=[{"claim": "*Seen* here", "reference": reference.public_id}])
    first = claims_on(page)
    with committed():
        edit(hypothesis, title="Later is worse", live=True)
    renamed = claims_on(page)
    with committed():
        edit(
            hypothesis,
            evidence=[{"claim": "Not so", "reference": reference.public_id, "stance": "against"}],
            live=True,
        )
    turned = claims_on(page)
    with committed():
        withdraw(fresh(hypothesis), by=someone(), reason="Wrong.")
    withdrawn = claims_on(page)
    with committed():
        put_back(fresh(hypothesis), by=someone(), reason="Right.")
    back = claims_on(page)
    with committed():
        edit(hypothesis, evidence=[{"claim": "Elsewhere", "reference": other.public_id}], live=True)

    assert first == [("for", "Seen here", "Earlier is better")]
    assert renamed == [("for", "Seen here", "Later is worse")]
    assert turned == back == [("against", "Not so", "Later is worse")]
    assert withdrawn == claims_on(page) == []
    assert settled()


def test_a_claim_follows_its_work_to_the_record_that_it_was_merged_into(committed):
    kept, folded = make_reference("kept2001"), make_reference("folded2001")
    page = make_page(body="[@a]", citations={"a": kept.public_id})
    make_hypothesis(evidence=[{"claim": "Seen", "reference": folded.public_id}])
    before = claims_on(page)

    with committed():
        merge(plan_merge(folded, kept), by=someone(), why="One work.")

    assert (before, claims_on(page)) == ([], [("for", "Seen", "Earlier is better")])


def test_two_claims_are_shown_at_most_those_of_the_best_hypotheses_and_none_of_drafts():
    reference = make_reference()
    evidence = [{"claim": "Seen", "reference": reference.public_id}]
    for number, score in enumerate((0.2, 0.9, 0.5)):
        make_hypothesis(f"h-{number}", title=f"Scored {score}", scores={"novelty": score}, evidence=evidence)
    make_hypothesis("h-9", title="Never published", scores={"novelty": 1}, evidence=evidence, live=False)

    page = make_page(body="[@a]", citations={"a": reference.public_id})

    assert claims_on(page) == [("for", "Seen", "Scored 0.9"), ("for", "Seen", "Scored 0.5")]


def test_a_hypothesis_shows_its_own_claim_at_a_work_before_those_of_others():
    reference = make_reference()
    evidence = [{"claim": "Seen", "reference": reference.public_id}]
    make_hypothesis("h-1", title="The other", evidence=evidence)

    own = make_hypothesis("h-2", evidence=[{"claim": "Seen twice", "reference": reference.public_id}])

    assert claims_on(own) == [("for", "Seen twice", ""), ("for", "Seen", "The other")]
