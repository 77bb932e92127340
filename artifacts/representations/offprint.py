"""Offprints: one version of an artifact with the records of all that it cites; as public JSON."""

from dataclasses import dataclass, field

from artifacts.text.portable import Place

FORMAT = "scidex-artifact"
# Raised when a field changes its meaning or goes; one that is new raises nothing.
FORMAT_VERSION = 1


@dataclass(frozen=True)
class Offprint:
    """`works` are CSL-JSON items by citekey, several keys of one work to the same item; None where a key leads nowhere.

    `places` says where each `[[slug]]` of its texts leads.
    """

    parts: dict
    content: dict
    revision: dict
    address: str
    revision_address: str
    site: dict
    works: dict[str, dict | None] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)

    @property
    def title(self) -> str:
        return self.parts["title"]

    @property
    def records(self) -> list[dict]:
        """Each cited work once, in the order of the reference list."""
        return list({work["id"]: work for work in self.works.values() if work}.values())


def public_document(offprint: Offprint) -> dict:
    """What a program is given; docs/citing.md says what each field means."""
    return {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "site": offprint.site,
        "id": offprint.parts["public_id"],
        "kind": offprint.parts["kind"],
        "title": offprint.title,
        "address": offprint.address,
        "revision": {**offprint.revision, "address": offprint.revision_address},
        "content": public_content(offprint.content),
        "citations": {key: work and work["id"] for key, work in offprint.works.items()},
        "references": offprint.records,
        "cite_as": offprint.parts["cite"]["csl"],
    }


def public_content(content: dict) -> dict:
    """Without what an editor took off the page: who did so is nobody else's business."""
    if "relations" not in content:
        return content
    return {**content, "relations": [row for row in content["relations"] if row["dismissed"] is None]}
