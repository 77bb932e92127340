"""Sources: a work as a line of text names it, read into the fields that a dump's `refs_json` has for one."""

import re

from artifacts.text.identifiers import find_identifier
from artifacts.text.lint.citations import PUBMED, is_run

LONGEST = 1200
LINKED = re.compile(r"\[(?P<words>[^\[\]\n]{1,600})\]\((?P<url>https?://[^\s()]{1,500})\)[.;, ]*")
ADDRESS = re.compile(r"https?://[^\s<>\[\]()\"]{1,500}")
PUBMED_ADDRESS = re.compile(PUBMED, re.IGNORECASE)
IDENTIFIER = re.compile(
    r"[(\[]?(?:PMID:?[ \t]?(?P<pmid>\d{1,8})(?!\d)|PMCID:?[ \t]?(?P<pmcid>PMC\d{1,9})(?!\d)"
    r"|doi:?[ \t]?(?P<doi>10\.\d{4,9}/[^\s<>\"\[\]]{1,200}))[)\]]?[.;,]?",
    re.IGNORECASE,
)
NAME = r"[^\W\d_][\w'’-]{1,40}(?: [^\W\d_][\w'’-]{1,40}){0,2} [A-Z]{1,4}"
YEAR = r"(?:1[5-9]|20)\d\d"
AUTHORS = re.compile(rf"(?P<authors>{NAME}(?:, {NAME}){{0,30}}(?:,? et al)?)(?:[.,:]+ ?| (?=\()|$)")
IN_FRONT = re.compile(rf"\((?P<year>{YEAR})\)[.,:]? ?")
AT_END = re.compile(rf"[.,;]? ?\(?(?P<year>{YEAR})\)?\.?$")
WORD = re.compile(r"\w+")


def source_of(text: str) -> dict | None:
    """The fields of a work; None where the text tells neither an identifier nor who wrote it when.

    `title` is all of the words where they cannot be told apart, so that none is lost.
    """
    text = " ".join(text.split())
    if len(text) > LONGEST:
        return None
    words, fields = _identified(text)
    told = _told_apart(words)
    known = fields.keys() & {"doi", "pmid", "pmcid"} or told.keys() >= {"authors", "year"}
    if not known or is_run(fields.get("pmid", "")):
        return None
    return {**(told or ({"title": words} if words else {})), **fields}


def is_told_apart(fields: dict) -> bool:
    """Whether nothing but a work stood in the text that these fields are of."""
    return "title" not in fields or fields.keys() >= {"authors", "title", "year"}


def _identified(text: str) -> tuple[str, dict]:
    """The words of a source, and what identifies it."""
    fields, words = {}, text
    if linked := LINKED.fullmatch(text):
        words = linked["words"]
        fields |= _of_address(linked["url"])
    elif ADDRESS.fullmatch(text.rstrip(".;,")):
        words = ""
        fields |= _of_address(text.rstrip(".;,"))
    for match in IDENTIFIER.finditer(words):
        for scheme, value in match.groupdict().items():
            if value and (found := find_identifier(f"{scheme}:{value.rstrip('.;,)')}" if scheme != "pmcid" else value)):
                fields.setdefault(scheme, found.value)
    return " ".join(IDENTIFIER.sub(" ", words).split()), fields


def _of_address(url: str) -> dict:
    if pubmed := PUBMED_ADDRESS.fullmatch(url):
        return {"pmid": str(int(pubmed["pmid"]))} if int(pubmed["pmid"]) else {"url": url}
    found = find_identifier(url)
    return {found.scheme: found.value} if found else {"url": url}


def _told_apart(words: str) -> dict:
    """Authors, title, journal and year; nothing where a word would be left over."""
    authors = AUTHORS.match(words)
    if authors is None:
        return {}
    fields, rest = {"authors": authors["authors"]}, words[authors.end() :]
    year = IN_FRONT.match(rest) or AT_END.search(rest[-12:])
    if year:
        fields["year"] = int(year["year"])
        rest = rest[year.end() :] if year.re is IN_FRONT else rest[: len(rest) - len(year[0])]
    title, _stop, journal = rest.strip(" .").rpartition(". ")
    if title or journal:
        fields |= {"title": title, "journal": journal} if title else {"title": journal}
    left = sorted(WORD.findall(words)) == sorted(WORD.findall(" ".join(map(str, fields.values()))))
    return fields if left else {}
