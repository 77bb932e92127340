"""Titles: which pages of the site a text names, by an index of all titles that each process keeps up to date."""

import re
from collections.abc import Iterable
from threading import Lock

from django.db.models import Max

from artifacts.models import Artifact, RevisionInfo, WikiPage
from artifacts.text.lint.targets import canonical_path

WORD = re.compile(r"\w+")
# Longer titles are sentences, which no text names in passing.
MOST_WORDS = 8
# One or two signs, or a plain number, stand for too many things to be linked.
LEAST_SIGNS = 3
# Revisions are numbered when they are written and seen when they are committed: so many are looked at again.
OVERLAP = 200


class TitleIndex:
    """Every title by its words, case-folded, and the page that bears it: 20,000 take some 10 MB.

    What stands in it is a hint, never the truth: `terms_of` asks the database before it tells of a page.
    """

    def __init__(self):
        self._pages: dict[tuple[str, ...], dict[int, None]] = {}
        # How many words the longest title has that begins, or ever began, with a word: most words begin none.
        self._longest: dict[str, int] = {}
        self._words: dict[int, tuple[str, ...]] = {}
        self._seen = 0
        self._lock = Lock()

    def mentioned_in(self, texts: Iterable[tuple[str, int | None]]) -> list[set[int]]:
        """The primary keys of other pages whose title stands in each text as whole words, those within longer ones too.

        Each text comes with the primary key of its own page.
        """
        self._bring_up_to_date()
        return [self._mentioned(text) - {own} for text, own in texts]

    def _mentioned(self, text: str) -> set[int]:
        words = list(map(str.casefold, WORD.findall(text)))
        found = set()
        for at in [at for at, word in enumerate(words) if word in self._longest]:
            for length in range(1, min(self._longest[words[at]], len(words) - at) + 1):
                found |= self._pages.get(tuple(words[at : at + length]), {}).keys()
        return found

    def forget(self) -> None:
        self._pages, self._longest, self._words, self._seen = {}, {}, {}, 0

    def _bring_up_to_date(self) -> None:
        """Read the pages of the revisions that were written since; a withdrawn or merged page has one of its own."""
        with self._lock:
            since = RevisionInfo.objects.filter(artifact__kind=Artifact.Kind.PAGE, pk__gt=self._seen - OVERLAP)
            rows = since.order_by().values_list("artifact_id", "artifact__wikipage__title").annotate(last=Max("pk"))
            for pk, title, last in rows.iterator():
                self._put(pk, title or "")
                self._seen = max(self._seen, last)

    def _put(self, pk: int, title: str) -> None:
        if (old := self._words.pop(pk, None)) is not None:
            self._pages[old].pop(pk)
        words = tuple(map(str.casefold, WORD.findall(title)))
        if 0 < len(words) <= MOST_WORDS and len(title.strip()) >= LEAST_SIGNS and not title.strip().isdecimal():
            self._words[pk] = words
            self._longest[words[0]] = max(len(words), self._longest.get(words[0], 0))
            self._pages.setdefault(words, {})[pk] = None


titles = TitleIndex()


def terms_of(texts: Iterable[tuple[str, int | None]]) -> list[dict[str, str]]:
    """For each text, and the primary key of the page it stands on: titles of other active pages in it, with the path to
    link each to; what two pages are called is none. Two queries."""
    found = titles.mentioned_in(texts)
    rows = WikiPage.objects.filter(pk__in=set().union(*found), artifact__state=Artifact.State.ACTIVE)
    pages = {pk: (title, public_id) for pk, title, public_id in rows.values_list("pk", "title", "artifact__public_id")}
    return [_unambiguous(pages[pk] for pk in pks if pk in pages) for pks in found]


def _unambiguous(pages: Iterable[tuple[str, str]]) -> dict[str, str]:
    named: dict[str, list[str]] = {}
    for title, public_id in pages:
        named.setdefault(title, []).append(public_id)
    return {title: canonical_path(ids[0]) for title, ids in sorted(named.items()) if len(ids) == 1}
