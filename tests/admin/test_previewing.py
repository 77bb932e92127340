"""The preview: the whole form as typed, rendered as readers will see it, and nothing written."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from lxml import html

from artifacts.domain.withdraw import withdraw
from artifacts.text.limits import MAX_BYTES as MAX_BODY
from tests.admin.forms import add, change
from tests.helpers import edit, fresh, make_analysis, make_hypothesis, make_page, make_reference

pytestmark = pytest.mark.django_db
FRAME, ADD = "/admin/markdown/frame/", "/admin/artifacts/wikipage/add/"
BODY = """## One

Text [@b; @a, p. 12] and [@nobody], [[genes-smn2]], [SMN3](/genes/smn3).

| a | b |
|---|--:|
| [@c] | 1 |

## Two {#mine}

<script>alert(1)</script> <b onclick="x()">bold</b>
"""


@pytest.fixture
def article():
    """A page whose infobox cites before its text does, so that numbers count through both."""
    make_page("smn2")
    a, b = make_reference("a"), make_reference("b")
    return make_page(
        body=BODY,
        citations={"a": a.public_id, "b": b.public_id, "c": a.public_id},
        infobox=[{"label": "Gene", "value": "SMN1", "citekeys": ["a"]}],
    )


@pytest.fixture
def preview(client, editor):
    """Ask for the preview of an artifact's form with some fields changed."""
    client.force_login(editor)

    def preview(artifact, query="", **changes):
        form = change(client, artifact)
        data = {name: value for name, value in (form.data | changes).items() if value is not None}
        return client.post(form.path.replace("/change/", "/preview/") + query, data)

    return preview


def text_of(response) -> str:
    return " ".join(html.fromstring(response.json()["html"]).text_content().split())


def test_a_preview_is_what_readers_see_of_the_same_form(client, article, preview):
    published = html.document_fromstring(client.get(article.get_absolute_url()).content.decode())

    previewed = html.fromstring(preview(article).json()["html"])

    for name in ("prose", "infobox", "references", "contents"):
        (theirs, ours) = (
            [html.tostring(part, with_tail=False) for part in page.find_class(name)] for page in (published, previewed)
        )
        # A preview tells lines of the text; a page has a button that copies a reference, by its script.
        assert [re.sub(rb' data-line="\d+"', b"", part) for part in ours] == [
            re.sub(rb" <button .*?</button>", b"", part) for part in theirs
        ]


def test_what_is_typed_is_shown_rows_citations_and_title_too(article, preview):
    other = make_reference("other", csl={"title": "Another work"})

    shown = preview(
        article,
        title="Typed title",
        body="Typed [@new].",
        **{
            "infobox-0-value": "Typed value",
            "citations-TOTAL_FORMS": "5",
            "citations-4-key": "new",
            "citations-4-reference": str(other.pk),
        },
    )

    assert [text in text_of(shown) for text in ("Typed title", "Typed value", "Another work")] == [True, True, True]
    assert "no reference is given" not in text_of(shown)
    assert fresh(article).row.title == "SMN1"


def test_a_preview_writes_nothing_and_takes_as_many_queries_for_three_rows_as_for_one(
    preview, django_assert_max_num_queries
):
    one, three = (
        make_page(
            f"p{count}",
            infobox=[{"label": f"Row {n}", "value": "x", "citekeys": ["a"]} for n in range(count)],
            citations={f"r{n}": make_reference(f"{count}-{n}").public_id for n in range(count)},
            relations=[{"to": make_hypothesis(f"h-{count}-{n}").public_id} for n in range(count)],
        )
        for count in (1, 3)
    )
    preview(one)

    counts = []
    for page in (one, three):
        with django_assert_max_num_queries(70) as queries:
            preview(page)
        counts.append(len(queries))
        written = [query["sql"] for query in queries if not query["sql"].startswith(("SELECT", "SAVEPOINT", "RELEASE"))]
        assert written == []

    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": ""}, "Title: This field is required."),
        ({"infobox-0-citekeys": "a b"}, "Sources: a b is no citekey: write keys such as finkel2017"),
        ({"citations-1-key": "a"}, "Please correct the duplicate data for key."),
        ({"body": "x" * (MAX_BODY + 1)}, "Body: The text is"),
        ({"body": "> " * 200 + "x"}, "Body: "),
        ({"body": "\x00"}, "Body: Null characters are not allowed."),
        ({"metadata": '{"a": NaN}'}, "Metadata: A number must be finite"),
        ({"infobox-TOTAL_FORMS": "many"}, "ManagementForm data is missing"),
    ],
)
def test_what_cannot_be_shown_is_told_in_one_sentence(changes, sentence, article, preview):
    answer = preview(article, **changes).json()

    assert list(answer) == ["refused"]
    assert answer["refused"].startswith(sentence)


