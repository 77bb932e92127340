"""Rows of `artifacts`: which row of another table each one stands for, and what it adds to that."""

from collections.abc import Sequence

from artifacts.errors import ContentError
from artifacts.representations.dumps.fields import Fields, read_printed_values
from artifacts.representations.dumps.records import Record
from artifacts.text.addresses import MAX_KEY_LENGTH, normalise_key

PREFIX = "wiki-"
MOST_OF_A_TITLE = 500
KINDS = {
    **dict.fromkeys(("wiki_page", "wiki", "page"), "wiki_page"),
    "hypothesis": "hypothesis",
    "analysis": "analysis",
    **dict.fromkeys(("paper", "reference", "publication"), "paper"),
}
# How the metadata names the row, in this order.
NAMED_BY = {
    "wiki_page": ("wiki_page_id", "slug"),
    "hypothesis": ("hypothesis_id",),
    "analysis": ("analysis_id",),
    "paper": ("paper_id",),
}


def row_keys(row: Record) -> tuple[str, ...]:
    """The keys by which artifacts name a row of another table: its id, and of a wiki row its slug."""
    return tuple(normalise_key(str(row.data[name])) for name in ("id", "slug") if row.data.get(name))


def owner_of(artifact: Record) -> tuple[str, str]:
    """The kind of the row that an artifact stands for, and one of that row's `row_keys`; ContentError without one."""
    fields = Fields(artifact.data)
    told = fields.line("artifact_type", MAX_KEY_LENGTH)
    kind = KINDS.get(told.casefold().replace("-", "_"))
    if kind is None:
        types = ", ".join(KINDS)
        raise ContentError(f"Artifacts of the type {told[:60]!r} have no place here; the types are {types}.")
    metadata, public_id = fields.structure("metadata", dict), fields.line("id", MAX_KEY_LENGTH)
    own = public_id.removeprefix(PREFIX if kind == "wiki_page" else f"{kind}-")
    named = next((metadata[name] for name in NAMED_BY[kind] if isinstance(metadata.get(name), (str, int))), None)
    if not (named or own):
        raise ContentError("The artifact has no id.")
    return kind, normalise_key(str(named or own))


def named_row(row: Record | None, artifacts: Sequence[Record]) -> tuple[Fields, "Beside", str, str]:
    """A row's fields, what its artifacts add, its id and its title; an artifact without a row is one by its id."""
    first = artifacts[0].data.get("id") if artifacts else None
    fields = Fields(row.data if row else {"id": first})
    public_id = fields.identity()
    if not public_id:
        raise ContentError("The row has no id.")
    beside = Beside(artifacts, public_id)
    title = fields.line("title", MOST_OF_A_TITLE) or beside.title
    if not title:
        raise ContentError("The row has no title.")
    return fields, beside, public_id, title


class Beside:
    """What the artifacts of a row other than a page add to it: their ids as addresses, the rest as metadata."""

    def __init__(self, artifacts: Sequence[Record], public_id: str):
        self.title, self.addresses, self.metadata, self.notes = "", [], {}, []
        for artifact in artifacts:
            fields = Fields(artifact.data)
            fields.value("artifact_type")
            own = fields.line("id", MAX_KEY_LENGTH)
            self.title = self.title or fields.line("title", MOST_OF_A_TITLE)
            told = read_printed_values(fields.structure("metadata", dict))
            for name, value in (*fields.rest().items(), *told.items()):
                # Where another artifact, or the metadata, says otherwise.
                known = self.metadata.get(name, value) == value
                self.metadata[name if known else f"{name} of {own}"] = value
            self.notes += fields.notes
            if own and own != public_id:
                self.addresses.append(own)

    def metadata_with(self, rest: dict, title: str) -> dict:
        """With what is left of the row itself, which stands before the artifact's where they differ, and its title."""
        others = self.metadata | ({"artifact_title": self.title} if self.title not in ("", title) else {})
        said = {f"artifact_{name}" if rest.get(name, value) != value else name: value for name, value in others.items()}
        return {**said, **rest}

    @property
    def edges(self) -> list[tuple[str, str]]:
        creator = self.metadata.get("created_by")
        return [("wasAttributedTo", creator)] if isinstance(creator, str) else []
