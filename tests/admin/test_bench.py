"""The citation bench in the admin: what waits, what would be saved, what was; for those who may change pages."""

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext

from artifacts.models import Publication
from artifacts.representations.contents import content_of
from tests.helpers import edit, fresh, make_page, make_reference

pytestmark = pytest.mark.django_db
BENCH = "/admin/artifacts/citation/"


def key_url(key: str) -> str:
    return f"{BENCH}key/?key={key}"


def shown(response) -> str:
    return " ".join(response.content.decode().split())


def test_the_bench_lists_keys_with_their_sentences_and_suggestions(client, editor):
    reference = make_reference(csl={"author": [{"family": "Lefebvre", "given": "Suzie"}]})
    for name in ("a", "b", "c"):
        make_page(name, body=f"The <{name}> gene [@lefebvre1995] matters.")
    client.force_login(editor)

    response = client.get(BENCH)

    (line,) = response.context["lines"]
    assert (line["key"], line["pages"], line["more"]) == ("lefebvre1995", 3, 1)
    assert [suggestion.reference.artifact for suggestion in line["suggestions"]] == [reference]
    assert "<q>The &lt;a&gt; gene <mark>[@lefebvre1995]</mark> matters.</q>" in shown(response)
    assert f'href="{BENCH}key/?key=lefebvre1995&amp;work={reference.pk}"' in shown(response)


@pytest.mark.parametrize("count", [1, 3])
def test_the_bench_asks_as_often_however_much_waits(count, client, editor):
    for number in range(count):
        make_reference(f"r{number}", csl={"title": f"Work {number}", "author": [{"family": "Lefebvre"}]})
        make_page(f"p{number}", body=f"[@lefebvre1995{'abc'[number]}] [@x{number}]")
    client.force_login(editor)

    with CaptureQueriesContext(connection) as queries:
        client.get(BENCH)

    assert len(queries) == 13


def test_a_key_is_resolved_after_it_was_shown_what_is_saved(client, editor):
    work = make_reference()
    pages = [make_page(name, body="Text [@x].") for name in "ab"]
    client.force_login(editor)
    form = {"work": "", "named": "ref-lefebvre1995", "page": [page.pk for page in pages]}

    plan = client.post(key_url("x"), form)
    assert [case.artifact for case in plan.context["cases"]] == pages
    assert [page.revisions.count() for page in pages] == [1, 1]

    confirmed = {"work": work.pk, "_resolve": "1", "page": [pages[0].pk], f"base-{pages[0].pk}": 1, "_publish": "1"}
    done = client.post(key_url("x"), confirmed)

    assert [(one.artifact, one.number, one.published) for one in done.context["outcomes"]] == [(pages[0], 2, False)]
    assert done.context["left"] == {"key": "x", "pages": 1}
    assert [content_of(fresh(page))["citations"]["x"] for page in pages] == ["ref-lefebvre1995", None]


def test_a_reviewer_publishes_at_once_and_is_told_what_waits(client, reviewer, editor):
    work = make_reference()
    seen, waiting = make_page("seen", body="[@x]"), make_page("waiting", body="[@x]")
    edit(waiting, by=editor, body="[@x] More.")
    client.force_login(reviewer)
    pages = {"page": [seen.pk, waiting.pk], f"base-{seen.pk}": 1, f"base-{waiting.pk}": 2}

    assert "it waits for review, because readers do not see that revision yet" in shown(
        client.post(key_url("x"), {"work": work.pk} | pages)
    )
    client.post(key_url("x"), {"work": work.pk, "_resolve": "1", "_publish": "1"} | pages)

    assert [Publication.objects.number_of(page) for page in (seen, waiting)] == [2, 1]


def test_pages_are_ticked_beforehand_only_where_nothing_tells_works_apart(client, editor):
    first, second = make_reference(), make_reference("other", csl={"title": "Another", "author": [{"family": "Wu"}]})
    waiting = make_page("w", body="[@lefebvre1995]")
    client.force_login(editor)

    assert client.get(key_url("lefebvre1995")).context["ticked"] == {waiting.pk}

    for name, work in (("a", first), ("b", second)):
        make_page(name, body="[@lefebvre1995]", citations={"lefebvre1995": work.public_id})
    response = client.get(key_url("lefebvre1995"))

    assert response.context["ticked"] == set()
    assert "The key means different works on different pages." in shown(response)


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"page": "1"}, "Choose the work that the key stands for."),
        ({"named": "10.1/x"}, "The library holds no work &#x27;10.1/x&#x27;: look it up, or make a new reference."),
        ({"named": "ref-lefebvre1995"}, "Tick the pages on which the key stands for this work."),
        ({"named": "ref-lefebvre1995", "page": ["x", "9" * 30]}, "Tick the pages on which the key stands"),
        ({"work": "77777"}, "Choose the work that the key stands for."),
    ],
)
def test_what_is_missing_is_asked_for(form, sentence, client, editor):
    make_reference()
    page = make_page(body="[@x]")
    client.force_login(editor)

    response = client.post(key_url("x"), form)

    assert sentence in shown(response)
    assert page.revisions.count() == 1


def test_a_key_that_waits_no_more_leads_back_to_the_bench(client, editor):
    client.force_login(editor)

    for key in ("none", "..", "", "x" * 3000):
        assert client.get(key_url(key))["Location"] == BENCH
    assert client.get(key_url("%00x")).status_code == 400


def test_the_bench_is_for_those_who_may_change_pages(client, stranger, viewer):
    make_page(body="[@x]")

    for user, status in ((None, 302), (stranger, 302), (viewer, 403)):
        if user is not None:
            client.force_login(user)
        statuses = {client.get(path).status_code for path in (BENCH, key_url("x"))}
        assert statuses | {client.post(key_url("x"), {"_resolve": "1"}).status_code} == {status}
    assert BENCH not in shown(client.get("/admin/"))


@pytest.fixture
def viewer(django_user_model):
    user = django_user_model.objects.create_user("viewer", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    return user
