"""Wiki pages in the admin: rows, citations and relations as inlines, and every refusal at its field."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from artifacts.models import Relation
from artifacts.representations.contents import content_of
from artifacts.text.limits import MAX_BYTES
from tests.admin.forms import add, change, errors, told
from tests.helpers import fresh, make_analysis, make_hypothesis, make_page, make_reference

pytestmark = pytest.mark.django_db
SAVED = ["Saved as revision 2; it waits for review, readers see no change yet."]


@pytest.fixture
def form(client, editor):
    """A way to open the change form of an artifact as an editor."""
    client.force_login(editor)
    return lambda artifact: change(client, artifact)


def infobox(page) -> list[tuple]:
    return [(row["kind"], row["label"], row["value"], row["citekeys"]) for row in content_of(fresh(page))["infobox"]]


def test_rows_are_added_changed_removed_and_put_in_another_order(form):
    page = make_page(infobox=[{"label": name, "value": name.lower()} for name in "ABC"])
    opened = form(page)
    opened.add_row("infobox", label="D", value="d", order="1", kind="subheader", citekeys="@finkel2017, b:2")

    saved = opened.send(
        **{"infobox-0-order": "3", "infobox-1-DELETE": "on", "infobox-2-order": "2", "infobox-2-value": "changed"}
    )

    assert told(saved) == SAVED
    assert infobox(page) == [
        ("subheader", "D", "d", ["finkel2017", "b:2"]),
        ("pair", "C", "changed", []),
        ("pair", "A", "a", []),
    ]


def test_a_row_without_a_place_stands_last_and_an_empty_one_nowhere(form):
    page = make_page(infobox=[{"label": "A", "value": "a"}])
    opened = form(page)
    opened.add_row("infobox", label="Z")

    opened.send()

    assert [row[1] for row in infobox(page)] == ["A", "Z"]


def test_citations_are_resolved_re_keyed_and_removed(form):
    a, b = make_reference("a"), make_reference("b")
    page = make_page(body="[@x] [@y]", citations={"x": a.public_id, "y": b.public_id})
    opened = form(page)
    opened.add_row("citations", key="z", reference=str(a.pk))

    opened.send(**{"citations-0-key": "y", "citations-1-key": "x"})

    assert content_of(fresh(page))["citations"] == {"x": "ref-b", "y": "ref-a", "z": "ref-a"}


def test_a_relation_that_was_dismissed_says_by_whom_and_when_ever_after(form, editor):
    hypothesis, analysis = make_hypothesis(), make_analysis()
    page = make_page(relations=[{"to": hypothesis.public_id, "origin": "matched", "reason": "shares target SMN2"}])
    opened = form(page)
    opened.add_row("relations", target=str(analysis.pk), reason="by hand")

    opened.send(**{"relations-0-dismissed": "on"})
    first = Relation.objects.get(target=hypothesis)
    form(page).send(title="Two")

    second = Relation.objects.get(target=hypothesis)
    assert (second.origin, second.reason, second.dismissed_by) == ("matched", "shares target SMN2", editor)
    assert second.dismissed_at == first.dismissed_at
    assert (Relation.objects.get(target=analysis).origin, Relation.objects.get(target=analysis).dismissed_at) == (
        "manual",
        None,
    )
    form(page).send(**{"relations-0-dismissed": None})
    assert Relation.objects.get(target=hypothesis).dismissed_at is None


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"title": ""}, "title", "This field is required."),
        ({"slug": "genes-smn2"}, "slug", "leads to wiki-genes-smn2: choose another one."),
        ({"slug": "A b"}, "slug", "A slug holds lower-case letters, digits, dots, underscores and hyphens"),
        ({"entity_type": "dragon"}, "entity_type", "Select a valid choice."),
        ({"body": "x" * (MAX_BYTES + 1)}, "body", "1 MiB is the most. Divide it into several pages."),
        ({"body": "> " * 150 + "x"}, "body", "more than 100 levels deep. Flatten them."),
        ({"body": "a\x00b"}, "body", "Null characters are not allowed."),
        ({"metadata": "{"}, "metadata", "Enter a valid JSON."),
        ({"metadata": "[]"}, "metadata", "This must be a JSON object"),
        ({"metadata": ""}, "metadata", "This must be a JSON object"),
        ({"metadata": '{"a": "\\u0000"}'}, "metadata", "The text holds a NUL character: remove it."),
        ({"metadata": '{"a": "\\ud800"}'}, "metadata", "half of a surrogate pair"),
        ({"metadata": '{"a": NaN}'}, "metadata", "A number must be finite"),
        ({"metadata": '{"a": 1e999}'}, "metadata", "A number must be finite"),
        ({"metadata": "[" * 90_000}, "metadata", "This JSON is nested too deep, or a number in it is too long."),
        ({"metadata": '{"a": ' + "9" * 5000 + "}"}, "metadata", "a number in it is too long."),
        ({"metadata": '{"a": ' * 60 + "1" + "}" * 60}, "metadata", "The data is nested more than 50 levels deep."),
        ({"edit_summary": "x" * 1001}, "edit_summary", "Ensure this value has at most 1000 characters"),
        ({"infobox-0-kind": "dragon"}, "infobox-0-kind", "Select a valid choice."),
        ({"infobox-0-citekeys": "a, b c"}, "infobox-0-citekeys", "b c is no citekey: write keys such as finkel2017"),
        ({"infobox-1-citekeys": "b c"}, "infobox-1-citekeys", "b c is no citekey: write keys such as finkel2017"),
        ({"citations-0-key": "a b"}, "citations-0-key", "A citekey holds letters, digits and the signs"),
        ({"citations-0-reference": "999"}, "citations-0-reference", "Select a valid choice."),
    ],
)
def test_a_refusal_stands_at_its_field_and_everything_typed_is_kept(changes, field, sentence, form):
    make_page("smn2")
    page = make_page(body="[@a]", infobox=[{"label": "A", "value": "a"}])

    shown = form(page).send(kg_node_id="typed-by-hand", **changes)

    found = errors(shown)
    assert list(found) == [field]
    assert sentence in found[field][0]
    assert 'value="typed-by-hand"' in shown.content.decode()
    assert page.revisions.count() == 1


def test_no_two_rows_have_the_same_key(form):
    page = make_page(body="[@a]")

    assert errors(form(page).send(**{"citations-1-key": "a"}))["citations"] == [
        "Please correct the duplicate data for key."
    ]


def test_more_than_is_accepted_at_once_is_told_as_such(client, editor):
    page = make_page()
    client.force_login(editor)
    path = f"/admin/artifacts/wikipage/{page.pk}/change/"

    large = client.post(path, {"body": "x" * (9 * 1024 * 1024)})
    many = client.post(
        path, "&".join(f"x{n}=" for n in range(10_001)), content_type="application/x-www-form-urlencoded"
    )

    assert (large.status_code, many.status_code) == (413, 413)
    assert "More was sent than is accepted at once." in large.content.decode()
    assert "The form has more rows than are accepted at once." in many.content.decode()


def test_an_address_that_is_taken_is_told_for_a_new_page_too(client, editor):
    make_page()
    client.force_login(editor)

    shown = add(client, "wikipage").send(title="SMN1", slug="genes-smn1", body="Typed.")

    assert errors(shown) == {"slug": ["There is already an artifact with the id 'wiki-genes-smn1'."]}
    assert "Typed." in shown.content.decode()


def test_what_an_import_left_in_the_metadata_stays(form):
    metadata = {"__merged_from": [{"unprefixed_id": "als", "by": "somebody"}], "_schema_version": 1, "z": 1.5}
    page = make_page(metadata=metadata)

    form(page).send(title="Two")

    assert fresh(page).row.metadata == metadata


def test_a_page_without_any_row_or_citation_is_saved(form):
    page = make_page(infobox=[{"label": "A"}], body="[@a]")

    form(page).send(body="", **{"infobox-0-DELETE": "on", "citations-0-DELETE": "on"})

    content = content_of(fresh(page))
    assert (content["body"], content["infobox"], content["citations"]) == ("", [], {})


def test_the_preview_is_asked_for_as_that_of_the_page(form, client):
    page = make_page()

    changed = client.get(form(page).path).content.decode()
    added = client.get("/admin/artifacts/wikipage/add/").content.decode()

    assert f'data-preview="/admin/artifacts/wikipage/{page.pk}/preview/"' in changed
    assert 'data-preview="/admin/artifacts/wikipage/add/preview/"' in added


def test_forged_rows_of_another_page_are_left_where_they_are(form):
    other = make_page("other", infobox=[{"label": "Theirs", "value": "1"}])
    page = make_page(infobox=[{"label": "Mine", "value": "1"}])
    theirs = other.row.infobox.get().pk

    form(page).send(**{"infobox-0-id": str(theirs), "infobox-0-label": "Taken"})

    assert (infobox(other), infobox(page)) == ([("pair", "Theirs", "1", [])], [("pair", "Taken", "1", [])])


def content_with(count: int) -> dict:
    return {
        "infobox": [{"label": f"Row {n}", "value": "x", "citekeys": ["a"]} for n in range(count)],
        "citations": {f"r{n}": make_reference(f"{count}-{n}").public_id for n in range(count)},
        "relations": [{"to": make_hypothesis(f"h-{count}-{n}").public_id} for n in range(count)],
    }


def queries_of(client, path: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


def test_the_form_takes_as_many_queries_for_three_rows_as_for_one(client, editor):
    one, three = make_page("one", **content_with(1)), make_page("three", **content_with(3))
    client.force_login(editor)
    paths = [f"/admin/artifacts/wikipage/{page.pk}/change/" for page in (one, three)]
    queries_of(client, paths[0])

    assert queries_of(client, paths[0]) == queries_of(client, paths[1])


@pytest.mark.parametrize(
    ("choice", "titles"), [("newest", ["A"]), ("older", ["B"]), ("nothing", ["C"]), ("", ["A", "B", "C"])]
)
def test_pages_are_filtered_by_what_readers_see(choice, titles, client, editor):
    make_page("a", title="A")
    form_b = make_page("b", title="Before")
    make_page("c", title="C", live=False)
    client.force_login(editor)
    change(client, form_b).send(title="B")

    listed = client.get(f"/admin/artifacts/wikipage/?published={choice}" if choice else "/admin/artifacts/wikipage/")

    assert [page.title for page in listed.context["cl"].result_list] == titles


def test_a_relation_is_completed_and_shown_by_title_and_id(client, editor):
    make_hypothesis("h-0badcafe", title="Earlier is better")
    page = make_page("smn1", relations=[{"to": "h-0badcafe", "reason": "shares SMN2"}])
    client.force_login(editor)
    query = {"app_label": "artifacts", "model_name": "relation", "field_name": "target", "term": "earlier"}

    completed = client.get("/admin/autocomplete/", query).json()["results"]
    form = client.get(f"/admin/artifacts/wikipage/{page.pk}/change/").content.decode()

    assert [result["text"] for result in completed] == ["Earlier is better (h-0badcafe)"]
    assert "Earlier is better (h-0badcafe)" in form
