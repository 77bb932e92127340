"""Anchors: the stable ids of headings, `s-` and the words of the heading."""

import re
import unicodedata

PREFIX = "s-"
ATTRIBUTE = re.compile(r"\s*\{#([A-Za-z0-9_:.-]{1,100})\}\s*$")
OWN_ANCHOR = re.compile(r"(?:s-|ref-\d|cite-\d|fn)")


def slugify(text: str) -> str:
    """`SMN Biology & Pathogenesis` as `smn-biology-pathogenesis`; letters of every script stay."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[^\w]+", "-", folded).strip("-_")[:100] or "section"


class Anchors:
    """Anchors handed out in one text: a repeated heading's gets a number."""

    def __init__(self):
        self.taken: set[str] = set()
        self.repeats: dict[str, int] = {}

    def take(self, text: str) -> str:
        base = PREFIX + slugify(text)
        anchor, repeat = base, self.repeats.get(base, 1)
        while anchor in self.taken:
            repeat += 1
            anchor = f"{base}-{repeat}"
        self.repeats[base] = repeat
        self.taken.add(anchor)
        return anchor


def fragment(text: str) -> str:
    """The fragment of a link as the id that it means here."""
    return text if OWN_ANCHOR.match(text) else PREFIX + slugify(text)
