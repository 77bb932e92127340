"""The shape of a synthetic corpus: how many rows its tables have, and which pages stand there twice."""

from dataclasses import dataclass
from functools import cached_property
from math import gcd

# What the corpus is modelled on: pages, of these pairs, those with one artifact alone, and pairs whose titles differ.
MODEL = 18_971
PAIRS, ONLY_PREFIXED, ONLY_BARE = 17_470, 1_179, 322
# Of the artifacts without a twin, those that no row of the wiki stands behind.
WITHOUT_ROW = 118
TITLES = {"extended": 322, "slug": 119, "longer": 19, "capitals": 5, "by hand": 1}


@dataclass(frozen=True)
class Shape:
    """`pages` are slugs; the other tables follow from them. Edges and links are given per page."""

    pages: int
    edges_per_page: float = 700_000 / 19_000
    links_per_page: float = 14

    @property
    def hypotheses(self) -> int:
        return max(1, round(self.pages / 10))

    @property
    def analyses(self) -> int:
        return max(1, round(self.pages / 20))

    @property
    def papers(self) -> int:
        return max(1, round(self.pages * 16 / 19))

    @property
    def edges(self) -> int:
        return round(self.pages * self.edges_per_page)

    @property
    def links(self) -> int:
        return round(self.pages * self.links_per_page)

    @cached_property
    def pairs(self) -> int:
        return round(self.pages * PAIRS / MODEL)

    @cached_property
    def _bare_from(self) -> int:
        """From this position on a page has its bare artifact alone; before, and behind the pairs, its prefixed one."""
        return self.pages - round(self.pages * ONLY_BARE / MODEL)

    @cached_property
    def _without_row_from(self) -> int:
        return self._bare_from - round(self.pages * WITHOUT_ROW / MODEL)

    @cached_property
    def _stride(self) -> int:
        stride = 7_368_787 % self.pages or 1
        while gcd(stride, self.pages) > 1:
            stride += 1
        return stride

    def position(self, number: int) -> int:
        """Where a page stands in an order that has nothing to do with its number: what shares are taken of."""
        return (number * self._stride + self.pages // 3) % self.pages

    def is_pair(self, number: int) -> bool:
        return self.position(number) < self.pairs

    def has_prefixed(self, number: int) -> bool:
        return self.position(number) < self._bare_from

    def has_bare(self, number: int) -> bool:
        return not self.pairs <= self.position(number) < self._bare_from

    def has_row(self, number: int) -> bool:
        return not self._without_row_from <= self.position(number) < self._bare_from

    @cached_property
    def _titles_from(self) -> list[tuple[int, str]]:
        """Where among the positions each of the ways ends in which titles differ; each has one pair at least."""
        ends, end = [], 0
        for name, count in TITLES.items():
            end += max(1, round(self.pages * count / MODEL))
            ends.append((end, name))
        return ends

    def title_rule(self, number: int) -> str:
        """By which rule the titles of a pair are settled; empty where they are the same."""
        at = self.position(number)
        if at >= min(self.pairs, self._titles_from[-1][0]):
            return ""
        return next(name for end, name in self._titles_from if at < end)
