"""Pages of a dump: a row of `wiki_pages` with its rows of `artifacts`, one page for each of these."""

from collections.abc import Sequence

from artifacts.errors import ContentError
from artifacts.representations.dumps.entity_types import entity_type_of
from artifacts.representations.dumps.fields import Fields, read_printed_values
from artifacts.representations.dumps.incoming import Incoming
from artifacts.representations.dumps.records import Record
from artifacts.representations.dumps.references import Works
from artifacts.text.addresses import ARTIFACT_ID, MAX_KEY_LENGTH, SLUG, normalise_key
from artifacts.text.merge_trace import merge_entries, with_listed_trace
from artifacts.text.page_tags import KEY as TAGS
from artifacts.text.page_tags import page_tags

PREFIX = "wiki-"
MOST_OF_A_TITLE = 500
PAGE_TYPES = ("wiki_page", "wiki", "page", "")
# Fields of the artifact that say once more what the wiki row says.
REPEATED = ("slug", "entity_type", "kg_node_id", "wiki_page_id")
# Counted anew from the text.
DROPPED = ("word_count",)


def wiki_keys(wiki: Record) -> tuple[str, ...]:
    """The keys by which artifacts name their wiki row: its id and its slug."""
    return tuple(normalise_key(str(key)) for key in (wiki.data.get("id"), wiki.data.get("slug")) if key)


def wiki_key_of(artifact: Record) -> str:
    """Which wiki row an artifact belongs to, by one of that row's `wiki_keys`; empty for what is no page."""
    if artifact.data.get("artifact_type", "") not in PAGE_TYPES:
        return ""
    fields = Fields(artifact.data)
    metadata = fields.structure("metadata", dict)
    told = metadata.get("wiki_page_id") or metadata.get("slug") or fields.text("id").removeprefix(PREFIX)
    return normalise_key(str(told))


def pages(wiki: Record | None, artifacts: Sequence[Record] = ()) -> list[Incoming]:
    """One page an artifact, so that a pair comes in as a pair; the wiki row's own names lead to the prefixed one.

    Without artifacts the wiki row alone is a page; without a wiki row the page has no text. ContentError with a
    sentence where the rows cannot be a page.
    """
    rows = list(artifacts) or [Record("artifact", {}, "", 0)]
    rows.sort(key=lambda artifact: not str(artifact.data.get("id", "")).startswith(PREFIX))
    return [_page(wiki, artifact, first=artifact is rows[0]) for artifact in rows]


def _page(wiki: Record | None, artifact: Record, *, first: bool) -> Incoming:
    row, own = Fields(wiki.data if wiki else {}), Fields(artifact.data)
    own.value("artifact_type")
    if wiki is not None and "content_md" not in wiki.data:
        raise ContentError("The row has no field 'content_md'.")
    told = read_printed_values(own.structure("metadata", dict))
    wiki_id = row.line("id", MAX_KEY_LENGTH)
    slug = normalise_key(row.line("slug", MAX_KEY_LENGTH) or str(told.get("slug") or ""))
    public_id = own.line("id", MAX_KEY_LENGTH) or f"{PREFIX}{slug.removeprefix(PREFIX)}"
    slug = slug or normalise_key(public_id.removeprefix(PREFIX))
    if not SLUG.fullmatch(slug):
        raise ContentError(f"{slug[:80]!r} is no slug: it holds small letters, digits and the signs . _ - only.")
    if not ARTIFACT_ID.fullmatch(public_id):
        raise ContentError(
            f"{public_id[:80]!r} is no artifact id: it holds letters, digits and the signs . _ : - only."
        )
    of_row, of_artifact = row.line("title", MOST_OF_A_TITLE), own.line("title", MOST_OF_A_TITLE)
    title = of_artifact or of_row
    if not title:
        raise ContentError("The page has no title.")
    entity_type, unknown_type = _entity_type(row, told)
    works = Works(row.structure("refs_json", dict))
    content = {
        "kind": "page",
        "slug": slug,
        "title": title,
        "entity_type": entity_type,
        "body": row.text("content_md"),
        "kg_node_id": row.line("kg_node_id", MAX_KEY_LENGTH) or str(told.get("kg_node_id") or ""),
        "citations": works.citations,
    }
    metadata = _metadata(row, own, told, content, wiki_id)
    if title != of_row and of_row:
        metadata["wiki_title"] = of_row
    if unknown_type:
        metadata["imported_entity_type"] = unknown_type
        row.notes.append(f"the entity type {unknown_type[:60]!r} is not known here: the page is a general one")
    if works.details:
        metadata["reference_details"] = works.details
    content["metadata"] = metadata
    merged = [entry.get("unprefixed_id") for entry in merge_entries(metadata)]
    names = [wiki_id] if first and wiki_id else []
    creator = metadata.get("created_by")
    return Incoming(
        public_id,
        "page",
        content,
        addresses=[*names, *(name for name in merged if isinstance(name, str) and name)],
        edges=[("wasAttributedTo", creator)] if isinstance(creator, str) else [],
        notes=[*row.notes, *own.notes, *works.notes],
        works=works.works,
    )


def _entity_type(row: Fields, told: dict) -> tuple[str, str]:
    """The type's code, and the name of one that we do not know."""
    name = row.line("entity_type", MAX_KEY_LENGTH) or str(told.get("entity_type") or "")
    code = entity_type_of(name) if name else "general"
    return (code, "") if code else ("general", name)


def _metadata(row: Fields, own: Fields, told: dict, content: dict, wiki_id: str) -> dict:
    """What has no field of its own, under the name that it has in the dump; the artifact's before the wiki row's."""
    for name in DROPPED:
        row.value(name)
    front = row.structure("frontmatter_json", dict)
    said = {**content, "wiki_page_id": wiki_id}
    kept = {name: value for name, value in told.items() if name not in REPEATED or str(value) != str(said[name])}
    # What the artifact says otherwise of a field that the page has, beside that field.
    kept = {
        f"artifact_{name}" if name in REPEATED and said[name] and value else name: value for name, value in kept.items()
    }
    metadata = {**kept, **own.rest()}
    if wiki_id:
        metadata["wiki_page_id"] = wiki_id
    for name, value in row.rest().items():
        metadata[f"wiki_{name}" if metadata.get(name, value) != value else name] = value
    tags = front.get(TAGS)
    if isinstance(tags, list) and TAGS not in metadata and set(page_tags(front)) == set(map(str, tags)):
        metadata[TAGS] = page_tags(front)
        front = {name: value for name, value in front.items() if name != TAGS}
    if front:
        metadata["frontmatter"] = front
    return with_listed_trace(metadata)
