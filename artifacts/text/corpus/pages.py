"""Pages of a synthetic corpus: a row of the wiki's table for each number, and what is wrong with it."""

import json
from typing import NamedTuple

from artifacts.text.corpus.bodies import compose, wanted_size
from artifacts.text.corpus.citing import cited_works, refs
from artifacts.text.corpus.defects import sow_all
from artifacts.text.corpus.draft import Draft
from artifacts.text.corpus.names import PageName, moment, page_name, row_id
from artifacts.text.corpus.prose import Writer
from artifacts.text.corpus.twins import row_title


class Page(NamedTuple):
    """A row of `wiki_pages`, and the names of the defects that were sown in it."""

    row: dict
    sown: frozenset[str]


def make_page(number: int, chance, *, pages: int, papers: int) -> Page:
    name, size = page_name(number), wanted_size(chance)
    cited = cited_works(chance, papers, size)
    writer = Writer(chance, name, pages, list(cited), slugs_shown=chance.random() < 0.7)
    raw, swallowed = writer.happens(0.5), writer.happens(0.12)
    blocks = compose(writer, size, title=name.title, raw=raw, swallowed=swallowed)
    draft = Draft(writer, row_title(name), blocks)
    boxed = bool(size) and blocks[1].startswith("<table")
    draft.sown |= {word for word, so in (("raw-cells", raw), ("swallowed-table", swallowed)) if so and boxed}
    if draft.title == name.tail:
        draft.blocks.insert(0, f"# {name.title}")
    draft.sown |= title_defects(draft.title, name)
    draft.sown |= {"other-type"} if name.told_type != name.entity_type else set()
    sow_all(draft)
    draft.sown |= {"slug-as-words"} if writer.slugs_written else set()
    return Page(row(draft, number, refs(chance, cited)), frozenset(draft.sown))


def title_defects(title: str, name: PageName) -> set[str]:
    return set() if title == name.title else {"slug-as-title"} if title == name.tail else {"title-attribute"}


def row(draft: Draft, number: int, references: dict | None) -> dict:
    name, body = draft.writer.name, "\n\n".join(draft.blocks) + "\n"
    node = (name.node, "None", None)[0 if number % 10 < 7 else 1 if number % 10 < 8 else 2]
    return {
        "id": row_id(number),
        "slug": name.slug,
        "title": draft.title,
        "content_md": body,
        "entity_type": name.told_type,
        "kg_node_id": node,
        "refs_json": references,
        "frontmatter_json": frontmatter(name, number),
        "word_count": body.count(" "),
        "created_at": moment(number),
        "updated_at": moment(number + 7),
    }


def frontmatter(name: PageName, number: int) -> dict | str | None:
    """Mostly null; else an object, or one that a program wrote into a string."""
    if number % 12:
        return None
    told = {"title": name.title, "tags": [name.entity_type.replace("_", " ")]}
    return told if number % 24 else json.dumps(told)
