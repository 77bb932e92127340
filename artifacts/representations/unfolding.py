"""Unfolding: a merge taken back. What changed since is given to either side, item by item; all else to whom it was."""

from collections.abc import Sequence
from dataclasses import dataclass

from artifacts.representations.decisions import BOTH
from artifacts.representations.folding import SOURCE, TARGET, with_citekeys
from artifacts.representations.items import ItemKey, differing, items_of, mixed, with_items
from artifacts.representations.merging import ABSENT
from artifacts.text.markdown import cited_keys

SIDES = (TARGET, SOURCE, BOTH)


@dataclass(frozen=True)
class Change:
    """One item that was changed since the merge: as the merge left it, as it is now, and who is to have it.

    An absent one is None.
    """

    key: ItemKey
    merged: object
    now: object
    default: str
    chosen: str


@dataclass(frozen=True)
class Unfolded:
    target: dict
    source: dict
    changes: tuple[Change, ...]


def unfold(
    before: dict,
    merged: dict,
    now: dict,
    source: dict,
    choices: Sequence[str | None] = (),
    names: dict | None = None,
    others: Sequence[dict] = (),
) -> Unfolded:
    """The target as it was before the merge and the source as it is, but for what changed on the target since `merged`.

    The first change is settled by the first choice, `target`, `source` or `both`, and so on. Unless one is given, what
    the merge had brought goes to the source and everything else stays. `names` are the citekeys that the merge renamed,
    `others` what was merged into the target since: what one of them says too is asked about, and stays.
    """
    was, left, stands, given = (items_of(content) for content in (before, merged, now, source))
    changes, settled = [], iter(choices)
    said = [items_of(content) for content in others]
    shared = [key for key in differing(stands, was) if any(key in one and one[key] == stands.get(key) for one in said)]
    for key in dict.fromkeys([*differing(stands, left), *shared]):
        default = TARGET if key in shared or was.get(key, ABSENT) == left.get(key, ABSENT) else SOURCE
        choice = next(settled, None)
        changes.append(Change(key, left.get(key), stands.get(key), default, choice if choice in SIDES else default))
    kept = {change.key for change in changes if change.chosen in (TARGET, BOTH)}
    handed = {change.key for change in changes if change.chosen in (SOURCE, BOTH)}
    back = {new: old for old, new in (names or {}).items()}
    target = with_items(before, mixed(was, stands, kept))
    return Unfolded(
        # What stays may cite a work that the merge had brought.
        target=_with_works(target, now) if kept else target,
        source=_handed(source, with_items(source, mixed(given, stands, handed)), now, back) if handed else source,
        changes=tuple(changes),
    )


def _handed(source: dict, given: dict, now: dict, back: dict[str, str]) -> dict:
    """The source with what it is given, citing by its own keys, and by the target's where it has none."""
    if "citations" not in source:
        return given
    given = with_citekeys(given, {key: own for key, own in back.items() if key not in source["citations"]})
    return _with_works(given, now)


def _with_works(content: dict, now: dict) -> dict:
    """The content with the works that it cites and that only `now` lists."""
    if "citations" not in content:
        return content
    cited = list(cited_keys(content["body"]))
    for row in content["infobox"]:
        cited += [*row["citekeys"], *(key for cell in ("label", "value") for key in cited_keys(row[cell], inline=True))]
    only_now = now["citations"].keys() - content["citations"]
    lacking = {key: now["citations"][key] for key in cited if key in only_now}
    return {**content, "citations": content["citations"] | lacking} if lacking else content
