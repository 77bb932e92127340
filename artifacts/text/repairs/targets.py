"""Targets: where links lead, from nothing but titles and aliases, as the rules of lint ask for it."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from artifacts.text.lint.subject import Target

NONE: Mapping[str, str] = MappingProxyType({})


class Targets(Mapping):
    """`titles` by an artifact's key; `aliases` lead other keys to it. Made when asked: there may be very many."""

    def __init__(self, titles: Mapping[str, str], aliases: Mapping[str, str]):
        self.titles, self.aliases = titles, aliases

    def __getitem__(self, key: str) -> Target:
        known = self.aliases.get(key, key)
        return Target(known, self.titles[known], redirect=known != key)

    def __bool__(self) -> bool:
        """Without counting them."""
        return True

    def __contains__(self, key) -> bool:
        return self.aliases.get(key, key) in self.titles

    def __iter__(self) -> Iterator[str]:
        return iter({**self.titles, **self.aliases})

    def __len__(self) -> int:
        return len({**self.titles, **self.aliases})
