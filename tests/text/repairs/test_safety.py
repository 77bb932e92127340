"""Repairs are safe: no word is lost unnamed, and a second time changes nothing."""

import re
from html import unescape

from hypothesis import given, settings
from hypothesis import strategies as st

from artifacts.text.repairs import REPAIRS, repair_page
from tests.cases import read_cases
from tests.text.repairs.contents import ALIASES, TITLES, page
from tests.text.repairs.test_cases import FILES
from tests.text.strategies import texts

# What readers do not see, and what it leaves between the words around it.
JOINED = re.compile(r"\]\([^()\n]*\)|\[|\]")
DRESS = re.compile(r"</?(?:a|b|span)\b[^<>]*>", re.IGNORECASE)
UNSEEN = re.compile(r"<!--.*?-->|<[^<>]*>|\{[#.:][^{}\n]*\}|\[@[^\[\]]*\]", re.DOTALL)
WORD = re.compile(r"\w+")
GIVEN = st.sampled_from([case.given for name in FILES for case in read_cases(f"repairs_{name}.txt")])
bodies = (
    texts
    | st.lists(GIVEN, min_size=1, max_size=4).map("\n\n".join)
    | st.lists(GIVEN, max_size=3).map("".join)
    | st.tuples(GIVEN, texts, GIVEN).map("\n".join)
)


def words(*pieces: str) -> set[str]:
    """Visible words, case folded."""
    seen = (JOINED.sub("", UNSEEN.sub(" ", DRESS.sub("", unescape(unescape(piece))))) for piece in pieces)
    return {word.casefold() for text in seen for word in WORD.findall(text)}


def shown(content: dict) -> list[str]:
    return [
        content["body"],
        content["title"],
        *(row[cell] for row in content["infobox"] for cell in ("label", "value")),
    ]


def repaired(content: dict, **options):
    return repair_page(content, titles=TITLES, aliases=ALIASES, **options)


@settings(max_examples=200, deadline=None)
@given(bodies)
def test_every_visible_word_stays_or_is_named_as_dropped(body):
    content = page(body)

    # Which changes letters inside of words.
    after, mended = repaired(content, without={"mojibake"})

    dropped = [piece for one in mended for piece in one.dropped]
    assert words(*shown(content)) <= words(*shown(after), *dropped)


@settings(max_examples=200, deadline=None)
@given(bodies)
def test_a_second_time_changes_nothing(body):
    after, _mended = repaired(page(body))

    assert repaired(after) == (after, [])


LOSSLESS = sorted(name for name, repair in REPAIRS.items() if not repair.drops)


@settings(max_examples=100, deadline=None)
@given(bodies, st.sampled_from(LOSSLESS))
def test_a_repair_that_drops_nothing_keeps_every_visible_word(body, name):
    content = page(body)

    after, _mended = repaired(content, without=REPAIRS.keys() - {name})

    assert words(*shown(content)) <= words(*shown(after))


@settings(max_examples=100, deadline=None)
@given(bodies)
def test_the_given_content_is_not_changed(body):
    content, same = page(body), page(body)

    repaired(content)

    assert content == same
