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
