"""What a dump's rows become: content that `save` takes, with its addresses, its works and what was noted of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace


@dataclass(frozen=True)
class Incoming:
    """`kind` is page, hypothesis, analysis or reference; `edges` are pairs of a relation and an object.

    `works` are the references that the content names by their ids: one that the site knows by an identifier
    (`exchange.identifiers_of`) already, under another id, is not made again; `naming` then puts that id in its place.
    `notes` are sentences on what of the row is not as it was.
    """

    public_id: str
    kind: str
    content: dict
    addresses: list[str] = field(default_factory=list)
    edges: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    works: list["Incoming"] = field(default_factory=list)

    def naming(self, ids: Mapping[str, str]) -> "Incoming":
        """The same with other ids for its references, by `{id here: id on the site}`."""
        content = dict(self.content)
        if "citations" in content:
            content["citations"] = {key: work and ids.get(work, work) for key, work in content["citations"].items()}
        if "evidence" in content:
            content["evidence"] = [
                {**piece, "reference": ids[piece["reference"]]} if piece.get("reference") in ids else piece
                for piece in content["evidence"]
            ]
        return replace(self, content=content)
