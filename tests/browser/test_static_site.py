"""The static site in a browser: served by nothing but a file server, it asks for nothing that is not there."""

import functools
import http.server
import threading

import pytest
from django.core.management import call_command

from tests.helpers import make_hypothesis, make_page, make_reference

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args):
        pass


@pytest.fixture
def address(tmp_path):
    work = make_reference("a")
    hypothesis = make_hypothesis()
    body = "See [two](/genes/two).[@a]\n\n```mermaid\ngraph TD; A-->B\n```\n\nSo $x^2$."
    make_page("two", title="Two", body="The second.")
    relations = [{"to": hypothesis.public_id, "reason": "Same gene."}]
    make_page("one", title="One", body=body, citations={"a": work.public_id}, relations=relations)
    call_command("export_site", tmp_path / "site", "--processes", "1")
    handler = functools.partial(Quiet, directory=tmp_path / "site")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_readers_go_from_page_to_page_and_nothing_is_asked_for_in_vain(page, address):
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("requestfailed", lambda request: complaints.append(request.url))
    page.on("response", lambda response: response.status >= 400 and complaints.append(response.url))

    page.goto(address)
    page.get_by_role("link", name="Gene").first.click()
    page.get_by_role("link", name="One").click()
    page.locator(".prose a.to-page").first.hover()
    page.get_by_role("tooltip").get_by_text("Two", exact=True).wait_for()
    page.locator(".formula").wait_for()
    page.frame_locator("figure iframe").locator("svg").first.wait_for()
    page.goto(f"{address}/wiki/genes-two/")
    page.wait_for_url("**/artifact/wiki-genes-two/")

    assert page.locator("h1").inner_text() == "Two"
    assert complaints == []
