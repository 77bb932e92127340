"""The admin: Django's own, on our models, writing through the verbs of `domain`."""

from artifacts.admin import changes, drafts, merges, pages, works

__all__ = ["changes", "drafts", "merges", "pages", "works"]
