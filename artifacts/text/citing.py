"""Citing: the sentences in which a text cites a work by a key, each with the mark that cites it."""

from collections import defaultdict
from collections.abc import Container
from dataclasses import dataclass

from artifacts.text.code import without_code
from artifacts.text.marks import MARK, read_mark
from artifacts.text.sentences import blocks, pieces

# How much of a long sentence is shown on each side of the mark, in characters.
AROUND = 200
# How much of a whole statement, such as a row or a claim, is told where a work is shown.
LONGEST = 600


@dataclass(frozen=True)
class Use:
    """One mark, and what stands before and after it in its sentence, on one line."""

    before: str
    mark: str
    after: str

    def __str__(self):
        return f"{self.before}{self.mark}{self.after}"


def uses_of(source: str, keys: Container[str]) -> dict[str, list[Use]]:
    """Where a text cites each of the keys, in its order; keys that it does not cite are left out."""
    found = defaultdict(list)
    for block in blocks(source):
        if "[" not in block or "@" not in block:
            continue
        # Blanked code is as long as what it blanks, so that places are the same in both.
        blanked, start = without_code(block), 0
        for piece in pieces(block):
            for mark in MARK.finditer(blanked, start, start + len(piece)):
                for key in {cited.key for cited in read_mark(mark[0])}:
                    if key in keys:
                        found[key].append(_use(piece, mark.start() - start, mark.end() - start))
            start += len(piece)
    return dict(found)


def beginning(statement: str) -> str:
    """As much of a statement as is told beside each of the works that it names: these may be hundreds."""
    cut = statement[:LONGEST]
    return statement if cut == statement else f"{cut.rpartition(' ')[0] or cut} …"


def _use(sentence: str, start: int, end: int) -> Use:
    # No more is looked at than is shown: a text may be one long sentence with thousands of marks.
    before, after = sentence[max(0, start - 2 * AROUND) : start], sentence[end : end + 2 * AROUND]
    return Use(_end_of(before), sentence[start:end], _start_of(after))


def _end_of(text: str) -> str:
    text = _one_line(text).lstrip("# ")
    return text if len(text) <= AROUND else f"… {text[-AROUND:].partition(' ')[2]}"


def _start_of(text: str) -> str:
    text = _one_line(text).rstrip()
    return text if len(text) <= AROUND else f"{text[:AROUND].rpartition(' ')[0]} …"


def _one_line(text: str) -> str:
    """Line breaks and runs of blanks as one blank; those at the ends part words from the mark."""
    words = " ".join(text.split())
    return f"{' ' if text[:1].isspace() and words else ''}{words}{' ' if text[-1:].isspace() and words else ''}"
