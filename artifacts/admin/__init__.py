"""The admin: Django's own, on our models, writing through the verbs of `domain`."""

from artifacts.admin import (
    bench,
    changes,
    drafts,
    duplicates,
    findings,
    graph,
    merges,
    pages,
    reference_files,
    watches,
    works,
)

__all__ = [
    "bench",
    "changes",
    "drafts",
    "duplicates",
    "findings",
    "graph",
    "merges",
    "pages",
    "reference_files",
    "watches",
    "works",
]
