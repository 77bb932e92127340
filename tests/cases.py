"""Cases in fixture files: a title, a line `.`, the input, a line `.`, the expected output, a line `.`."""

from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent / "text" / "cases"


class Case(NamedTuple):
    title: str
    given: str
    expected: str


def read_cases(name: str) -> list[Case]:
    """The cases of a file; ValueError with the line where one is not finished."""
    found, block, blocks = [], [], []
    for number, line in enumerate((FOLDER / name).read_text(encoding="utf-8").splitlines(), 1):
        if line != ".":
            block.append(line)
            continue
        blocks.append("\n".join(block))
        block = []
        if len(blocks) == 3:
            title, given, expected = blocks
            if not title.strip():
                raise ValueError(f"{name}, line {number}: a case without a title")
            found.append(Case(title.strip(), given, expected))
            blocks = []
    if blocks or any(line.strip() for line in block):
        raise ValueError(f"{name}: the last case is not finished")
    return found


def title_of(case: Case) -> str:
    return case.title