def test_hostile_text_stays_text(article, preview):
    shown = preview(article, body="<script>alert(1)</script>", title="<img src=x onerror=alert(1)>").json()["html"]

    assert "<script" not in shown
    assert "<img" not in shown


def test_blocks_tell_their_lines_in_previews_alone(client, article, preview):
    shown = preview(article).json()["html"]

    assert re.findall(r'<(h2|p|table|tr)[^>]* data-line="(\d+)"', shown) == [
        ("h2", "1"), ("p", "3"), ("tr", "5"), ("tr", "7"), ("h2", "9"), ("p", "11"),
    ]  # fmt: skip
    assert "data-line" not in client.get(article.get_absolute_url()).content.decode()


def test_a_new_page_a_hypothesis_and_an_analysis_are_previewed_too(client, article, preview):
    form = add(client, "wikipage")
    new = client.post(
        "/admin/artifacts/wikipage/add/preview/", form.data | {"title": "New", "slug": "n", "body": "[@b]"}
    )

    assert 'class="cite unresolved"' in new.json()["html"]
    assert "Typed statement" in text_of(preview(make_hypothesis(), statement="Typed statement"))
    assert "Typed summary" in text_of(preview(make_analysis(), summary="Typed summary"))


def test_the_embed_has_neither_contents_nor_kind(article, preview):
    long = "\n\n".join(f"## Section {n}" for n in range(4))

    assert "Contents" in text_of(preview(article, body=long))
    assert text_of(preview(article, "?view=embed", body=long)).startswith("SMN1")
    assert "Contents" not in text_of(preview(article, "?view=embed", body=long))


def test_a_preview_shows_published_references_only(article, preview):
    draft = make_reference("draft", live=False)
    edit(article, citations={"a": draft.public_id, "b": "ref-b", "c": None})

    assert "its reference is not published yet" in text_of(preview(article))


def test_previews_are_for_those_who_may_change_by_post_with_a_token(client, article, editor, stranger):
    path = f"/admin/artifacts/wikipage/{article.pk}/preview/"
    without = get_user_model().objects.create_user("without", is_staff=True)

    assert client.post(path).status_code == 302
    client.force_login(stranger)
    assert client.post(path).status_code == 302
    assert client.get(FRAME).status_code == 302
    client.force_login(without)
    assert [client.post(address).status_code for address in (path, f"{ADD}preview/")] == [
        403,
        403,
    ]
    client.force_login(editor)
    assert client.get(path).status_code == 405
    assert client.post("/admin/artifacts/wikipage/999999/preview/").status_code == 404
    checked = Client(enforce_csrf_checks=True)
    checked.force_login(editor)
    assert checked.post(path).status_code == 403


def test_what_was_withdrawn_meanwhile_is_previewed_all_the_same(client, article, preview, editor):
    withdraw(article, by=editor, reason="Wrong.")

    assert preview(article).status_code == 200


def test_only_the_site_itself_frames_the_preview_and_no_script_runs_in_it(client, editor):
    client.force_login(editor)

    policy = client.get(FRAME)["Content-Security-Policy"]

    assert {"frame-ancestors 'self'", "script-src 'none'"} <= set(policy.split("; "))
    assert client.get(FRAME)["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-src 'self'" in client.get(ADD)["Content-Security-Policy"].split("; ")
    assert client.post(FRAME).status_code == 405
