"""Rule of repeats: a paragraph that stands in a text twice, or nearly so."""

import re
from collections import Counter
from zlib import crc32

from artifacts.errors import marked as _
from artifacts.text.lint.findings import WARNING, rule
from artifacts.text.lint.links import TEXTS
from artifacts.text.lint.texts import excerpt

WORD = re.compile(r"\w+")
NO_PROSE = re.compile(r"#{1,6}\s|[|>`~]|<table|[-*+]\s|\d{1,9}[.)]\s|!\[|\$\$")
# A shorter paragraph comes again by chance.
LEAST_WORDS = 12
NEAR = 0.9
RUN = 3
PROBES = 8


@rule(
    "repeated-paragraph",
    WARNING,
    _("The paragraph “{words}” stands in line {line} too, or nearly so: keep the better one."),
    TEXTS,
)
def repeated_paragraph(subject):
    """Of two that are equal to the letter the second can go; of two that are alike a person chooses."""
    seen: list[tuple[int, int, str, Counter]] = []
    first_with: dict[int, int] = {}
    for start, end in paragraphs(subject.bare):
        words = WORD.findall(subject.bare[start:end].casefold())
        if len(words) < LEAST_WORDS:
            continue
        probes, bag = _probes(words), Counter(words)
        before = Counter(first_with[probe] for probe in probes if probe in first_with)
        twin = next((seen[number] for number, _hits in before.most_common(3) if _near(bag, seen[number][3])), None)
        if twin:
            same = subject.body[start:end].strip() == twin[2]
            blank = 2 * subject.body.startswith("\n\n", end)
            edits = [(start, end + blank, "")] * same
            yield subject.text.found(
                start, *edits, words=excerpt(subject.body[start:end]), line=subject.text.line(twin[0])
            )
            continue
        for probe in probes:
            first_with.setdefault(probe, len(seen))
        seen.append((start, end, subject.body[start:end].strip(), bag))


def paragraphs(text: str):
    """Where each paragraph of prose begins and ends: no heading, list, table, quotation or code."""
    at = 0
    for block in text.split("\n\n"):
        start = at + len(block) - len(block.lstrip("\n"))
        at += len(block) + 2
        if block.strip() and not NO_PROSE.match(block.lstrip()):
            yield start, start + len(block.strip("\n"))


def _probes(words: list[str]) -> list[int]:
    """The smallest hashes of a paragraph's runs of three words: those that are alike share some of them."""
    coded = " ".join(words).encode("utf-8", "surrogatepass").split(b" ")
    runs = set(map(crc32, map(b" ".join, zip(*(coded[at:] for at in range(RUN)), strict=False))))
    return sorted(runs)[:PROBES]


def _near(one: Counter, other: Counter) -> bool:
    """Whether nine words in ten are the same; the lengths are held against each other first, which costs nothing."""
    total, difference = one.total() + other.total(), abs(one.total() - other.total())
    return difference <= (1 - NEAR) * total and 2 * (one & other).total() >= NEAR * total
