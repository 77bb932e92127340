"""Sentences: what a page or an analysis says where it cites a work, told on the page of that work."""

import re

from artifacts.text.citing import beginning, uses_of
from artifacts.text.markdown import parse, plain_text
from artifacts.text.marks import MARK
from artifacts.text.syntax import SCHEME

# Of a page, about one work.
MOST = 5
# A line that begins with a letter and holds no sign of Markdown.
UNMARKED = re.compile(r"[^\W\d_][^\\`*_~<>&\[\]{}$!|^\n\r\x00]*+")


def sentences_by_work(rendering, source: str, rows: list[dict] = ()) -> dict[str, list[str]]:
    """The Markdown of each sentence of the text, and of each row of facts, that cites a work, by the work's id."""
    found: dict[str, list[str]] = {}

    def tell(key: str, sentence: str) -> None:
        work = rendering.works.get(rendering.named.get(key))
        if work is not None:
            told = found.setdefault(work.public_id, [])
            if sentence not in told and len(told) < MOST:
                told.append(sentence)

    for key, uses in uses_of(source, rendering.named).items():
        for use in uses:
            tell(key, str(use))
    for row in rows:
        told = beginning(f"{row['label']}: {row['value']}" if row["label"] else row["value"])
        for key in row["citekeys"]:
            tell(key, told)
    return found


def as_words(sentence: str) -> str:
    """A sentence as plain words on one line, without its citations; the cells of a table's row parted by dots."""
    sentence = sentence.strip()
    # Most sentences are marked up by nothing but what they cite, and a work may be cited in hundreds.
    if (bare := MARK.sub("", sentence)) and UNMARKED.fullmatch(bare) and not SCHEME.search(bare):
        return " ".join(bare.split())
    if sentence.startswith("|"):
        sentence = " · ".join(cell.strip() for cell in sentence.strip("|").split("|"))
    return " ".join(plain_text(parse(sentence)).split())
