"""Which table a row is of: the name of its file says it, or else a field of the row."""

import re
from functools import lru_cache

from artifacts.errors import DumpError
from artifacts.representations.dumps.records import CAPTURED, EXCHANGED, TABLES
from artifacts.representations.exchange import FOLDERS

NAMES = {kind: kind for kind in TABLES} | {table: kind for kind, table in TABLES.items()}
NAMES |= dict.fromkeys(("knowledge_edge", "knowledge_edges", "kg_edge", "kg_edges", "graph_edges"), "edge")
# Names of tables, not of kinds: a file that is called after a paper is no table of papers.
IN_NAME = re.compile(
    rf"(?<![a-z])({'|'.join(name for name in NAMES if name.endswith('s') and name not in TABLES)})(?![a-z])"
)
# Rejects of many tables stand together in one file, whatever its name is.
REJECTS = re.compile(r"(?<![a-z])reject(?:s|ed)?(?![a-z])")
EXCHANGED_FOLDERS = {FOLDERS[kind]: name for name, kind in EXCHANGED.items() if kind in FOLDERS}
FIELDS = ("table", "kind", "type")


@lru_cache(maxsize=64)
def kind_of_file(name: str) -> str:
    """`2026_wiki_pages-001.jsonl` and `wiki_pages/001.jsonl` as `wiki_page`; empty where the name does not tell."""
    folder, file = ["", *name.casefold().split("/")][-2:]
    if file.endswith(".md"):
        return EXCHANGED_FOLDERS.get(folder, "")
    if file.endswith(".txt"):
        return CAPTURED
    if file == "references.json":
        return "exchanged_reference"
    if REJECTS.search(file):
        return ""
    match = IN_NAME.search(file)
    return NAMES[match[1]] if match else NAMES.get(folder.partition(".")[0], "")


def told_kind(row: dict, file: str) -> tuple[str, str]:
    """The kind of a row, and the field that told it; DumpError where nothing tells it, or two tell otherwise."""
    by_file = kind_of_file(file)
    named = row.get("table")
    if isinstance(named, str):
        kind = NAMES.get(named.casefold())
        if kind is None or by_file not in ("", kind):
            of = f"the file is of {TABLES.get(by_file, by_file)}" if by_file else f"the tables are {_tables()}"
            raise DumpError(f"It says that it is of the table {named[:60]!r}; {of}.")
        return kind, "table"
    if by_file:
        return by_file, ""
    for field in FIELDS:
        named = row.get(field)
        if isinstance(named, str) and named.casefold() in NAMES:
            return NAMES[named.casefold()], field
    raise DumpError(f"Neither a field nor the file's name tells which table it is of: {_tables()}.")


def _tables() -> str:
    return ", ".join(TABLES.values())
