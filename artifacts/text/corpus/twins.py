"""Titles of a synthetic corpus: that of a wiki row, and those of its two artifacts, which differ by rule."""

from artifacts.text.corpus.names import PageName, titled
from artifacts.text.corpus.vocabulary import PROCESSES, QUALITIES, THINGS

# Of a hundred pages those whose title is their slug, and the one whose title shows a heading's attribute.
SLUGS, ATTRIBUTE = range(4), 50


def row_title(name: PageName) -> str:
    """The title as the wiki's row has it."""
    at = name.number * 7 % 100
    if at in SLUGS:
        return name.tail
    return f"{name.title} {{#{name.tail}}}" if at == ATTRIBUTE else name.title


def artifact_titles(name: PageName, rule: str) -> tuple[str, str]:
    """The titles of `wiki-<slug>` and of `<slug>`."""
    number = name.number
    what = f"{titled(QUALITIES[number % len(QUALITIES)])} {titled(THINGS[number % len(THINGS)])}"
    if rule == "extended":
        return f"{name.title} ({what})", name.title
    if rule == "slug":
        return name.tail, name.title
    if rule == "longer":
        return f"{what} Notes", f"How {name.short} and {PROCESSES[number % len(PROCESSES)]} depend on each other"
    if rule == "capitals":
        both = name.title, name.title.lower()
        return both if number % 2 else both[::-1]
    if rule == "by hand":
        return f"{name.title.title()} ({what})", f"{name.title.upper()} - {what}"
    return row_title(name), row_title(name)
