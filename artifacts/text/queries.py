"""Queries: what a reader typed, as words that must all be found, each in one of its spellings."""

import re
from dataclasses import dataclass, replace

from artifacts.text.spellings import PLURAL
from artifacts.text.terms import UNSPACED, fold, terms

MOST_CHARACTERS = 200
MOST_WORDS = 8
# A longer word, such as a sentence without blanks, is looked for by its beginning.
MOST_TERMS = 12
PART = re.compile(r'"([^"]+)"|(\S+)')
LETTERS_DIGITS = re.compile(r"([a-z]{1,8})(\d{1,4})")
LONGEST_JOINED = 20
SHORTEST_COUNTED = 4
SHORTEST_BEGUN = 3


@dataclass(frozen=True)
class Phrase:
    """Terms that stand one behind another; the last is a beginning where `open`."""

    terms: tuple[str, ...]
    open: bool = False


@dataclass(frozen=True)
class Query:
    """`text` is what was typed; of each word any one phrase will do."""

    text: str
    words: tuple[tuple[Phrase, ...], ...]

    @property
    def folded(self) -> str:
        """The whole query as titles are compared."""
        return fold(self.text)

    @property
    def terms(self) -> frozenset[str]:
        """Every term that may stand for a part of it in a text."""
        return frozenset(term for word in self.words for phrase in word for term in phrase.terms)

    def opened(self, *, last_only: bool = False) -> "Query":
        """The same with words that may go on: `dopamin` finds dopamine; or with the last alone, still being typed."""
        if last_only:
            return replace(self, words=(*self.words[:-1], *(_open(word, 1) for word in self.words[-1:])))
        return replace(self, words=tuple(_open(word, SHORTEST_BEGUN) for word in self.words))


def parse_query(text: str) -> Query:
    """Read what was typed, however long and in whatever script: signs that are no words are passed over."""
    text = " ".join(text[: 10 * MOST_CHARACTERS].replace("\x00", " ").split())[:MOST_CHARACTERS].strip()
    words = []
    for quoted, plain in PART.findall(text):
        if spellings := _spellings(quoted or plain, literal=bool(quoted)):
            words.append(spellings)
    return Query(text, tuple(dict.fromkeys(words))[:MOST_WORDS])


def query_of(words: list[str]) -> Query:
    return parse_query(" ".join(words))


def _spellings(word: str, *, literal: bool) -> tuple[Phrase, ...]:
    found = tuple(terms(word)[:MOST_TERMS])
    if not found:
        return ()
    if UNSPACED.search(word):
        # The last letter of a run stands alone only where texts end with it.
        whole = found[:-1] if len(found) > 1 and len(found[-1]) == 1 and UNSPACED.match(found[-1]) else found
        return (Phrase(whole, open=len(whole[-1]) == 1 and UNSPACED.match(whole[-1]) is not None),)
    if literal:
        return (Phrase(found),)
    if len(found) > 1:
        joined = "".join(found)
        return (Phrase(found), *([Phrase((joined,))] if len(joined) <= LONGEST_JOINED else []))
    if match := LETTERS_DIGITS.fullmatch(found[0]):
        return (Phrase(found), Phrase(match.groups()))
    return tuple(Phrase((form,)) for form in _numbers(found[0]))


def _numbers(word: str) -> list[str]:
    """A word in singular and plural, as far as a rule can tell: `kinase`, `kinases`."""
    if len(word) < SHORTEST_COUNTED or not (word.isascii() and word.isalpha()):
        return [word]
    if word.endswith("ies"):
        return [word, f"{word[:-3]}y"]
    if word.endswith("y") and word[-2] not in "aeiou":
        return [word, f"{word[:-1]}ies"]
    singular = PLURAL.sub("", word)
    return [word, singular if singular != word else f"{word}s"]


def _open(word: tuple[Phrase, ...], shortest: int) -> tuple[Phrase, ...]:
    return tuple(replace(phrase, open=phrase.open or len(phrase.terms[-1]) >= shortest) for phrase in word)
