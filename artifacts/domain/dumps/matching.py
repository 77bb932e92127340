"""Matching: the hypotheses that a page is related to, by the genes that both are about, each with the reason."""

import re
from collections.abc import Callable, Iterator

# A hub of a gene that everybody works on would show nothing else.
MOST_RELATED = 20
GENE_TYPES = ("gene", "protein")
SYMBOL = re.compile(r"[A-Za-z][A-Za-z0-9-]{1,14}")
NAMED = re.compile(r"\s*\**(?:gene )?symbols?\**\s*", re.IGNORECASE)
TARGETED = re.compile(r"\s*\**(?:molecular |drug |gene |therapeutic )?targets?(?: genes?)?\**\s*", re.IGNORECASE)


def matched_relations(content: dict, targeting: Callable[[str, int], list[str]]) -> list[dict]:
    """Relations of a page's content; `targeting` gives the ids of at most so many hypotheses about a gene."""
    found: dict[str, str] = {}
    for symbol, reason in genes_of(content):
        for public_id in targeting(symbol, MOST_RELATED):
            found.setdefault(public_id, reason)
    return [
        {"to": public_id, "origin": "matched", "reason": reason, "dismissed": None}
        for public_id, reason in list(found.items())[:MOST_RELATED]
    ]


def genes_of(content: dict) -> Iterator[tuple[str, str]]:
    """The symbols, in capitals, of genes that a page is about or that its subject acts on, each with its reason."""
    rows = [row for row in content["infobox"] if row["kind"] == "pair"]
    if content["entity_type"] in GENE_TYPES:
        names = [content["slug"].rpartition("-")[2], *(row["value"] for row in rows if NAMED.fullmatch(row["label"]))]
        for symbol in dict.fromkeys(name.strip().upper() for name in names):
            if SYMBOL.fullmatch(symbol):
                yield symbol, f"targets {symbol}, which this page is about"
    for row in rows:
        if TARGETED.fullmatch(row["label"]):
            for symbol in dict.fromkeys(SYMBOL.findall(row["value"])):
                if symbol.isupper():
                    yield symbol, f"shares the target {symbol}"
