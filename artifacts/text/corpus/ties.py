"""Ties of a synthetic corpus: artifacts of pages, links between artifacts, and edges of the knowledge graph."""

from artifacts.text.corpus.names import (
    PageName,
    analysis_id,
    coined,
    hypothesis_id,
    moment,
    page_name,
    row_id,
    work_name,
)
from artifacts.text.corpus.prose import Writer
from artifacts.text.corpus.shape import Shape
from artifacts.text.corpus.twins import artifact_titles

LINK_TYPES = (
    *("mentions",) * 12,
    *("cites",) * 5,
    *("derives_from", "supports", "contradicts", "embeds", "extracts", "supersedes"),
)
RELATIONS = (
    *("associated_with",) * 5,
    *("regulates", "interacts_with", "expressed_in") * 3,
    *("activates", "inhibits", "causes", "treats", "part_of", "biomarker_of", "contributes_to", "protects_against"),
)


def artifact(number: int, shape: Shape, *, prefixed: bool) -> dict:
    name = page_name(number)
    titles = artifact_titles(name, shape.title_rule(number) if shape.is_pair(number) else "")
    return {
        "id": f"wiki-{name.slug}" if prefixed else name.slug,
        "artifact_type": "wiki_page",
        "title": titles[0 if prefixed else 1],
        "metadata": metadata(name, shape, merged=prefixed and not shape.has_bare(number) and number % 3 == 0),
        "quality_score": 0.5,
        "lifecycle": "active",
        "created_at": moment(number),
        "created_by": "backfill",
    }


def metadata(name: PageName, shape: Shape, *, merged: bool) -> dict:
    """Values as a program printed them, such as `None`, stand among them."""
    told = {
        "slug": name.slug,
        "entity_type": name.told_type,
        "kg_node_id": name.node if name.number % 10 < 7 else "None",
        "origin_type": "wiki_backfill",
        "source_table": "wiki_pages",
        "_schema_version": 1,
    }
    if shape.has_row(name.number):
        told["wiki_page_id"] = row_id(name.number)
    if merged:
        told["__merged_from"] = f"{{'merged_at': '{moment(name.number)[:10]}', 'unprefixed_id': '{name.slug}-old'}}"
    return told


def link(chance, shape: Shape) -> dict:
    """From any page to one of the first, mostly; one in a thousand leads to a bare id."""
    form = chance.random()
    source = page_name(int(chance.random() * shape.pages))
    target = page_name(int(shape.pages * chance.random() ** Writer.SKEW))
    if form < 0.9:
        to = f"wiki-{target.slug}"
    elif form < 0.901:
        to = target.slug
    elif form < 0.96:
        to = hypothesis_id(int(chance.random() * shape.hypotheses))
    else:
        to = analysis_id(int(chance.random() * shape.analyses))
    return {"source": f"wiki-{source.slug}", "target": to, "link_type": chance.choice(LINK_TYPES)}


def edge(chance, shape: Shape) -> dict:
    pmid = work_name(int(chance.random() * shape.papers)).pmid
    return {
        "subject": node(chance, shape),
        "relation": chance.choice(RELATIONS),
        "object": node(chance, shape),
        "source": f"PMID:{pmid}" if chance.random() < 0.8 else analysis_id(int(chance.random() * shape.analyses)),
        "confidence": round(chance.betavariate(4, 2), 2) if chance.random() < 0.95 else None,
    }


def node(chance, shape: Shape) -> str:
    """Mostly the node of a page, likely one of the first; one in eight has none."""
    if chance.random() < 0.12:
        return f"entity:{coined(int(shape.pages * chance.random() ** 2))}"
    return page_name(int(shape.pages * chance.random() ** Writer.SKEW)).node
