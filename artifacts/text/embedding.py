"""Embedding: what leads out of an embedded page opens beside the site that embeds it, which is not to be left."""

import re

LINK = re.compile(r'<a (?=[^<>]*\bhref="(?!#))')


def opening_elsewhere(html: str) -> str:
    """The page with every link but those within it opening in a tab of its own."""
    return LINK.sub('<a target="_blank" ', html)
