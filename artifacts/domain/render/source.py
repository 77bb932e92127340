"""Sources: the texts of an artifact as they are written, before anything is looked up."""

from typing import NamedTuple


class Source(NamedTuple):
    """Markdown of blocks, or with `inline` of one line."""

    text: str
    inline: bool = False


def gene_keys(symbol: str) -> tuple[str, str]:
    """The address keys of the page of a gene."""
    return f"wiki-genes-{symbol.casefold()}", f"genes-{symbol.casefold()}"
