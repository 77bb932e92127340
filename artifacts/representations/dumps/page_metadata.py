"""What of a page's rows has no field of its own, kept as metadata under the name that it has in the dump."""

from artifacts.representations.dumps.fields import Fields
from artifacts.text.addresses import MAX_KEY_LENGTH
from artifacts.text.merge_trace import with_listed_trace
from artifacts.text.page_tags import KEY as TAGS
from artifacts.text.page_tags import page_tags

# What an artifact's metadata says once more of its wiki row.
REPEATED = ("slug", "entity_type", "kg_node_id", "wiki_page_id")
# Counted anew from the text.
DROPPED = ("word_count",)


def page_metadata(row: Fields, own: Fields, told: dict, content: dict) -> dict:
    """What is left of the artifact, then the metadata that it was `told` to have, then what is left of the wiki row.

    Where these say otherwise, the first stands under the name, the others behind `metadata_` and `wiki_`; what the
    artifact says otherwise of a field that the page has, behind `artifact_`.
    """
    for name in DROPPED:
        row.value(name)
    front, wiki_id = row.structure("frontmatter_json", dict), row.line("id", MAX_KEY_LENGTH)
    metadata, said = own.rest(), {**content, "wiki_page_id": wiki_id}
    for name, value in told.items():
        if name not in REPEATED:
            metadata[f"metadata_{name}" if metadata.get(name, value) != value else name] = value
        elif value and str(value) != said[name]:
            metadata[f"artifact_{name}" if said[name] else name] = value
    for name, value in row.rest().items():
        metadata[f"wiki_{name}" if metadata.get(name, value) != value else name] = value
    if wiki_id:
        metadata["wiki_page_id"] = wiki_id
    tags = front.get(TAGS)
    if isinstance(tags, list) and TAGS not in metadata and set(page_tags(front)) == set(map(str, tags)):
        metadata[TAGS] = page_tags(front)
        front = {name: value for name, value in front.items() if name != TAGS}
    return with_listed_trace(metadata | ({"frontmatter": front} if front else {}))
