"""Entries: what search keeps of a publication, read from the parts that readers are shown."""

import re

from artifacts.domain.search.engine import Words
from artifacts.models import Artifact, Publication, SearchEntry
from artifacts.models.search import MOST_OF_A_TITLE
from artifacts.text.graph_names import node_key
from artifacts.text.plain_html import plain
from artifacts.text.spellings import bare
from artifacts.text.terms import fold

ORDER = {Artifact.Kind.PAGE: 0, Artifact.Kind.HYPOTHESIS: 1, Artifact.Kind.ANALYSIS: 1, Artifact.Kind.REFERENCE: 2}
# Rows of an infobox that give a page other names.
NAMING = re.compile(r"symbol|alias|synonym|known as|\bnames?\b|abbreviat|acronym|brand", re.IGNORECASE)
# What stands further down in a very long text is not searched.
MOST_OF_NAMES = 10_000
MOST_OF_A_TEXT = 300_000


def entry_of(publication: Publication) -> SearchEntry:
    parts = publication.parts
    return SearchEntry(
        artifact_id=publication.artifact_id,
        order=ORDER[parts["kind"]],
        type=publication.entity_type or parts["kind"],
        reviewed=bool(parts["revision"]["reviewed"]),
        has_hypotheses=bool(parts.get("hypotheses")),
        title_key=fold(publication.title)[:MOST_OF_A_TITLE],
        name_key=node_key(publication.title),
        node_key=node_key(dict(parts["metadata"]).get("kg_node_id", "")),
    )


def words_of(publication: Publication, keys: list[str]) -> Words:
    """What is searched of a publication; `keys` are the addresses of its artifact."""
    parts = publication.parts
    return Words(
        publication.artifact_id,
        fold(publication.title),
        fold(" ".join(_names(parts, keys)))[:MOST_OF_NAMES],
        " ".join(filter(None, _texts(parts)))[:MOST_OF_A_TEXT],
        " ".join(filter(None, _sources(parts)))[:MOST_OF_A_TEXT],
    )


def _names(parts: dict, keys: list[str]) -> list[str]:
    infobox = [plain(row["value"]) for row in parts.get("infobox", ()) if NAMING.search(row["label"])]
    # A page's id is its slug with a prefix, which would make every page one of a wiki.
    addresses = sorted({bare(key) for key in keys})
    genes = [gene["symbol"] for gene in parts.get("target_genes", ())]
    return [*addresses, *genes, *infobox, *parts.get("authors", ())]


def _texts(parts: dict) -> list[str]:
    """What it says, in the order of its page."""
    infobox = [f"{plain(row['label'])} {plain(row['value'])}" for row in parts.get("infobox", ())]
    evidence = [plain(row["claim"]) for side in ("evidence_for", "evidence_against") for row in parts.get(side, ())]
    work = [plain(parts["html"])] if parts["kind"] == "reference" else []
    asked = [parts.get("question", ""), parts.get("domain", "")]
    return [*asked, plain(parts["body"]), *infobox, *evidence, *work]


def _sources(parts: dict) -> list[str]:
    """What it draws on: the works that it cites, and the titles of what it is related to."""
    works = [plain(work["html"]) for work in parts.get("references", ())]
    related = [row["title"] for name in ("hypotheses", "analyses") for row in parts.get(name, ())]
    return [*works, *related]
