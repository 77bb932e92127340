"""Entries: what a reference file says of one work, and what was odd about it."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from artifacts.errors import ArtifactError
from artifacts.representations.csl import csl_title, csl_year, derived_identifiers
from artifacts.text.spellings import fold_title


class Note(NamedTuple):
    """Something to look at in a line of the file; what is in `params` is filled in when it is told."""

    line: int
    template: str
    params: dict = {}

    @property
    def sentence(self) -> str:
        return ArtifactError(self.template, **self.params).sentence


@dataclass(frozen=True)
class Entry:
    """One work: its CSL-JSON, the key that the file gives it, and the line that it begins in."""

    number: int
    line: int
    key: str
    csl: dict
    retracted: bool = False
    notes: tuple[Note, ...] = ()

    # Asked for many times while a file is looked at.
    @cached_property
    def identifiers(self) -> dict[str, str]:
        """`doi`, `pmid` and `pmcid`, normalised, as far as there are any; and `url`."""
        return derived_identifiers(self.csl)

    @cached_property
    def title(self) -> str:
        return csl_title(self.csl)

    @cached_property
    def folded_title(self) -> str:
        return fold_title(self.title)

    @property
    def year(self) -> int | None:
        return csl_year(self.csl)


@dataclass(frozen=True)
class Reading:
    """A file as it was read: its works, and the places of it that are no work."""

    format: str
    entries: tuple[Entry, ...]
    problems: tuple[Note, ...] = ()
