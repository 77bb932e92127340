"""Repairs of links: a link that a script set twice, and a bracket that it left over."""

import re

from artifacts.text.code import without_code
from artifacts.text.repairs import Repair, counted

LINK = r"\[(?P<{0}>[^\[\]\n]{{1,300}})\]\((?P<{1}>[^()\s]{{1,500}})\)"
DOUBLED = re.compile(LINK.format("text", "target") + r"\s?\(\[(?P=text)\]\((?P=target)\)\)")
STRAY = re.compile(r"\(" + LINK.format("text", "target") + r"\)(?P<stray>\)+)")


def collapse_doubled_links(body: str) -> Repair:
    """`[a](u) ([a](u))` as `[a](u)`: the abbreviation that stood in the brackets is lost already."""
    matches = _outside_code(DOUBLED, body)
    names = ", ".join(f"“{match['text']}”" for match in matches)
    text = _spliced(body, [(match.start(), match.end(), _first_link(match)) for match in matches])
    return Repair(text, (f"collapsed {counted(len(matches), 'doubled link')} ({names})",) if matches else ())


def _first_link(match) -> str:
    return f"[{match['text']}]({match['target']})"


def drop_stray_brackets(body: str) -> Repair:
    """`([a](u)))` as `([a](u))`: of the brackets behind a link those that close nothing."""
    surplus = [(match, _closing_nothing(body, match)) for match in _outside_code(STRAY, body)]
    stray = [(match, count) for match, count in surplus if count]
    names = ", ".join(f"“{match['text']}”" for match, _count in stray)
    text = _spliced(body, [(match.end() - count, match.end(), "") for match, count in stray])
    return Repair(text, (f"removed {counted(len(stray), 'stray bracket')} ({names})",) if stray else ())


def _closing_nothing(body: str, match) -> int:
    """How many of the brackets behind a link close none that the line opened; a bare `1)` opens none either."""
    depth = 0
    for sign in body[body.rfind("\n", 0, match.start()) + 1 : match.start()]:
        depth = depth + 1 if sign == "(" else max(0, depth - 1) if sign == ")" else depth
    return max(0, len(match["stray"]) - depth)


def _outside_code(pattern, body: str) -> list:
    """Matches that do not begin in code."""
    bare = without_code(body)
    return [match for match in pattern.finditer(body) if bare[match.start()] == body[match.start()]]


def _spliced(body: str, replacements: list[tuple[int, int, str]]) -> str:
    pieces, at = [], 0
    for start, end, text in replacements:
        pieces += [body[at:start], text]
        at = end
    return "".join([*pieces, body[at:]])
