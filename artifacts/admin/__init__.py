"""The admin: Django's own, on our models, writing through the verbs of `domain`."""

from artifacts.admin import pages, works

__all__ = ["pages", "works"]
