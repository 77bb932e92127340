"""Contents as readers read them: their Markdown as plain words, to compare what differs for readers alone."""

from artifacts.representations.changes import Changes, compare_contents
from artifacts.text.reading import compare_readings, line_as_read

# The lines of Markdown in the rows of each part.
LINES = {"infobox": ("label", "value"), "evidence": ("claim",)}


def compare_as_read(before: dict, after: dict) -> Changes:
    """What readers see otherwise; a text of which only the markup differs is no change."""
    changes = compare_contents(_as_read(before), _as_read(after), compare_texts=compare_readings)
    return Changes(tuple((name, diff) for name, diff in changes.texts if diff.changed), changes.rows)


def _as_read(content: dict) -> dict:
    return content | {
        part: [row | {name: line_as_read(row[name]) for name in names} for row in content[part]]
        for part, names in LINES.items()
        if part in content
    }
