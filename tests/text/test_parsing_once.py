"""A text is parsed once for all who ask, and nobody who renders it changes what others get."""

from hypothesis import example, given
from hypothesis import strategies as st
from linkify_it import LinkifyIt

from artifacts.text import markdown
from artifacts.text.markdown import Context, cited_keys, parse, render
from artifacts.text.syntax import Linkifier
from tests.text.strategies import texts

PIECES = ("http://", "HTTPS:", "mailto:a@b.org", "//", "ftp:", "a.org", " ", ">", "_", ":", "/", "www.", "@", "ſ")
ADDRESSES = st.lists(st.sampled_from(PIECES)).map("".join)


def test_what_was_saved_is_not_parsed_again_to_be_rendered(monkeypatch):
    source = "# Once\n\nOnly.[@a]"
    assert cited_keys(source) == ("a",)

    monkeypatch.setattr(markdown, "parse_tokens", None)

    assert "Only." in render(parse(source), Context())


@given(texts)
def test_marks_of_one_rendering_are_not_in_the_next(source):
    plain = render(parse(source), Context())

    render(parse(source), Context(lines=True, unsourced=frozenset(range(50))))

    assert render(parse(source), Context()) == plain


@given(ADDRESSES)
@example("see ftp://a.org")
def test_what_holds_no_scheme_holds_no_address(text):
    stock = LinkifyIt(options={"fuzzy_link": False, "fuzzy_email": False, "fuzzy_ip": False})

    assert Linkifier().test(text) == bool(stock.test(text))
    assert Linkifier().pretest(text) or not stock.test(text)
