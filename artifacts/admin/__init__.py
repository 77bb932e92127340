"""The admin: Django's own, on our models, writing through the verbs of `domain`."""

from artifacts.admin import changes, drafts, duplicates, merges, pages, reference_files, watches, works

__all__ = ["changes", "drafts", "duplicates", "merges", "pages", "reference_files", "watches", "works"]
