"""Portable Markdown: a text of ours as Pandoc and other readers of Markdown understand it, away from this site."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from artifacts.text.code import without_code
from artifacts.text.limits import body_problem
from artifacts.text.marks import MARK, read_mark
from artifacts.text.syntax import WIKILINK, parse_tokens, without_comments

FORMULA = re.compile(r"\$\$[^$]+\$\$|\$(?![\s$])[^$\n]+(?<!\s)\$")
INK = re.compile(r"[^\n]")
MARKUP = {"sub": "~", "sup": "^", "i": "*", "em": "*", "b": "**", "strong": "**"}
PIECE = re.compile(
    rf"(?P<escaped>\\.)|(?P<mark>(?:{MARK.pattern})+)|(?P<wiki>{WIKILINK.pattern})|(?P<path>\]\((?=/(?!/)))"
    r"|<(?P<name>sub|sup|i|em|b|strong)>(?P<words>[^<>\n]{1,300})</(?P=name)>"
    r"|(?P<kept><https?://[^<>\s]+>|<br ?/?>)|(?P<sign>[<@])",
    re.IGNORECASE,
)
# What begins a block in CommonMark wherever it stands, but in Pandoc only behind an empty line.
INTERRUPTING = {"heading_open", "bullet_list_open", "ordered_list_open", "blockquote_open", "fence", "table_open"}
PLAIN_KEY = re.compile(r"\w(?:[\w:.#$%&+?<>~/-]*\w)?")
SPECIAL = re.compile(r"[\\`*_{}\[\]<>$^~@|#]")


class Place(NamedTuple):
    """Where a link leads, away from this site: its whole address."""

    title: str
    address: str


def portable(source: str, places: Mapping[str, Place], site: str) -> str:
    """Marks and links as Pandoc writes them; `places` by the slug of a `[[slug]]`, `site` is where paths begin."""
    if body_problem(source):
        return f"~~~~~~~~~~\n{source.replace('~~~~~~~~~~', '~~~')}\n~~~~~~~~~~"
    source = without_comments(source.replace("\r\n", "\n").replace("\r", "\n"))
    tokens = parse_tokens(source)
    bare = FORMULA.sub(_blank, _without_blocks_of_code(without_code(source), tokens))
    pieces, at = [], 0
    for match in PIECE.finditer(bare):
        pieces += [source[at : match.start()], _written(match, places, site)]
        at = match.end()
    return _with_space_before_blocks("".join([*pieces, source[at:]]), tokens)


def _blank(match) -> str:
    return INK.sub(" ", match[0])


def _without_blocks_of_code(bare: str, tokens) -> str:
    lines = bare.split("\n")
    for token in tokens:
        if token.type == "code_block":
            lines[slice(*token.map)] = [INK.sub(" ", line) for line in lines[slice(*token.map)]]
    return "\n".join(lines)


def _written(match, places, site: str) -> str:
    if match["mark"]:
        return f"[{'; '.join(_cited(cited) for cited in read_mark(match['mark']))}]"
    if match["wiki"]:
        slug, words = (text.strip() for text in match["wiki"][2:-2].partition("|")[::2])
        place = places.get(slug)
        shown = escape(words or (place.title if place else slug))
        return f"[{shown}]({place.address})" if place else shown
    if match["path"]:
        return f"]({site}"
    if match["name"]:
        sign, words = MARKUP[match["name"].lower()], match["words"]
        return f"{sign}{words.replace(' ', chr(92) + ' ') if len(sign) == 1 and sign != '*' else words}{sign}"
    return f"\\{match['sign']}" if match["sign"] else match[0]


def _cited(cited) -> str:
    key = f"@{cited.key}" if PLAIN_KEY.fullmatch(cited.key) else f"@{{{cited.key}}}"
    return f"{key}, {escape(cited.locator)}" if cited.locator else key


def _with_space_before_blocks(text: str, tokens) -> str:
    # No piece changes how many lines there are.
    starts = {token.map[0] for token in tokens if token.type in INTERRUPTING and token.level == 0}
    lines = text.split("\n")
    return "\n".join(
        f"\n{line}" if number in starts and number and lines[number - 1].strip() else line
        for number, line in enumerate(lines)
    )


def escape(text: str) -> str:
    """Plain text as Markdown that says the same."""
    return _escaped(text.strip())


def marked_up(title: str) -> str:
    """A title with the tags that CSL allows, as Markdown."""
    pieces = re.split(r"<(i|b|sub|sup)>([^<>]*)</\1>", title)
    written = [_escaped(piece) for piece in pieces[::3]]
    for n, (name, words) in enumerate(zip(pieces[1::3], pieces[2::3], strict=True)):
        sign, words = MARKUP[name], escape(words)
        written[n] += f"{sign}{words.replace(' ', chr(92) + ' ') if name in ('sub', 'sup') else words}{sign}"
    return "".join(written)


def _escaped(text: str) -> str:
    return SPECIAL.sub(r"\\\g<0>", re.sub(r"\s+", " ", text))
