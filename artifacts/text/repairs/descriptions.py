"""Descriptions that quote themselves: `… The original description reads: "…"`, one inside the other."""

import re

from artifacts.text.repairs.mending import Fix, Page

READS = re.compile(r"\bThe original description reads\s*:\s*(?P<quote>[\"“])", re.IGNORECASE)
QUOTES = re.compile(r"[\"“”]")


def unwrap_description(page: Page) -> Fix | None:
    """Keep the innermost, where its end can be told: it holds no quotation, and as many end as begin."""
    if "original description reads" not in page.folded_text:
        return None
    openings = list(READS.finditer(page.body))
    if not openings:
        return None
    start = openings[-1].end()
    closings = [match.start() for match in QUOTES.finditer(page.body, start)]
    if len(closings) not in (0, len(openings)):
        return None
    # One that was cut off has lost its end with all others.
    end = closings[0] if closings else len(page.body)
    kept = page.body[start:end].strip()
    if not kept:
        return None
    around = page.body[: start - 1], page.body[end + 1 :]
    return Fix({**page.content, page.field: kept}, tuple(piece for piece in around if piece.strip()), around)
