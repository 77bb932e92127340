"""Old revisions: what their banner says, where they lead, and what is shown when they cannot be read."""

import json

import pytest
from lxml import html

from artifacts.domain.naming import name_revision
from artifacts.domain.publish import publish
from artifacts.domain.restore import carry_out, plan_restore
from artifacts.domain.suppress import suppress
from artifacts.errors import DocumentError
from artifacts.representations import document
from artifacts.representations.document import pack, unpack_raw
from tests.helpers import edit, fresh, make_page, make_reference, someone

pytestmark = pytest.mark.django_db
ADDRESS = "/artifact/wiki-genes-smn1"


def tree(response):
    return html.fromstring(response.content.decode())


def banner(client, number: int) -> str:
    return " ".join(tree(client.get(f"{ADDRESS}/r/{number}")).xpath("//div[@role='status']")[0].text_content().split())


def neighbours(client, number: int) -> list[str]:
    return tree(client.get(f"{ADDRESS}/r/{number}")).xpath("//div[@role='status']//a[@rel]/@href")


def store(revision, **changes) -> None:
    """Put another document in the place of a revision's, as another version of SciDEX would have stored it."""
    stored = unpack_raw(revision.version.serialized_data) | changes
    revision.version.serialized_data = pack(stored)
    revision.version.save()


def test_the_banner_tells_number_author_name_and_review(client, editor, reviewer):
    page = make_page("smn1")
    saved = edit(page, by=editor, summary="Why", title="SMN 1")
    publish(saved.revision, by=reviewer)
    name_revision(saved.revision, "v1.0", by=reviewer)
    edit(page, title="SMN-1", live=True)
    day = f"{saved.revision.date:%-d %B %Y}"

    told = banner(client, 2)

    assert told.startswith(
        f"Revision 2 of 3, {day}, by Edith Editor. v1.0 “Why” Review: approved on {day} by Rhea Reviewer See"
    )
    assert "Review: unreviewed See" in banner(client, 1)
    assert "not reviewed yet" not in client.get(f"{ADDRESS}/r/1").content.decode()


def test_it_leads_to_the_neighbours_that_whoever_asks_may_see_and_read(client, reviewer):
    page = make_page("smn1")
    edit(page, title="Two")
    for number in (3, 4, 5):
        edit(page, title=f"Title {number}", live=True)
    suppress(page.revisions.get(number=3), by=someone(), reason="Privacy.")

    public = [neighbours(client, number) for number in (1, 4, 5)]
    client.force_login(reviewer)
    staff = neighbours(client, 4)

    assert public == [[f"{ADDRESS}/r/4"], [f"{ADDRESS}/r/1", f"{ADDRESS}/r/5"], [f"{ADDRESS}/r/4"]]
    assert staff == [f"{ADDRESS}/r/2", f"{ADDRESS}/r/5"]


def test_staff_see_the_raw_document_escaped_and_nobody_else_does(client, reviewer):
    make_page("smn1", body="<script>alert(1)</script>")

    public = [client.get(f"{ADDRESS}/r/1"), client.get(f"{ADDRESS}/r/1?raw=1")]
    client.force_login(reviewer)
    linked, raw = client.get(f"{ADDRESS}/r/1"), client.get(f"{ADDRESS}/r/1?raw=1")

    assert [(answer.status_code, "raw=1" in answer.content.decode()) for answer in public] == [
        (200, False),
        (404, False),
    ]
    assert tree(linked).xpath("//a[@href='?raw=1']/text()") == ["Raw document"]
    stored = json.loads(tree(raw).xpath("//pre/text()")[0])
    assert (stored["schema"], stored["content"]["body"]) == (1, "<script>alert(1)</script>")
    assert (raw["Cache-Control"], raw["X-Robots-Tag"], b"<script>alert" in raw.content) == (
        "private, no-store",
        "noindex",
        False,
    )


def test_a_document_that_cannot_be_read_is_told_why_and_shown_raw_to_staff(client, reviewer):
    page = make_page("smn1")
    edit(page, title="Two", live=True)
    store(page.revisions.get(number=1), schema=99)
    sentence = "The stored document has schema 99, which this version cannot read."

    public = client.get(f"{ADDRESS}/r/1")
    client.force_login(reviewer)
    staff = client.get(f"{ADDRESS}/r/1")

    assert [answer.status_code for answer in (public, staff)] == [200, 200]
    assert [tree(answer).xpath("//blockquote/text()") for answer in (public, staff)] == [[sentence]] * 2
    assert tree(public).xpath("//pre") == []
    assert json.loads(tree(staff).xpath("//pre/text()")[0])["content"]["title"] == "SMN1"
    with pytest.raises(DocumentError, match=sentence):
        plan_restore(page.revisions.get(number=1))


def test_a_damaged_document_is_told_as_such(client, reviewer):
    page = make_page("smn1")
    edit(page, title="Two", live=True)
    page.revisions.get(number=1).version.__class__.objects.filter(info__number=1).update(serialized_data="nonsense")
    client.force_login(reviewer)

    for path in ("r/1", "r/1?raw=1"):
        shown = client.get(f"{ADDRESS}/{path}")
        assert shown.status_code == 200
        assert tree(shown).xpath("//blockquote/text()")[0].startswith("The stored document is damaged")


def test_a_document_of_an_older_schema_is_shown_and_restored_in_todays(client, monkeypatch):
    page = make_page("smn1", title="Old title")
    edit(page, title="New title", live=True)
    first = page.revisions.get(number=1)
    old = unpack_raw(first.version.serialized_data)["content"]
    store(first, schema=0, content={**{key: old[key] for key in old if key != "title"}, "name": old["title"]})

    def upcast(stored: dict) -> dict:
        content = dict(stored["content"])
        content["title"] = content.pop("name")
        return {**stored, "schema": 1, "content": content}

    monkeypatch.setitem(document.UPCASTS, 0, upcast)

    shown = client.get(f"{ADDRESS}/r/1")
    carry_out(plan_restore(page.revisions.get(number=1)), by=someone(), base=2)

    assert tree(shown).xpath("//h1/text()") == ["Old title"]
    assert fresh(page).row.title == "Old title"


def test_what_was_suppressed_is_shown_no_more_by_the_revisions_that_pin_it(client):
    reference = make_reference(csl={"title": "A private title"})
    page = make_page("smn1", body="So it is.[@a]", citations={"a": reference.public_id})
    edit(page, body="So it was.[@a]", live=True)
    edit(reference, csl={**reference.row.csl, "title": "A public title"}, live=True)
    before = client.get(f"{ADDRESS}/r/1").content.decode()

    suppress(reference.revisions.get(number=1), by=someone(), reason="Privacy.")

    after = client.get(f"{ADDRESS}/r/1").content.decode()
    assert ["A private title" in shown for shown in (before, after)] == [True, False]
