"""Embedding: a part cut from rendered text, links that lead out of the frame, and what another site pastes."""

import re
from html import escape
from urllib.parse import unquote

from lxml import html as tree

from artifacts.text.sanitise import sanitise

LINK = re.compile(r'<a (?=[^<>]*\bhref="(?!#))')
LINK_WITHIN = re.compile(r'(<a\b[^<>]*\bhref=")#([^"]+)"')
ID = re.compile(r'\bid="([^"]+)"')
CITED = re.compile(r'\bhref="#ref-(\d+)"')
NOTED = re.compile(r'\bhref="#(fn\d+)"')
HEADINGS = ("h2", "h3", "h4", "h5", "h6")
MARKDOWN_SIGN = re.compile(r"([\\`*_\[\]<>&|~#!])")


def opening_elsewhere(html: str) -> str:
    """The page with every link but those within it opening in a tab of its own: none leaves the site around it."""
    return LINK.sub('<a target="_blank" ', html)


def leading_back(html: str, address: str) -> str:
    """A part of a page with the links to what is not in it leading to the page's address."""
    here = set(ID.findall(html))

    def lead(link) -> str:
        return link[0] if unquote(link[2]) in here else f'{link[1]}{escape(address)}#{link[2]}"'

    return LINK_WITHIN.sub(lead, html)


def cited_numbers(html: str) -> set[int]:
    """The numbers of the references that a rendered text cites."""
    return {int(number) for number in CITED.findall(html)}


def section_of(html: str, anchor: str) -> str:
    """The heading with an anchor and all up to the next of its level or above, with its footnotes; "" if unknown."""
    body = tree.fragment_fromstring(html, create_parent="div")
    heading = next((found for found in body.iter(*HEADINGS) if found.get("id") == anchor), None)
    if heading is None:
        return ""
    kept = [heading]
    for block in heading.itersiblings():
        if (block.tag in HEADINGS and block.tag <= heading.tag) or (block.get("class") or "").startswith("footnotes"):
            break
        kept.append(block)
    section = "".join(tree.tostring(block, encoding="unicode") for block in kept)
    # What another parser wrote passes the sanitiser, last of all.
    return sanitise(section + _footnotes(body, section))


def _footnotes(body, section: str) -> str:
    """The notes of a section, each in a list of its own so that it keeps its number."""
    noted = set(NOTED.findall(section))
    notes = [note for note in body.iter("li") if note.get("id") in noted] if noted else []
    lists = (
        f'<ol class="footnotes-list" start="{note.get("id")[2:]}">{tree.tostring(note, encoding="unicode")}</ol>'
        for note in notes
    )
    return f'<section class="footnotes">{"".join(lists)}</section>' if notes else ""


def frame(address: str, title: str, *, width: str = "100%", height: str = "600") -> str:
    """The HTML of a frame that shows an address; sizes in pixels, or a share of the room."""
    size = f'width="{width}" height="{height}"'
    return f'<iframe src="{escape(address)}" title="{escape(title)}" {size} loading="lazy" style="border:0"></iframe>'


def markdown_link(words: str, address: str) -> str:
    """A link in Markdown whose words stay words, whatever they hold."""
    escaped = MARKDOWN_SIGN.sub(r"\\\1", " ".join(words.split()))
    return f"[{escaped}]({address})"
