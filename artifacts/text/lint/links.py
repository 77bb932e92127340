"""Rules of links: what is written wrong in one, and words that are no title."""

import re

from artifacts.errors import marked as _
from artifacts.text.addresses import normalise_key
from artifacts.text.lint.doubled_links import doubled_links, stray_brackets
from artifacts.text.lint.findings import ERROR, INFO, WARNING, rule
from artifacts.text.lint.texts import Link
from artifacts.text.spellings import fold_title

TEXTS = ("page", "hypothesis", "analysis")
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
CUT = re.compile(r"/[^\s#?]*-")
ITEM_START = re.compile(r"\s*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?")
# What follows words of a fixed phrase: an abbreviation in brackets, a genitive, a hyphen.
GENITIVE = re.compile(r"['’]s\b")
PHRASE_GOES_ON = re.compile(r" \(|['’\-\w]")


@rule("cut-target", ERROR, _("The link to {target} leads to a name that was cut off: write the whole address."), TEXTS)
def cut_target(subject):
    return [
        link.text.found(link.start, target=link.target)
        for link in subject.links
        if CUT.fullmatch(link.target) and subject.target_of(link) is None
    ]


@rule("doubled-link", WARNING, _("“{words}” is linked twice in a row: keep one link; an abbreviation is lost."), TEXTS)
def doubled_link(subject):
    return (
        text.found(
            flaw.start, (flaw.start, flaw.end, " " * text.source[flaw.end : flaw.end + 1].isalnum()), words=flaw.words
        )
        for text in subject.texts
        for flaw in doubled_links(text.source)
    )


@rule("stray-bracket", ERROR, _("A bracket behind the link “{words}” closes nothing: remove it."), TEXTS)
def stray_bracket(subject):
    return (
        text.found(flaw.start, (flaw.start, flaw.end, ""), words=flaw.words)
        for text in subject.texts
        for flaw in stray_brackets(text.source)
    )


@rule(
    "slug-as-link-text",
    WARNING,
    _("The link text “{words}” is a slug: write what readers call it, such as “{title}”."),
    TEXTS,
)
def slug_as_link_text(subject):
    """Mended where the link stands alone, or where its target's title is the same words; never inside a phrase."""
    for link in subject.links:
        if not _shows_slug(link):
            continue
        target = subject.target_of(link)
        title = target.title if target else ""
        words = _title_in_place(link, title) if title else ""
        edits = [link.reworded(words)] if words and words != link.words else []
        yield link.text.found(link.start, *edits, words=link.words, title=title or _as_read(link.words))


def _shows_slug(link: Link) -> bool:
    """A single word of letters alone is one that people write, unless a script set it into `alzheimers's`."""
    if not SLUG.fullmatch(link.words) or not link.keys:
        return False
    name = normalise_key(link.target.split("#")[0].rstrip("/").rpartition("/")[2])
    named = name == link.words or name.endswith("-" + link.words) or name.startswith(link.words + "-")
    return named and (_is_symbol(link.words) or "-" in link.words or GENITIVE.match(link.text.source, link.end))


def _is_symbol(words: str) -> bool:
    return any(map(str.isdigit, words)) and any(map(str.isalpha, words))


def _as_read(slug: str) -> str:
    """A slug in words, for want of a title."""
    if "-" in slug:
        return slug.replace("-", " ")
    return slug.upper() if _is_symbol(slug) else slug.capitalize()


def _title_in_place(link: Link, title: str) -> str:
    """The title as it reads where the link stands; nothing where only a person can tell."""
    line_start = link.text.source.rfind("\n", 0, link.start) + 1
    before = link.text.source[line_start : link.start]
    line_end = link.text.source.find("\n", link.end)
    after = link.text.source[link.end : line_end if line_end >= 0 else len(link.text.source)]
    if re.search(r"[\[\]|\n]", title):
        return ""
    if ITEM_START.fullmatch(before) and not after.strip():
        return title
    if fold_title(title) != fold_title(link.words) or PHRASE_GOES_ON.match(after):
        return ""
    inside = re.search(r"[\w,;] $", before) is not None
    return title[0].lower() + title[1:] if inside and title[1:] == title[1:].lower() else title


@rule(
    "two-links-one-address",
    INFO,
    _("“{words}” and “{other}” lead to one address, {target}: find the right one, or keep one link."),
    TEXTS,
)
def two_links_one_address(subject):
    """Among links that begin an item of a list, external ones."""
    seen: dict[str, str] = {}
    for link in subject.links:
        line_start = link.text.source.rfind("\n", 0, link.start) + 1
        if link.keys or "://" not in link.target or link.start - line_start > 20:
            continue
        before = link.text.source[line_start : link.start]
        if not before.strip() or not ITEM_START.fullmatch(before):
            continue
        other = seen.setdefault(link.target.rstrip("/"), link.words)
        if other.casefold() != link.words.casefold():
            yield link.text.found(link.start, words=link.words, other=other, target=link.target)
