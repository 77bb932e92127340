"""What the rules look at: an artifact's content, and what the site knows of what it cites, links and names."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from artifacts.text.code import without_code
from artifacts.text.outline import Section, read_outline


class Work(NamedTuple):
    """A reference: `status` as its record has it; `label` is what people know it by."""

    public_id: str
    label: str
    status: str = "unverified"
    published: bool = True


class Target(NamedTuple):
    """Where a link leads; `redirect` where the key that the link names is not the target's own."""

    public_id: str
    title: str
    entity_type: str = ""
    state: str = "active"
    redirect: bool = False


@dataclass(frozen=True)
class Subject:
    """`works` has an entry for each citekey, None for one that leads nowhere; `targets` by the key that a link names.

    `terms` are titles of other pages that stand in the text, with the address to link them to. What was not looked up
    is None: rules that need it then find nothing.
    """

    content: dict
    public_id: str = ""
    works: Mapping[str, Work | None] | None = None
    targets: Mapping[str, Target] | None = None
    terms: Mapping[str, str] | None = None

    @property
    def kind(self) -> str:
        return self.content["kind"]

    @cached_property
    def body(self) -> str:
        """The long text of the artifact: a page's body, a hypothesis's statement, an analysis's summary."""
        return self.content.get({"hypothesis": "statement", "analysis": "summary"}.get(self.kind, "body"), "")

    @cached_property
    def bare(self) -> str:
        """The body, its code blanked out: as long as the body, so that places are the same in both."""
        return without_code(self.body)

    @cached_property
    def sections(self) -> list[Section]:
        return read_outline(self.body)
