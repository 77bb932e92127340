"""Embeds in a browser, in the page of another site: each frame as high as its content, by nobody's word but its own."""

import functools
import http.server
import threading

import pytest

FRAMES = """<!doctype html><title>Another site</title><link rel="icon" href="data:,">
<iframe id="whole" src="{site}/artifact/wiki-genes-smn2?embed=1" width="100%" height="300"></iframe>
<iframe id="part" src="{site}/artifact/wiki-therapeutics-nusinersen?embed=1&amp;part=infobox" width="100%" height="300"
 style="box-sizing: border-box; border: 5px solid"></iframe>
<iframe id="foreign" src="/foreign.html" width="100%" height="300"></iframe>
"""
FOREIGN = """<!doctype html><title>A stranger</title>
<script>
for (const frame of [0, 1, 2]) parent.postMessage({ type: "scidex:height", id: "wiki-genes-smn2", height: 17 }, "*");
parent.frames[0].postMessage({ type: "scidex:ask" }, "*");
</script>
"""


@pytest.fixture
def elsewhere(site, tmp_path):
    """The address of another site on this machine, with a page that embeds ours."""
    frames = FRAMES.format(site=site)
    (tmp_path / "plain.html").write_text(frames)
    (tmp_path / "scripted.html").write_text(f'{frames}<script src="{site}/embed.js" async></script>')
    (tmp_path / "foreign.html").write_text(FOREIGN)

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_args):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(tmp_path)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def heights(page) -> dict[str, int]:
    """How high each frame is inside."""
    return {
        frame.get_attribute("id"): frame.evaluate("it => it.clientHeight") for frame in page.locator("iframe").all()
    }


def contents(page) -> dict[str, int]:
    measured = "() => Math.ceil(document.documentElement.getBoundingClientRect().height)"
    return {
        name: page.locator(f"#{name}").element_handle().content_frame().evaluate(measured) for name in ("whole", "part")
    }


def settle(page) -> None:
    """Waits until the frames are loaded and their heights stand still."""
    page.wait_for_load_state("networkidle")
    before = None
    while before != (before := heights(page)):
        page.wait_for_timeout(400)


def test_each_frame_is_as_high_as_its_content_and_follows_it(page, elsewhere):
    page.goto(f"{elsewhere}/scripted.html")
    settle(page)
    wide = heights(page), contents(page)
    page.set_viewport_size({"width": 400, "height": 700})
    settle(page)
    narrow = heights(page), contents(page)

    for shown, needed in (wide, narrow):
        assert shown == {**needed, "foreign": 300}
    assert narrow[0]["whole"] > wide[0]["whole"] > 300
    assert page.context.cookies() == []


def test_without_the_script_a_frame_keeps_its_height_and_scrolls(page, elsewhere, complaints):
    page.goto(f"{elsewhere}/plain.html")
    settle(page)

    assert heights(page) == {"whole": 300, "part": 300 - 10, "foreign": 300}
    assert contents(page)["whole"] > 300
    assert complaints == []


def test_one_tries_a_part_and_sees_what_others_will(page, site, complaints, barriers):
    page.goto(f"{site}/artifact/wiki-therapeutics-nusinersen")
    page.get_by_role("link", name="choose a part").click()
    page.get_by_label("Part").select_option("infobox")
    page.get_by_label("Theme").select_option("dark")
    page.get_by_role("button", name="Show").click()
    settle(page)

    frame = page.frames[1]
    assert frame.url.endswith("?embed=1&part=infobox&theme=dark")
    assert frame.locator(".infobox").is_visible()
    assert page.locator(".framed iframe").evaluate("it => it.clientHeight") == frame.evaluate(
        "() => Math.ceil(document.documentElement.getBoundingClientRect().height)"
    )
    assert "part=infobox&amp;theme=dark" in page.locator("pre code").first.inner_text()
    assert (complaints, barriers()) == ([], [])
