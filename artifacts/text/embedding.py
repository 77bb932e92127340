"""Elsewhere: links of a page that is shown on another site, or kept as a file."""

import re

LINK = re.compile(r'<a (?=[^<>]*\bhref="(?!#))')


PATH = re.compile(r'<[a-z][^<>]*?\b(?:href|src)="(?=/(?!/))')


def opening_elsewhere(html: str) -> str:
    """The page with every link but those within it opening in a tab of its own."""
    return LINK.sub('<a target="_blank" ', html)


def at_whole_addresses(html: str, site: str) -> str:
    """The page with every path of this site as a whole address."""
    return PATH.sub(lambda match: match[0] + site, html)
