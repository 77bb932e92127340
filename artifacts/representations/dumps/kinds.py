"""Which table a row belongs to: a field of the row says it, or the name of its file."""

import re
from functools import lru_cache

from artifacts.representations.dumps.records import KINDS, TABLES

NAMES = {kind: kind for kind in KINDS} | {table: kind for kind, table in TABLES.items()}
NAMES |= dict.fromkeys(("knowledge_edge", "knowledge_edges", "kg_edge", "kg_edges", "graph_edges"), "edge")
# `artifact_links` before `artifacts`.
IN_NAME = re.compile(rf"(?<![a-z])({'|'.join(sorted(NAMES, key=len, reverse=True))})(?![a-z])")
# Where a file's name tells nothing; `type` is a field of papers too, and told by no other name.
FIELDS = ("kind", "type")


@lru_cache(maxsize=64)
def kind_of_file(name: str) -> str:
    """`dump/2026_wiki_pages-001.jsonl.gz` as `wiki_page`; empty where neither the file nor its folder tells."""
    for part in reversed(name.casefold().rsplit("/", 2)[-2:]):
        if match := IN_NAME.search(part):
            return NAMES[match[1]]
    return ""


def told_kind(row: dict, file: str) -> tuple[str, str]:
    """The kind of a row and the field that told it; the kind is empty where nothing does, or names no table we know."""
    named = row.get("table")
    if isinstance(named, str):
        return NAMES.get(named.casefold(), ""), "table"
    if kind := kind_of_file(file):
        return kind, ""
    for field in FIELDS:
        named = row.get(field)
        if isinstance(named, str) and named.casefold() in NAMES:
            return NAMES[named.casefold()], field
    return "", ""
