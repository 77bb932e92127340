"""The alphabet: publications of one type letter by letter, in natural order, with a count for each letter."""

from django.db.models import Count
from django.db.models.functions import Substr

from artifacts.text.ordering import INITIALS, initial_of, natural_key


class Alphabet:
    """A list for a paginator: it has a length and is sliced, and reads only the titles of letters that a slice touches.

    A query counts the first characters; a slice takes two more: the titles at hand, and the rows that are shown.
    """

    def __init__(self, rows):
        self.rows = rows.annotate(first=Substr("title", 1, 1))
        self.characters: dict[str, list[str]] = {initial: [] for initial in INITIALS}
        self.counts = dict.fromkeys(INITIALS, 0)
        for character, count in self.rows.order_by().values_list("first").annotate(count=Count("pk")):
            self.characters[initial_of(character)].append(character)
            self.counts[initial_of(character)] += count
        self.shown = [initial for initial in INITIALS if self.counts[initial]]

    def only(self, initial: str) -> "Alphabet":
        """Leave the entries of one letter; the counts stay."""
        self.shown = [initial]
        return self

    def __len__(self) -> int:
        return sum(self.counts[initial] for initial in self.shown)

    def __getitem__(self, wanted: slice) -> list:
        touched, skipped, end = [], 0, 0
        for initial in self.shown:
            start, end = end, end + self.counts[initial]
            if end <= wanted.start:
                skipped = end
            elif start < wanted.stop:
                touched.append(initial)
        keys = self._in_order(touched)[wanted.start - skipped : wanted.stop - skipped]
        found = self.rows.in_bulk(keys)
        return [found[pk] for pk in keys if pk in found]

    def _in_order(self, initials: list[str]) -> list[int]:
        characters = [character for initial in initials for character in self.characters[initial]]
        places = {character: place for place, initial in enumerate(initials) for character in self.characters[initial]}
        titles = list(self.rows.filter(first__in=characters).order_by().values_list("first", "title", "pk"))
        titles.sort(key=lambda row: (places[row[0]], natural_key(row[1]), row[2]))
        return [pk for _first, _title, pk in titles]
