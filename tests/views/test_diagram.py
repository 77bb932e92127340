"""The frame of a diagram: the one page that may hold inline style, and nothing else of anybody."""

from tests.helpers import make_page


def directives(response) -> dict[str, str]:
    return dict(part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";"))


def test_only_the_frame_of_a_diagram_may_hold_inline_style(client, db):
    frame, page = client.get("/diagram"), client.get(make_page("smn1").get_absolute_url())

    assert "'unsafe-inline'" in directives(frame)["style-src"]
    assert directives(frame)["script-src"] == "'self'"
    assert "unsafe" not in page["Content-Security-Policy"]
    assert directives(page)["frame-src"] == "'self'"


def test_the_frame_is_the_same_for_everyone_and_sets_no_cookie(client, db):
    response = client.get("/diagram?source=<script>alert(1)</script>")

    assert response.cookies == {}
    assert "alert" not in response.content.decode()
    assert response["Cache-Control"] == "public, max-age=300"
    assert client.post("/diagram").status_code == 405


def test_a_page_brings_what_draws_only_where_there_is_something_to_draw(client, db):
    plain = make_page("smn1", body="Nothing but words.")
    drawn = make_page("smn2", body="Where $x$ is small.")

    assert b'id="drawing"' not in client.get(plain.get_absolute_url()).content
    assert b'id="drawing"' in client.get(drawn.get_absolute_url()).content
