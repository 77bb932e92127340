"""Findings: one defect of one artifact each, with the rule that found it, its place and, where it is safe, a fix."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import wraps
from itertools import islice
from typing import NamedTuple

# The severities, the worst first.
ERROR, WARNING, INFO = "error", "warning", "info"
SEVERITIES = (ERROR, WARNING, INFO)
# What a place is: a line of the body, an infobox row (both counted from 1), a citekey, a field's name, or the whole.
LINE, ROW, REFERENCE, FIELD, WHOLE = "line", "row", "reference", "field", "page"

# More of one rule than this nobody reads: when these are mended the next are found.
MOST_FINDINGS = 200


class Edit(NamedTuple):
    """In the text that stands at `path` in the content, the characters from `start` up to `end` become `text`.

    `path` is `("body",)`, `("title",)`, `("infobox", 2, "value")` …; places count code points, from 0.
    """

    path: tuple[str | int, ...]
    start: int
    end: int
    text: str


class Finding(NamedTuple):
    """`params` fill in the rule's sentence; `edits` are the safe fix, all of them or none; no edits, no fix."""

    rule: str = ""
    part: str = WHOLE
    place: str = ""
    params: dict = {}
    edits: tuple[Edit, ...] = ()


class Rule(NamedTuple):
    """`template` is a sentence with named places, marked for translation; `kinds` are the artifacts it looks at.

    `check` yields the first of many findings, which is what people are shown; `every` all of them.
    """

    name: str
    severity: str
    template: str
    check: Callable[["Subject"], Iterable[Finding]]  # noqa: F821 (artifacts.text.lint.subject, which needs none of this)
    kinds: tuple[str, ...] = ("page",)
    every: Callable[["Subject"], Iterable[Finding]] = tuple  # noqa: F821


def rule(name: str, severity: str, template: str, kinds: tuple[str, ...] = ("page",)):
    """Make a rule of a function that yields findings, which need not say whose they are; the first of many count."""

    def made(check) -> Rule:
        def found(subject) -> list[Finding]:
            return [one._replace(rule=name) for one in islice(check(subject), MOST_FINDINGS)]

        return Rule(name, severity, template, found, kinds, check)

    return made


def once(find):
    """Let several rules share what `find` finds in a subject: it is looked for when it is first asked for."""

    @wraps(find)
    def found(subject):
        if find not in subject.found:
            subject.found[find] = tuple(find(subject))
        return subject.found[find]

    return found


def apply_edits(content: dict, edits: Iterable[Edit]) -> dict:
    """The content with every edit made, their places being those of the content as it is given.

    Of two that overlap the one that comes first is made, and the other left for the next look.
    """
    by_path = defaultdict(list)
    for edit in edits:
        by_path[edit.path].append(edit)
    for path, wanted in by_path.items():
        content = _with_text(content, path, wanted)
    return content


def _with_text(node, path: tuple, edits: list[Edit]):
    """A copy of the tree in which the text at the end of a path is spliced; all else is shared."""
    if not path:
        return _spliced(node, edits)
    changed = list(node) if isinstance(node, list) else dict(node)
    changed[path[0]] = _with_text(node[path[0]], path[1:], edits)
    return changed


def _spliced(text: str, edits: list[Edit]) -> str:
    pieces, at = [], 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        if edit.start >= at:
            pieces += [text[at : edit.start], edit.text]
            at = edit.end
    return "".join([*pieces, text[at:]])
