"""Snippets: the passage of a text that answers a query best, in pieces of which some are to be marked."""

from typing import NamedTuple

from artifacts.text.queries import Query
from artifacts.text.spellings import GREEK
from artifacts.text.terms import UNSPACED, WORD, terms

LENGTH = 240
# How far before the first word that was found the passage begins, and how many places of a word are looked at.
LEAD = 60
PLACES = 30
# Never alone on a line.
MORE = "\u00a0…"
# A text in which no spelling stands as it was typed is read word by word only so far.
READ_CLOSELY = 8_000
LETTERS = {name: letter for letter, name in ((chr(code), name) for code, name in GREEK.items())}


class Piece(NamedTuple):
    text: str
    marked: bool = False


def snippet(text: str, query: Query) -> list[Piece]:
    """A passage of about 240 characters that holds most of the query's words; empty where it holds none."""
    places = _places(text, query)
    if not places:
        return []
    start, end = _passage(text, places)
    pieces = marked(text[start:end], query)
    if not any(piece.marked for piece in pieces):
        return []
    return [*([Piece("… ")] if start else []), *pieces, *([Piece(MORE)] if end < len(text) else [])]


def beginning(text: str) -> list[Piece]:
    """How a text begins, to the end of a word."""
    start, end = _ends(text, 0)
    return [Piece(text[start:end] + (MORE if end < len(text) else ""))] if text else []


def marked(text: str, query: Query) -> list[Piece]:
    """A short text with the words of a query marked."""
    pieces, at = [], 0
    for start, end in _spans(text, query):
        pieces += [Piece(text[at:start]), Piece(text[start:end], marked=True)]
        at = end
    return [piece for piece in [*pieces, Piece(text[at:])] if piece.text]


def _spans(text: str, query: Query) -> list[tuple[int, int]]:
    wanted = query.terms
    alone = {phrase.terms[0] for word in query.words for phrase in word if len(phrase.terms) == 1}
    begun = tuple({phrase.terms[-1] for word in query.words for phrase in word if phrase.open})
    spans: list[tuple[int, int]] = []
    for match in WORD.finditer(text):
        if UNSPACED.search(match[0]):
            found = _pairs(match[0], match.start(), wanted)
        else:
            said = terms(match[0])
            fits = said and all(term in wanted or (begun and term.startswith(begun)) for term in said)
            # The 2 of SMN2 is none anywhere else: it has to stand behind the rest.
            number = match[0].isdigit() and not alone.intersection(said)
            behind = spans and match.start() - spans[-1][1] <= 1
            found = [match.span()] if fits and (behind or not number) else []
        for start, end in found:
            if spans and start <= spans[-1][1]:
                spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
            else:
                spans.append((start, end))
    return spans


def _pairs(run: str, offset: int, wanted: frozenset[str]) -> list[tuple[int, int]]:
    """The places of pairs of letters, or of single ones that were asked for."""
    return [
        (offset + n, offset + n + size)
        for n in range(len(run))
        for size in (2, 1)
        if len(run[n : n + size]) == size and run[n : n + size] in wanted
    ]


def _places(text: str, query: Query) -> dict[str, list[int]]:
    """Where words of the query may stand, by spelling."""
    lower = text.lower()
    if len(lower) != len(text):  # A letter that becomes two when it is folded would shift all that follows.
        lower = text
    needles = query.terms | {LETTERS[term] for term in query.terms if term in LETTERS}
    needles |= {part for part in query.text.lower().split() if len(part) > 1}
    found = {needle: places for needle in sorted(needles) if (places := _finds(lower, needle))}
    if not found and not text.isascii():
        words = (match for match in WORD.finditer(text, 0, READ_CLOSELY) if not match[0].isascii())
        close = [match.start() for match in words if not query.terms.isdisjoint(terms(match[0]))]
        found = {"": close[:PLACES]} if close else {}
    return found


def _finds(text: str, needle: str) -> list[int]:
    places, at = [], text.find(needle)
    while at >= 0 and len(places) < PLACES:
        if at == 0 or not text[at - 1].isalnum() or UNSPACED.match(needle):
            places.append(at)
        at = text.find(needle, at + len(needle))
    return places


def _passage(text: str, places: dict[str, list[int]]) -> tuple[int, int]:
    """The first stretch of the text in which most spellings stand, from a word's beginning to a word's end."""
    starts = sorted(place for found in places.values() for place in found)[: 2 * PLACES]

    def held(start: int) -> int:
        return sum(any(start <= place < start + LENGTH - LEAD for place in found) for found in places.values())

    return _ends(text, max(0, max(starts, key=lambda place: (held(place), -place)) - LEAD))


def _ends(text: str, start: int) -> tuple[int, int]:
    end = min(len(text), start + LENGTH)
    start = max(0, end - LENGTH)
    if start:
        start = next((at + 1 for at in range(start, min(start + 30, end)) if text[at].isspace()), start)
    if end < len(text):
        end = next((at for at in range(end, max(end - 30, start), -1) if text[at].isspace()), end)
    return start, end
