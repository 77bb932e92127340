"""Mending: what a repair is, what it did, and repairs that are the safe fixes of a rule of lint."""

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import NamedTuple

from artifacts.text.lint.findings import Edit, Finding, Rule, apply_edits
from artifacts.text.lint.subject import Subject, Target
from artifacts.text.lint.texts import Link, Text, Use, links_in, uses_in

MOST_EXAMPLES = 3
LONGEST_EXAMPLE = 80


class Page(Subject):
    """The subject of lint as a repair meets it; a repair that changes it makes a new one."""

    @cached_property
    def read(self) -> dict:
        """What was read of each text: those that did not change are not read again."""
        return {}

    def with_content(self, content: dict) -> "Page":
        page = Page(content, self.public_id, targets=self.targets)
        vars(page)["read"] = self.read
        return page

    @cached_property
    def texts(self) -> list[Text]:
        return [self.read.setdefault((Text, text), text) for text in super().texts]

    @cached_property
    def links(self) -> list[Link]:
        return [link for text in self.texts for link in self._read(links_in, text)]

    @cached_property
    def uses(self) -> list[Use]:
        return [use for text in self.texts for use in self._read(uses_in, text)]

    def target_of(self, link: Link) -> Target | None:
        """Where a link leads; one that leads home to the page's own name needs no title."""
        return None if self.content.get("slug") in link.keys else super().target_of(link)

    def _read(self, reader: Callable, text: Text) -> list:
        if (reader, text) not in self.read:
            self.read[reader, text] = list(reader(text))
        return self.read[reader, text]

    @cached_property
    def all_text(self) -> str:
        """Everything in it that is Markdown, to look for a sign in before anything is read."""
        return "\n".join(text.source for text in self.texts)

    @cached_property
    def folded_text(self) -> str:
        return self.all_text.casefold()

    def replaced(self, edit: Edit) -> str:
        """What stands where an edit is made; nothing where that is the kind of a row."""
        node = "" if edit.path[-1] == "kind" else self.content
        for step in edit.path if node else ():
            node = node[step]
        return node[edit.start : edit.end]


class Fix(NamedTuple):
    """`places` are the words of each place that was mended; `dropped` is text that went for good.

    `works` are works that stood in the text, by citekey, their fields named as in a dump's `refs_json`.
    """

    content: dict
    places: tuple[str, ...]
    dropped: tuple[str, ...] = ()
    works: tuple[tuple[str, dict], ...] = ()


class Mended(NamedTuple):
    """What one repair did to one artifact: how often, the words of a few places, and all that it dropped.

    `works` are the works that it took out of the text, as pairs of citekey and the fields that a dump's `refs_json`
    has for one: `("pmid32956555", {"pmid": "32956555"})`. Their keys stand in the content's `citations` and lead
    nowhere yet: the importer makes or finds each work as it does those of `refs_json`.
    """

    rule: str
    count: int
    examples: tuple[str, ...]
    dropped: tuple[str, ...] = ()
    works: tuple[tuple[str, dict], ...] = ()
    told: str = ""


class Repair(NamedTuple):
    """`mends` and `drops` say what for people, `drops` nothing where every visible word stays.

    `done` and `noun` make the sentence: `collapsed {}` and `doubled link`.
    """

    name: str
    mend: Callable[[Page], Fix | None]
    done: str
    noun: str
    mends: str
    drops: str = ""

    def tell(self, fix: Fix) -> Mended:
        return self.mended(len(fix.places), shortened(fix.places), fix.dropped, fix.works)

    def mended(self, count: int, examples: tuple[str, ...], dropped: tuple, works: tuple) -> Mended:
        names = ", ".join(f"“{example}”" for example in examples)
        more = ", …" if count > len(examples) and examples else ""
        told = self.done.format(counted(count, self.noun)) + (f" ({names}{more})" if names else "")
        return Mended(self.name, count, examples, dropped, works, told)


def counted(number: int, noun: str) -> str:
    """`1 stray bracket`, `2 stray brackets`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def shortened(places: Iterable[str]) -> tuple[str, ...]:
    """The first few that differ, none longer than a line."""
    examples: dict[str, None] = {}
    for place in places:
        words = " ".join(place[: 4 * LONGEST_EXAMPLE].split())
        if words:
            examples[words if len(words) <= LONGEST_EXAMPLE else words[: LONGEST_EXAMPLE - 2] + " …"] = None
        if len(examples) == MOST_EXAMPLES:
            break
    return tuple(examples)


def by_rule(
    rule: Rule, param: str, glance: Callable[[Page], bool] = bool, when: Callable[[Finding], bool] = bool
) -> Callable[[Page], Fix | None]:
    """A repair that makes the safe fixes of a rule of lint where a glance at the page says that there may be some.

    `param` is the one of a finding's that names the place; `when` tells which findings are mended.
    """

    def mend(page: Page) -> Fix | None:
        if page.kind not in rule.kinds or not glance(page):
            return None
        found = apart(one for one in rule.every(page) if one.edits and when(one))
        if not found:
            return None
        edits = [edit for one in found for edit in one.edits]
        places = tuple(str(one.params.get(param, "")) for one in found)
        return Fix(apply_edits(page.content, edits), places, tuple(filter(None, map(page.replaced, edits))))

    return mend


def apart(findings: Iterable[Finding]) -> list[Finding]:
    """Of findings whose edits overlap the first: an edit is made with all others of its finding, or not at all."""
    kept, ends = [], {}
    for one in findings:
        if all(edit.start >= ends.get(edit.path, 0) for edit in one.edits):
            kept.append(one)
            for edit in one.edits:
                ends[edit.path] = max(ends.get(edit.path, 0), edit.end)
    return kept
