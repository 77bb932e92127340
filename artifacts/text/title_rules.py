"""Title rules: which of two titles of one thing to keep, and by which rule."""

import re
from typing import NamedTuple

from artifacts.text.addresses import normalise_key

SAME, EXTENDED, SLUG, LONGER, CAPITALS, BY_HAND = "same", "extended", "slug", "longer", "capitals", "by hand"
# From this many times the other's length on, a title says more and not only otherwise.
MUCH_LONGER = 1.5


class TitleChoice(NamedTuple):
    """`kept` is `target` or `source`; by hand it is only what stands there until somebody chose."""

    kept: str
    rule: str


def choose_title(target: str, source: str, slug: str = "") -> TitleChoice:
    """The rules of a corpus of twins, in this order: the longer where one extends the other, never a bare slug,
    the much longer one, capitals where only these differ; anything else is a person's to decide."""
    if target == source:
        return TitleChoice("target", SAME)
    if target.casefold() == source.casefold():
        return TitleChoice(_with_more_capitals(target, source), CAPITALS)
    bare = [side for side, title in (("target", target), ("source", source)) if is_slug(title, slug)]
    if len(bare) == 1:
        return TitleChoice("source" if bare == ["target"] else "target", SLUG)
    if _extends(source, target):
        return TitleChoice("source", EXTENDED)
    if _extends(target, source):
        return TitleChoice("target", EXTENDED)
    if len(source) >= MUCH_LONGER * len(target):
        return TitleChoice("source", LONGER)
    if len(target) >= MUCH_LONGER * len(source):
        return TitleChoice("target", LONGER)
    return TitleChoice("target", BY_HAND)


def _extends(longer: str, shorter: str) -> bool:
    """Whether all words of the one stand in the other, next to each other."""
    longer, shorter = (" ".join(re.findall(r"\w+", title.casefold())) for title in (longer, shorter))
    return "" != shorter != longer and f" {shorter} " in f" {longer} "


def is_slug(title: str, slug: str) -> bool:
    """Whether a title is the page's slug, or the end of it: `mitophagy-defect` of `mechanisms-mitophagy-defect`."""
    key = normalise_key(title)
    return bool(slug) and title == title.lower() and " " not in title and (key == slug or slug.endswith(f"-{key}"))


def _with_more_capitals(target: str, source: str) -> str:
    capitals = [sum(map(str.isupper, title)) for title in (target, source)]
    return "source" if capitals[1] > capitals[0] else "target"
