"""What the rules look at: an artifact's content, and what the site knows of what it cites, links and names."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from artifacts.text.addresses import normalise_key
from artifacts.text.lint.empty_sections import empty_references, empty_twins
from artifacts.text.lint.findings import FIELD, LINE, ROW
from artifacts.text.lint.texts import Link, Text, Use, links_in, uses_in
from artifacts.text.outline import Section, read_outline

LONG_TEXTS = {"page": "body", "hypothesis": "statement", "analysis": "summary"}


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


@dataclass(eq=False)
class Subject:
    """`works` has an entry for each of `citekeys`, None for one that leads nowhere; `targets` by `target_keys`.

    `terms` are titles of other pages that stand in the text, with the address to link them to. What was not looked up
    is None: rules that need it then find nothing.
    """

    content: dict
    public_id: str = ""
    works: Mapping[str, Work | None] | None = None
    targets: Mapping[str, Target] | None = None
    terms: Mapping[str, str] | None = None

    @cached_property
    def found(self) -> dict:
        """What rules share of what they found (`findings.once`)."""
        return {}

    @property
    def kind(self) -> str:
        return self.content["kind"]

    @property
    def field(self) -> str:
        """The field that holds the artifact's long text; empty for a reference, which has none."""
        return LONG_TEXTS.get(self.kind, "")

    @cached_property
    def text(self) -> Text:
        """The long text: a page's body, a hypothesis's statement, an analysis's summary."""
        return Text((self.field,), LINE, "", self.content.get(self.field, ""))

    @property
    def body(self) -> str:
        return self.text.source

    @property
    def bare(self) -> str:
        """The body, its code and comments blanked out, as long as the body."""
        return self.text.bare

    @cached_property
    def sections(self) -> list[Section]:
        return read_outline(self.body, self.text.codeless)

    @cached_property
    def empty_twins(self) -> set[int]:
        """Which sections are the empty one of two of their name."""
        return set(empty_twins(self.sections))

    @cached_property
    def empty_references(self) -> set[int]:
        """Which sections are a list of references that holds nothing."""
        return set(empty_references(self.sections))

    @cached_property
    def headings(self) -> list[tuple[Section, int]]:
        """The sections that have a heading, and where each begins in the body."""
        return [(section, self.text.start_of(section.line)) for section in self.sections if section.level]

    @property
    def rows(self) -> list[dict]:
        return self.content.get("infobox", [])

    @property
    def evidence(self) -> list[dict]:
        return self.content.get("evidence", [])

    @cached_property
    def cells(self) -> list[Text]:
        """The cells of the infobox that hold anything, row by row."""
        return [
            Text(("infobox", number, cell), ROW, str(number + 1), row[cell])
            for number, row in enumerate(self.rows)
            for cell in ("label", "value")
            if row.get(cell)
        ]

    @cached_property
    def texts(self) -> list[Text]:
        """All of its Markdown: the long text, the cells of an infobox, the claims of evidence."""
        claims = [
            Text(("evidence", number, "claim"), FIELD, "evidence", piece["claim"])
            for number, piece in enumerate(self.evidence)
            if piece.get("claim")
        ]
        return [self.text, *self.cells, *claims]

    @cached_property
    def names(self) -> list[Text]:
        """What is no Markdown: the title, and an analysis's question; of a reference the title of its record."""
        title = (self.content.get("csl") or {}).get("title")
        texts = [(("csl", "title"), title if isinstance(title, str) else "")]
        texts += [((field,), self.content.get(field, "")) for field in ("title", "question")]
        return [Text(path, FIELD, path[-1], text) for path, text in texts if text]

    @cached_property
    def links(self) -> list[Link]:
        return [link for text in self.texts for link in links_in(text)]

    @cached_property
    def uses(self) -> list[Use]:
        return [use for text in self.texts for use in uses_in(text)]

    @cached_property
    def citekeys(self) -> list[str]:
        """Every key that is used or listed, once, in order of first use; evidence names its work by its id."""
        keys = [use.key for use in self.uses]
        keys += [key for row in self.rows for key in row.get("citekeys", [])]
        keys += [piece["reference"] for piece in self.evidence if piece.get("reference")]
        return list(dict.fromkeys([*keys, *self.content.get("citations", {})]))

    @cached_property
    def target_keys(self) -> set[str]:
        """Every key under which `targets` is asked: those that links name, and the ids of related works."""
        related = {normalise_key(relation["to"]) for relation in self.content.get("relations", [])}
        return related | {key for link in self.links for key in link.keys}

    def target_of(self, link: Link) -> Target | None:
        """Where an internal link leads, as far as that was looked up."""
        targets = self.targets or {}
        return next((targets[key] for key in link.keys if key in targets), None)
