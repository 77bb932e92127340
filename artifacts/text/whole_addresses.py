"""Whole addresses: the paths of a page that is kept as a file, away from its site."""

import re

PATH = re.compile(r'<[a-z][^<>]*?\b(?:href|src)="(?=/(?!/))')


def at_whole_addresses(html: str, site: str) -> str:
    """The page with every path of this site as a whole address."""
    return PATH.sub(lambda match: match[0] + site, html)
