"""Evidence at a glance: how much of an artifact names a source, and what of it is doubted."""

from collections import Counter

from artifacts.models import Reference
from artifacts.text.doubts import KINDS
from artifacts.text.lint import Coverage


def glance_parts(coverage: Coverage, references: list[dict], doubts) -> dict:
    """Counts, and where the first doubt of each kind stands. A work that is not published yet is unresolved too."""
    statuses = Counter(entry["status"] for entry in references)
    return {
        "claims": coverage.claims,
        "sourced": coverage.sourced,
        "references": len(references),
        "unresolved": statuses["unresolved"] + statuses["unpublished"],
        "cautioned": sum(statuses[status] for status in Reference.DOUBTED),
        "doubts": [
            {"kind": kind, "count": len(anchors), "anchor": anchors[0]}
            for kind in KINDS
            if (anchors := [anchor for anchor, doubt in doubts if doubt.kind == kind])
        ],
    }
