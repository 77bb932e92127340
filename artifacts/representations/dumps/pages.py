"""Pages of a dump: a row of `wiki_pages` with its rows of `artifacts`, one page for each of these."""

from collections.abc import Sequence

from artifacts.errors import ContentError
from artifacts.representations.dumps.artifact_rows import MOST_OF_A_TITLE, PREFIX
from artifacts.representations.dumps.entity_types import entity_type_of
from artifacts.representations.dumps.fields import Fields, read_printed_values
from artifacts.representations.dumps.incoming import Incoming
from artifacts.representations.dumps.page_metadata import page_metadata
from artifacts.representations.dumps.records import Record
from artifacts.representations.dumps.references import Works
from artifacts.text.addresses import MAX_KEY_LENGTH, SLUG, normalise_key
from artifacts.text.merge_trace import merge_entries


def pages(wiki: Record | None, artifacts: Sequence[Record] = ()) -> list[Incoming]:
    """One page an artifact, so that a pair comes in as a pair; the wiki row's own names lead to the prefixed one.

    Without artifacts the wiki row alone is a page; without a wiki row the page has no text. ContentError with a
    sentence where the rows cannot be a page.
    """
    rows = sorted(artifacts, key=lambda artifact: not str(artifact.data.get("id", "")).startswith(PREFIX))
    titles = [artifact.data.get("title") for artifact in rows]
    works = Works(Fields(wiki.data if wiki else {}).structure("refs_json", dict))
    found = [_page(wiki, artifact, titles, works) for artifact in rows or [Record("artifact", {}, "", 0)]]
    if wiki is not None and (own := found[0].content["metadata"].get("wiki_page_id")):
        found[0].addresses.insert(0, own)
    return found


def _page(wiki: Record | None, artifact: Record, titles: list, works: Works) -> Incoming:
    row, own = Fields(wiki.data if wiki else {}), Fields(artifact.data)
    if wiki is not None and "content_md" not in wiki.data:
        raise ContentError("The row has no field 'content_md'.")
    own.value("artifact_type")
    told = read_printed_values(own.structure("metadata", dict))
    slug, public_id = _names(row, own, told)
    wiki_title = row.line("title", MOST_OF_A_TITLE)
    title = own.line("title", MOST_OF_A_TITLE) or wiki_title
    if not title:
        raise ContentError("The page has no title.")
    row.value("refs_json")
    type_name = row.line("entity_type", MAX_KEY_LENGTH) or str(told.get("entity_type") or "")
    content = {
        "kind": "page",
        "slug": slug,
        "title": title,
        "entity_type": entity_type_of(type_name or "general") or "general",
        "body": row.text("content_md"),
        "kg_node_id": row.line("kg_node_id", MAX_KEY_LENGTH) or str(told.get("kg_node_id") or ""),
        "citations": dict(works.citations),
    }
    beyond = {}
    if wiki_title and titles and wiki_title not in titles:
        beyond["wiki_title"] = wiki_title
    if type_name and not entity_type_of(type_name):
        beyond["imported_entity_type"] = type_name
        row.notes.append(f"the entity type {type_name[:60]!r} is not known here: the page is a general one")
    if works.details:
        beyond["reference_details"] = works.details
    content["metadata"] = metadata = page_metadata(row, own, told, content) | beyond
    merged = [entry.get("unprefixed_id") for entry in merge_entries(metadata)]
    creator = metadata.get("created_by")
    return Incoming(
        public_id,
        "page",
        content,
        addresses=[name for name in merged if isinstance(name, str) and name],
        edges=[("wasAttributedTo", creator)] if isinstance(creator, str) else [],
        notes=[*row.notes, *own.notes, *works.notes],
        works=works.works,
    )


def _names(row: Fields, own: Fields, told: dict) -> tuple[str, str]:
    """The page's slug and id; each follows from the other where only one is told."""
    given = normalise_key(row.line("slug", MAX_KEY_LENGTH) or str(told.get("slug") or ""))
    public_id = own.identity() or (given and f"{PREFIX}{given.removeprefix(PREFIX)}")
    slug = given or normalise_key(public_id).removeprefix(PREFIX)
    if not slug:
        raise ContentError("The page has neither a slug nor an id.")
    if not SLUG.fullmatch(slug):
        raise ContentError(f"{slug[:80]!r} is no slug: it holds small letters, digits and the signs . _ - only.")
    return slug, public_id
