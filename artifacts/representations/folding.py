"""Folding: one content brought into another, item by item; what both say otherwise is a choice with a default."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace

from artifacts.representations.changes import TEXTS
from artifacts.representations.decisions import BOTH, HAND, Decision
from artifacts.representations.items import ItemKey, Items, in_one_order, items_of, with_items
from artifacts.representations.merging import ABSENT, LISTS
from artifacts.text.citekeys import fresh_citekey, rename_citekeys
from artifacts.text.title_rules import BY_HAND, choose_title

TARGET, SOURCE = "target", "source"
# Rules of defaults, told to people by the screen that shows them.
EMPTY, CONTAINED, ADDED, KEPT, GENERAL = "empty", "contained", "added", "kept", "general"
GENERAL_TYPES = ("general", "entity")


@dataclass(frozen=True)
class Choice:
    """One item that the two sides say otherwise, or that the source alone has; an absent side is None."""

    key: ItemKey
    target: object
    source: object
    options: tuple[str, ...]
    default: str
    rule: str
    chosen: str
    text: str = ""

    @property
    def open(self) -> bool:
        """Whether no rule settles it and nobody has."""
        return self.chosen == ""

    @property
    def result(self) -> list:
        """The values that the item has afterwards: none, one or two."""
        sides = {TARGET: [self.target], SOURCE: [self.source], BOTH: [self.target, self.source], HAND: [self.text]}
        return [value for value in sides[self.chosen or self.default] if value is not None]


@dataclass(frozen=True)
class United:
    """The citations of both: by citekey the reference or None; how the source's keys are called in the target; and
    what to tell: `{"renamed": {old: new}, "same_work": {old: kept}, "added": [...], "resolved": [...]}`."""

    citations: dict
    names: dict[str, str]
    told: dict


@dataclass(frozen=True)
class Folded:
    """`kept` counts the target's items that the source has alike, or not at all."""

    content: dict
    choices: tuple[Choice, ...]
    united: United
    kept: int


def fold(target: dict, source: dict, decisions: Sequence[Decision | None] = (), works: Mapping | None = None) -> Folded:
    """The target's content with the source's brought in. The first choice is settled by the first decision, and so on;
    by its default where that is None. `works` says which reference ids are one work: `{id: id of the work}`."""
    united = unite_citations(target.get("citations", {}), source.get("citations", {}), works or {})
    source = with_citekeys(source, united.names)
    own, other = items_of({**target, "citations": {}}), items_of({**source, "citations": {}})
    choices, items, left = [], {}, iter(decisions)
    taken = own.keys() | other.keys()
    for key in in_one_order(own, other):
        mine, theirs = own.get(key, ABSENT), other.get(key, ABSENT)
        if theirs in (ABSENT, mine):
            items[key] = mine
            continue
        choice = settled(_choice(key, mine, theirs, target), next(left, None))
        choices.append(choice)
        items |= _outcome(key, choice, taken)
    content = with_items(target, {**items, **items_of({"citations": united.citations})})
    kept = sum(other.get(key, ABSENT) in (ABSENT, mine) for key, mine in own.items())
    return Folded(content, tuple(choices), united, kept)


def settled(choice: Choice, decision: Decision | None) -> Choice:
    if decision is None or decision.side not in choice.options:
        return choice
    return replace(choice, chosen=decision.side, text=decision.text if decision.side == HAND else "")


def _choice(key: ItemKey, mine, theirs, target: dict) -> Choice:
    sides = None if mine is ABSENT else mine, theirs
    options = [TARGET, SOURCE]
    if mine is not ABSENT and (key.part in TEXTS or key.part in LISTS and key.part != "relations"):
        options.append(BOTH)
    if key.part in TEXTS or key.part == "title":
        options.append(HAND)
    default, rule = _default(key, *sides, target)
    chosen = "" if rule == BY_HAND else default
    return Choice(key, *sides, tuple(options), default, rule, chosen)


def _default(key: ItemKey, mine, theirs, target: dict) -> tuple[str, str]:
    if mine is None:
        return SOURCE, ADDED
    if key.part == "title":
        return choose_title(mine, theirs, target.get("slug", ""))
    if mine in ("", [], {}):
        return SOURCE, EMPTY
    if theirs in ("", [], {}):
        return TARGET, EMPTY
    if key.part == "entity_type" and mine in GENERAL_TYPES and theirs not in GENERAL_TYPES:
        return SOURCE, GENERAL
    if key.part in TEXTS:
        words = [" ".join(text.split()) for text in (mine, theirs)]
        if words[0] in words[1]:
            return SOURCE, CONTAINED
        if words[1] in words[0]:
            return TARGET, CONTAINED
    return TARGET, KEPT


def _outcome(key: ItemKey, choice: Choice, taken: Set[ItemKey]) -> Items:
    """The item as it was decided; the second of both under a key that nothing else has."""
    found, place = {}, key
    for value in choice.result:
        while place in found or (found and place in taken):
            place = ItemKey(key.part, (*place.path[:-1], place.path[-1] + 1))
        found[place] = value
    return found


def unite_citations(target: dict, source: dict, works: Mapping[str, str]) -> United:
    """By work: a work that both cite keeps the target's key, and a key that means two works is renamed."""

    def work(reference):
        return works.get(reference, reference)

    united, names, taken = dict(target), {}, target.keys() | source.keys()
    keys = {work(reference): key for key, reference in reversed(target.items()) if reference}
    told = {"renamed": {}, "same_work": {}, "added": [], "resolved": []}
    for key, reference in source.items():
        standing = united.get(key)
        if key in united and (reference is None or work(standing) == work(reference)):
            continue
        if reference is not None and work(reference) in keys:
            names[key] = told["same_work"][key] = keys[work(reference)]
        elif key not in united:
            united[key] = reference
            told["added"].append(key)
        elif standing is None:
            united[key] = reference
            told["resolved"].append(key)
        else:
            fresh = fresh_citekey(key, taken)
            taken.add(fresh)
            names[key] = told["renamed"][key] = fresh
            united[fresh] = reference
        if reference is not None:
            keys.setdefault(work(reference), names.get(key, key))
    return United(united, names, told)


def renamed_by(told: Mapping) -> dict[str, str]:
    """How the source's citekeys are called in the target, by what was told of a merge (`United.told`)."""
    return {**told.get("renamed", {}), **told.get("same_work", {})} if isinstance(told, Mapping) else {}


def with_citekeys(content: dict, names: Mapping[str, str]) -> dict:
    """A page's content with some of its citekeys called otherwise, in its text and its rows."""
    if not names:
        return content
    rows = [
        {
            **row,
            **{cell: rename_citekeys(row[cell], names) for cell in ("label", "value")},
            "citekeys": list(dict.fromkeys(names.get(key, key) for key in row["citekeys"])),
        }
        for row in content["infobox"]
    ]
    citations = {names.get(key, key): reference for key, reference in content["citations"].items()}
    return {**content, "body": rename_citekeys(content["body"], names), "infobox": rows, "citations": citations}
