"""Severities of findings as people read them: a sign, and how many in words."""

from django.utils.translation import ngettext

SIGNS = {"error": "✕", "warning": "▲", "info": "ℹ"}


def counted(severity: str, count: int) -> str:
    """`2 errors`, `1 remark`."""
    told = {
        "error": ngettext("%d error", "%d errors", count),
        "warning": ngettext("%d warning", "%d warnings", count),
        "info": ngettext("%d remark", "%d remarks", count),
    }
    return told[severity] % count


def counts_of(checkup) -> list[tuple[str, int]]:
    """How many findings of each severity a check-up counts, the worst first; those that it has none of left out."""
    counts = ((severity, getattr(checkup, f"{severity}s")) for severity in SIGNS)
    return [(severity, count) for severity, count in counts if count]
