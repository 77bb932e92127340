"""The admin: Django's own, on our models, writing through the verbs of `domain`."""

from artifacts.admin import drafts, merges, pages, watches, works

__all__ = ["drafts", "merges", "pages", "watches", "works"]
