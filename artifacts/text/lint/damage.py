"""Rules of damage: text that was cut off, read in the wrong encoding, or printed by a program."""

import re
from contextlib import suppress

from artifacts.errors import marked as _
from artifacts.text.code import FENCE, closes_fence
from artifacts.text.lint.findings import ERROR, FIELD, INFO, WARNING, Edit, Finding, rule
from artifacts.text.lint.links import TEXTS
from artifacts.text.literals import read_literal

ENDINGS = re.compile(
    r"(?<![\w.])(?:(?P<number>\d{0,9}[02-9])?(?P<digit>[123])th|(?P<stem>[Hh]ypothes|[Aa]nalys)ises)\b"
)
WRONG_ENDINGS = ("1th", "2th", "3th", "ises")
OPEN_TAG = re.compile(r"<(?:/?[a-zA-Z][^<>]{0,300}|/)$")
OPEN_LINK = re.compile(r"\[(?:@[^\[\]]{0,200}|[^\[\]]{1,300}\]\([^()\s]{0,500})$")
# Two or three bytes of UTF-8 that were read one by one, in the code pages of Western Europe and of Greece.
MISREAD = re.compile(
    r"â[€„‚ˆ‰†„][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122]"
    r"|[ÂÃÎÏ][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122]"
    r"|Β[Ά°±©®·«»]"
)
CODE_PAGES = ("cp1252", "iso8859-7")
LITERAL = re.compile(r"\{'[A-Za-z_]\w{0,60}': |\[(?:'[^'\n]{1,200}', ){1,50}'[^'\n]{1,200}'\]")
FLOAT_COUNT = re.compile(r"(?<![\w.,])(?P<count>\d{1,3}(?:,\d{3})+)\.0(?![\d.])")
NOTHING = {"none", "nan", "null", "undefined"}
LONGEST_WORDS = 80


@rule("wrong-ending", INFO, _("“{words}” is no English word: write “{right}”."), TEXTS)
def wrong_ending(subject):
    """Endings that a template hung on: `82th`, `hypothesises`."""
    for text in subject.texts:
        for match in ENDINGS.finditer(text.bare) if any(map(text.bare.__contains__, WRONG_ENDINGS)) else ():
            right = _right_ending(match)
            yield text.found(match.start(), (match.start(), match.end(), right), words=match[0], right=right)


def _right_ending(match: re.Match) -> str:
    if match["stem"]:
        return match["stem"] + "es"
    return (match["number"] or "") + match["digit"] + {"1": "st", "2": "nd", "3": "rd"}[match["digit"]]


@rule(
    "truncated-text",
    ERROR,
    _("The text ends in the middle of something, at “{words}”: put back what was cut off."),
    TEXTS,
)
def truncated_text(subject):
    """The last paragraph, or a cell, ends inside a tag, a link or a mark of emphasis."""
    for text in subject.texts:
        last = text.bare.rstrip().rpartition("\n\n")[2][-2000:]
        if OPEN_TAG.search(last) or OPEN_LINK.search(last) or last.count("**") % 2:
            yield text.found(len(text.bare.rstrip()), words=last.strip()[-40:])


@rule("open-fence", WARNING, _("The code that begins here is not closed, and all below it is code: close it."), TEXTS)
def open_fence(subject):
    bar, opened, at = "", 0, 0
    for line in subject.body.split("\n"):
        if bar:
            bar = "" if closes_fence(line, bar) else bar
        elif fence := FENCE.match(line):
            bar, opened = fence["bar"], at
        at += len(line) + 1
    if bar:
        yield subject.text.found(opened)


@rule("mojibake", INFO, _("“{words}” was read in the wrong encoding: it should be “{right}”."), (*TEXTS, "reference"))
def mojibake(subject):
    for text in [*subject.texts, *subject.names]:
        for match in MISREAD.finditer(text.source) if not text.source.isascii() else ():
            right = _reread(match[0])
            if right:
                yield text.found(match.start(), (match.start(), match.end(), right), words=match[0], right=right)


def _reread(misread: str) -> str:
    """The character whose bytes these are in one of the code pages; nothing where they are none."""
    for code_page in CODE_PAGES:
        with suppress(UnicodeError):
            right = b"".join(_byte(sign, code_page) for sign in misread).decode("utf-8")
            if right.isprintable() or right.isspace():
                return right
    return ""


def _byte(sign: str, code_page: str) -> bytes:
    """What the code page leaves open is read as it is."""
    return sign.encode("latin-1" if "\x80" <= sign <= "\x9f" else code_page)


@rule(
    "lost-character", WARNING, _("A character was lost here (�): write what stood in its place."), (*TEXTS, "reference")
)
def lost_character(subject):
    return [
        text.found(text.source.index("\ufffd")) for text in [*subject.texts, *subject.names] if "\ufffd" in text.source
    ]


@rule(
    "language-repr",
    INFO,
    _("“{words}” is how a program prints a value: write what it means, or remove it."),
    (*TEXTS, "reference"),
)
def language_repr(subject):
    """`None`, `{'merged_at': …}` and `268,838.0`, in texts and in metadata; a whole number's fraction is taken off."""
    for text in subject.texts:
        if text is not subject.text and is_printed(text.source):
            yield text.found(0, words=text.source.strip()[:LONGEST_WORDS])
            continue
        literal = text is subject.text and ("{'" in text.bare or "['" in text.bare)
        for match in LITERAL.finditer(text.bare) if literal else ():
            yield text.found(match.start(), words=text.source[match.start() :][:LONGEST_WORDS].partition("\n")[0])
        for match in FLOAT_COUNT.finditer(text.bare) if ".0" in text.bare else ():
            yield text.found(match.start(), (match.end("count"), match.end(), ""), words=match[0])
    for field in ("metadata", "csl"):
        for name, value in (subject.content.get(field) or {}).items():
            if isinstance(value, str) and is_printed(value):
                yield Finding("", FIELD, field, {"words": f"{name}: {value.strip()}"[:LONGEST_WORDS]})
    node = subject.content.get("kg_node_id", "")
    if is_printed(node):
        yield Finding("", FIELD, "kg_node_id", {"words": node}, (Edit(("kg_node_id",), 0, len(node), ""),))


def is_printed(text: str) -> bool:
    """Whether a text is nothing, an object or a list as programs print them."""
    text = text.strip()
    if text.casefold() in NOTHING:
        return True
    return text[:1] in ("{", "[") and text[:2] not in ("[@", "[[") and not isinstance(read_literal(text), str)
