"""Infoboxes on a narrow screen: the first rows in sight, the others folded away."""

from django import template

register = template.Library()

SHOWN = 7
FEWEST_FOLDED = 3
HEADS = ("header", "subheader")


@register.filter
def folded(rows: list[dict]) -> tuple[list[dict], list[dict]]:
    """The rows to show and those to fold; no head is parted from its rows, and nothing folded to spare a row or two."""
    if len(rows) < SHOWN + FEWEST_FOLDED:
        return rows, []
    end = SHOWN
    while end > 1 and rows[end - 1]["kind"] in HEADS:
        end -= 1
    return rows[:end], rows[end:]


@register.filter
def caption(rows: list[dict]) -> dict | None:
    """The head that a table begins with, if it spans the table: what stands over all of it is its caption."""
    first = rows[0] if rows else None
    return first if first and first["kind"] in HEADS and not first["value"] else None
