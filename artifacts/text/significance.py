"""Significance: what kind of statement a change of words alters: numbers, units, doses, negations, gene symbols ..."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from artifacts.text.worddiff import ADDED, KEPT, REMOVED, Span, exact_spans, too_long

# Looked for at its beginning only: a row of figures such as 1,1,1,1 would else be read again from each of them.
NUMBER = r"(?<![\w.])(?<!\d,)[-−+]?\d+(?:[.,]\d+)*"
AMOUNT = r"(?:kg|mg|µg|μg|mcg|ng|pg|g|mL|ml|µL|μL|dL|L|IU|mmol|µmol|μmol|nmol|mol|mM|µM|μM|nM|pM)"
TIME = r"(?:h|hours?|min|minutes?|s|seconds?|days?|weeks?|months?|years?)"
MEASURE = rf"(?:nm|µm|μm|mm|cm|km|bp|kb|Mb|kDa|Da|mV|mmHg|Hz|kHz|°C|K|{TIME})"
KINDS = {
    "numbers": re.compile(rf"{NUMBER}(?=(?:{AMOUNT}|{MEASURE})?(?!\w))"),
    "units": re.compile(rf"(?<=\d)\s*({AMOUNT}|{MEASURE})(?:/(?:{AMOUNT}|{MEASURE}|m2|m²))*(?!\w)"),
    "doses": re.compile(rf"{NUMBER}\s*{AMOUNT}(?:/(?:kg|day|d|h|m2|m²|week|mL|L))*(?!\w)"),
    "percentages": re.compile(rf"{NUMBER}\s*(?:%|percent\b|per cent\b)"),
    "p-values": re.compile(r"\b[pP]\s*(?:-value\s*)?[<>=≤≥]\s*\d+(?:\.\d+)?"),
    "negations": re.compile(
        r"\b(?:not|no|never|none|nor|neither|without|cannot|fail(?:s|ed)? to|lack(?:s|ed|ing)?|\w+n['’]t)\b",
        re.IGNORECASE,
    ),
    "genes": re.compile(r"\b(?:C\d+orf\d+|[A-Z]+\d+[A-Z0-9]*|[A-Z]{3,8})\b"),
}
# Capitals that name no gene.
ACRONYMS = {"DNA", "RNA", "PCR", "FDA", "EMA", "USA", "CSF", "MRI", "PET", "HTML", "PMID", "DOI"}
# A source is not a statement: its key and address are full of figures.
SOURCES = re.compile(r"\[@[^\[\]\n]{1,300}\]|\]\([^()\s]{0,1000}\)|https?://\S{1,1000}|\[\[[^\[\]\n]{1,300}\|?")


def altered(before: str, after: str, seconds: float = 0.2) -> tuple[str, ...]:
    """The kinds of statement that lost or changed something from one version of a place to the next.

    What is only added alters nothing, but for a negation.
    """
    before, after = SOURCES.sub(" ", before), SOURCES.sub(" ", after)
    if before == after or not before:
        return ()
    if too_long(before, after):
        hunks = [(((0, len(before)),), ((0, len(after)),))]
    else:
        hunks = list(_hunks(exact_spans(before, after, seconds)))
    return tuple(kind for kind in KINDS if any(_alters(kind, before, after, *hunk) for hunk in hunks))


def _hunks(spans: Sequence[Span]) -> Iterator[tuple[tuple, tuple]]:
    """Neighbouring changes as the ranges that they take up before and after."""
    gone, come, i, j = [], [], 0, 0
    for operation, text in (*spans, Span(KEPT, "")):
        if operation == REMOVED:
            gone.append((i, i + len(text)))
        elif operation == ADDED:
            come.append((j, j + len(text)))
        else:
            if gone or come:
                yield tuple(gone), tuple(come)
            gone, come = [], []
        i += len(text) if operation != ADDED else 0
        j += len(text) if operation != REMOVED else 0


def _alters(kind: str, before: str, after: str, gone, come) -> bool:
    old, new = (_touched(kind, text, ranges) for text, ranges in ((before, gone), (after, come)))
    lost = Counter(text for text, _inside in old) - Counter(text for text, _inside in new)
    if kind == "negations":
        return Counter(text.lower() for text, _inside in old) != Counter(text.lower() for text, _inside in new)
    return bool(lost) or (not old and any(not inside for _text, inside in new))


def _touched(kind: str, text: str, ranges) -> list[tuple[str, bool]]:
    """What stands in or reaches into the ranges, and whether all of it stands inside one."""
    found = []
    for start, end in ranges:
        # Nothing that is looked for is longer than this, so that a long text is not read again for each change.
        for match in KINDS[kind].finditer(text, max(0, start - 60), min(len(text), end + 60)):
            overlaps = match.start() < end and match.end() > start
            if overlaps and not (kind == "genes" and match[0] in ACRONYMS):
                found.append(("".join(match[0].split()), start <= match.start() and match.end() <= end))
    return found
