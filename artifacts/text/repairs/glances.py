"""Glances: whether a page can hold a defect at all, told by a sign in its text, before anything in it is read."""

import re
from collections.abc import Callable

from artifacts.text.repairs.mending import Page
from artifacts.text.repairs.targets import NONE


def holds(*signs: str) -> Callable[[Page], bool]:
    return lambda page: any(sign in page.all_text for sign in signs)


def matches(pattern: str, flags: int = 0) -> Callable[[Page], bool]:
    """A pattern that begins with a sign is looked for as fast as that sign."""
    compiled = re.compile(pattern, flags)
    return lambda page: compiled.search(page.all_text) is not None


def names_itself(page: Page) -> bool:
    """Whether the page's own address stands in it, in any of the forms that lead there."""
    slug, text = str(page.content.get("slug", "")), page.folded_text
    if slug and slug in text:
        return True
    return any(f"{slug[: at.start()]}/{slug[at.end() :]}" in text for at in re.finditer("-", slug))


def knows_aliases(page: Page) -> bool:
    return page.targets is not None and page.targets.aliases is not NONE
