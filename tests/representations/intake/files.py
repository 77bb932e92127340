"""Reference files as tests tell them: each entry and note on a line of its own."""

import json
from pathlib import Path

from artifacts.representations.intake import Reading

FOLDER = Path(__file__).parent.parent / "files"


def told(reading: Reading) -> list[str]:
    """`<line> <key> <csl>`, an entry's notes below it, and the problems last."""
    lines = [f"format {reading.format}"]
    for entry in reading.entries:
        csl = json.dumps(entry.csl, ensure_ascii=False, sort_keys=True)
        lines.append(f"{entry.line} {entry.key or '-'} {csl}{' RETRACTED' if entry.retracted else ''}")
        lines += [f"  {note.line}: {note.sentence}" for note in entry.notes]
    return lines + [f"left out, {note.line}: {note.sentence}" for note in reading.problems]
