"""Limits before work: what a body may measure, and how many things one rendering may do."""

import re

MAX_BYTES = 1024 * 1024
MAX_DEPTH = 100
MAX_TOKENS = 200_000
MAX_LINKS = 20_000
MAX_CITATIONS = 20_000
MAX_CELLS = 50_000
MAX_DIAGRAMS = 50


def body_problem(source: str) -> str:
    """Why a body is refused, as a sentence for its author; empty when it is not."""
    size = len(source.encode(errors="replace"))
    if size > MAX_BYTES:
        return f"The text is {size / MAX_BYTES:.1f} MiB long; 1 MiB is the most. Divide it into several pages."
    if nesting_depth(source) > MAX_DEPTH:
        return f"The text nests quotations or lists more than {MAX_DEPTH} levels deep. Flatten them."
    return ""


def nesting_depth(source: str) -> int:
    """A bound from above on how deep quotations, lists and brackets nest, in one pass over the text."""
    deepest = 0
    for line in source.split("\n"):
        lead = re.match(r"[ \t>*+\-\d.)]*", line)[0]
        quotes, bullets = lead.count(">"), len(re.findall(r"(?:[-+*]|\d{1,9}[.)])[ \t]", lead))
        indent = (len(lead) - len(lead.lstrip(" \t"))) // 2
        # A rule such as `* * *` is no list.
        if not re.fullmatch(r"[ \t]*(?:[-*_][ \t]*){3,}", line):
            deepest = max(deepest, quotes + bullets, min(indent, quotes + bullets + indent if bullets else 0))
    return deepest
