"""Charts: where the bars of a picture stand, in pixels down and percent across, so that words keep their size."""

from django import template
from django.utils.formats import number_format

from artifacts.models.hypotheses import HIGH, MEDIUM

register = template.Library()

# A row of a chart of dimensions: a line of words, the bar, and the gap to the next row.
LINE, GAP, THICK = 20, 13, 1.3
AXIS = 22
COLUMNS_HIGH = 120


@register.filter
def bars(rows) -> dict:
    """Rows of `weight` and `value` as bars below each other, as long as the value and as thick as the weight."""
    placed, y = [], 0
    for row in rows:
        thickness = round(row["weight"] * THICK)
        placed.append(
            {**row, "words_y": y + 14, "y": y + LINE, "height": thickness, "length": percent(row["value"] or 0)}
        )
        y += LINE + thickness + GAP
    return {
        "rows": placed,
        "bottom": y,
        "height": y + AXIS,
        "ticks_y": y + 15,
        "ticks": [{"value": value, "x": percent(value)} for value in (0, MEDIUM, HIGH, 1)],
    }


@register.filter
def columns(bins) -> dict:
    """Bins of `count` as columns side by side, the highest one as high as the picture."""
    most = max((row["count"] for row in bins), default=0) or 1
    width = 100 / len(bins)
    placed = []
    for n, row in enumerate(bins):
        height = round(COLUMNS_HIGH * row["count"] / most)
        top = LINE + COLUMNS_HIGH - height
        x = {"x": f"{n * width + 0.4:g}%", "width": f"{width - 0.8:g}%", "middle": f"{(n + 0.5) * width:g}%"}
        placed.append({**row, **x, "y": top, "words_y": top - 6, "height": height, "start_x": f"{n * width:g}%"})
    bottom = LINE + COLUMNS_HIGH
    return {"rows": placed, "bottom": bottom, "height": bottom + AXIS, "ticks_y": bottom + 15}


@register.filter
def percent(value: float) -> str:
    """0.81 as `81%`: how far along a chart it stands."""
    return f"{value * 100:.4g}%"


@register.filter
def exact(value: float) -> str:
    """A number as it is, without the zeros that say nothing: `0.7`, `11.25`; six decimals at most."""
    return number_format(f"{value:.6f}".rstrip("0").rstrip("."))


@register.filter
def times(value: float, weight: int) -> float:
    return value * weight


@register.filter
def scored(rows) -> list[dict]:
    """The dimensions that have a score."""
    return [row for row in rows if row["value"] is not None]
