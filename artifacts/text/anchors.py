"""Anchors: the stable ids of headings, `s-` and the words of the heading."""

import re
import unicodedata
from urllib.parse import unquote

PREFIX = "s-"
ATTRIBUTE = re.compile(r"\{#([A-Za-z0-9_:.-]{1,100})\}\s*")
# As the sanitiser writes them. The link bears no words: its heading names it, and its sign comes from the style sheet.
HEADING = re.compile(r'<h([2-6]) id="([^"]+)"[^>]*>.*?</h\1>', re.DOTALL)
LINKED = r'<div class="heading">\g<0><a class="anchor" href="#\2" aria-labelledby="\2"></a></div>'
OWN_ANCHOR = re.compile(r"s-.+|ref-\d+|cite-\d+-\d+|fn\d+|fnref\d+(?:-\d+)?|doubt-\d+", re.DOTALL)


def slugify(text: str) -> str:
    """`SMN Biology & Pathogenesis` as `smn-biology-pathogenesis`; letters of every script stay."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[^\w]+", "-", folded).strip("-_")[:100] or "section"


def split_attribute(heading: str) -> tuple[str, str]:
    """`Mitophagy {#mito}` as `Mitophagy` and `mito`; nothing for the id that is not given."""
    start = heading.rfind("{#")
    match = ATTRIBUTE.fullmatch(heading, start) if start >= 0 else None
    return (heading[:start].rstrip(), match[1]) if match else (heading, "")


def linked_headings(html: str) -> str:
    """Rendered HTML with a link to each heading beside it, and not in it: a heading is read out without one."""
    return HEADING.sub(LINKED, html)


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
    """The fragment of a link as the id that it means here; empty, for the top of the page, stays empty."""
    text = unquote(text)
    return text if not text or OWN_ANCHOR.fullmatch(text) else PREFIX + slugify(text)
