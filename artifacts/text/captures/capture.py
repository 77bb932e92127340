"""A capture, read: what the page says of itself, and its text as clean Markdown."""

from dataclasses import dataclass, field

from artifacts.text.infobox import Row
from artifacts.text.lint.body import Finding


@dataclass(frozen=True)
class RelatedWork:
    """A hypothesis or an analysis in a capture's lists of related ones."""

    kind: str
    public_id: str
    title: str
    score: float | None = None
    target_genes: tuple[str, ...] = ()
    status: str = ""


@dataclass(frozen=True)
class Capture:
    public_id: str
    source: str
    title: str
    slug: str
    entity_type: str
    kg_node_id: str
    body: str
    metadata: dict = field(default_factory=dict)
    addresses: tuple[str, ...] = ()
    infobox: tuple[Row, ...] = ()
    # Those that stood in the text, by citekey, as `text.repairs.Mended` tells them.
    works: tuple[tuple[str, dict], ...] = ()
    related: tuple[RelatedWork, ...] = ()
    provenance: tuple[tuple[str, str], ...] = ()
    repairs: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    remarks: tuple[str, ...] = ()
