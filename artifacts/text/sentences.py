"""Sentences: a Markdown text as blocks, and a block as sentences, headings, list items, table lines and fences."""

import re

from artifacts.text.code import FENCE, closes_fence, open_fence

LINE = re.compile(r"[^\n]*\n|[^\n]+")
# Lines that are a piece each: headings, rules, rows of a table.
ALONE = re.compile(r"[ \t]*(?:#{1,6}[ \t]|\||(?:[-*_=][ \t]*){3,}$)")
# Lines that begin a piece which the lines below continue: list items, notes and link definitions.
ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]| {0,3}\[[^\[\]\n]{1,200}\]:")
CLOSERS = r"[\"'”’»)\]*_~]{0,5}+"
# A source may stand behind the full stop, or a doubt: `… end.[@key] {disputed} Next …`.
SOURCES = r"(?:\s?(?:\[@[^\[\]\n]{1,300}\]|\[\^[^\[\]\s]{1,100}\]|\{(?:needs source|disputed)[^{}\n]{0,310}\})){0,20}+"
END = re.compile(rf"([.!?…]{{1,5}}+){CLOSERS}{SOURCES}{CLOSERS}\s++|[。！？]{{1,5}}[”’」』）]{{0,5}}\s*+")
NEXT_WORD = re.compile(r"(?:[^\w\s]|_){0,8}([^\W_]{1,40})")
LAST_WORD = re.compile(r"(?:[^\W_]|[.'’-])+$")
ABBREVIATIONS = {
    *("al", "approx", "ca", "cf", "ed", "eds", "eq", "eqs", "etc", "fig", "figs", "incl", "no", "nos", "pp", "ref"),
    *("refs", "resp", "sect", "sp", "spp", "subsp", "suppl", "tab", "var", "vol", "vs", "dr", "mr", "mrs", "ms"),
    *("prof", "st", "inc", "ltd", "jr"),
}
INITIALS = re.compile(r"[^\W\d_](?:\.[^\W\d_])*")
# Words that begin a sentence, where an abbreviation or an initial before them leaves that open.
STARTERS = {
    *("The", "This", "These", "That", "Those", "It", "Its", "In", "On", "At", "By", "For", "From", "To", "Of", "With"),
    *("An", "As", "If", "When", "While", "After", "Before", "Although", "Because", "Both", "Such", "There", "They"),
    *("We", "Our", "Their", "However", "Moreover", "Thus", "Therefore", "Patients", "Here", "Other", "Another", "No"),
}


def blocks(text: str) -> list[str]:
    """What blank lines part; a fence is one block. Joined by a blank line, they are the text."""
    parts = text.split("\n\n")
    if "```" not in text and "~~~" not in text:
        return parts
    found, bar = [], ""
    for part in parts:
        if bar:
            found[-1].append(part)
        else:
            found.append([part])
        bar = open_fence(part, bar)
    return ["\n\n".join(block) for block in found]


def pieces(block: str) -> list[str]:
    """A block's pieces, each with the blanks behind it; none of a blank one. Joined, they are the block."""
    found: list[str] = []
    for prose, lines in _groups(block):
        text = "".join(lines)
        found += sentences(text) if prose else [text]
    return found if block.strip() else []


def _groups(block: str) -> list[tuple[bool, list[str]]]:
    """Lines that belong together, and whether they are prose; blank ones belong to what stands before them."""
    groups: list[tuple[bool, list[str]]] = []
    bar, continued, blanks = "", False, []
    for line in LINE.findall(block):
        fence = None if bar else FENCE.match(line)
        item = not bar and ITEM.match(line)
        if not line.strip() and not bar:
            (groups[-1][1] if groups else blanks).append(line)
            continued = False
        elif bar or (continued and not (fence or item or ALONE.match(line))):
            groups[-1][1].append(line)
            bar = "" if bar and closes_fence(line.rstrip("\n"), bar) else bar
        else:
            prose = not (fence or item or ALONE.match(line))
            groups.append((prose, [*blanks, line]))
            continued, blanks = prose or bool(item), []
            bar = fence["bar"] if fence else ""
    return groups


def sentences(text: str) -> list[str]:
    """The sentences of plain prose, each with the blanks behind it."""
    found, start = [], 0
    for end in END.finditer(text):
        if end.end() < len(text) and _parts(text, end):
            found.append(text[start : end.end()])
            start = end.end()
    return [*found, text[start:]]


def _parts(text: str, end: re.Match) -> bool:
    """Whether one sentence ends and another begins here."""
    following = NEXT_WORD.match(text, end.end())
    if end[1] is None or following is None:
        return end[1] is None
    word = following[1]
    if end[1] == ".":
        last = LAST_WORD.search(text, max(0, end.start() - 40), end.start())
        if last and (INITIALS.fullmatch(last[0]) or last[0].lower() in ABBREVIATIONS):
            return word in STARTERS
    # Symbols such as p53, mTOR and α-synuclein may begin a sentence too.
    return not word[0].islower() or not word[1:].islower() and len(word) > 1 or "α" <= word[0] <= "ω"
