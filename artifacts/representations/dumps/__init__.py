"""Dumps: the tables of another site read as streams, and their rows turned into what the site saves."""

from artifacts.representations.dumps.analyses import analysis
from artifacts.representations.dumps.artifact_rows import owner_of, row_keys
from artifacts.representations.dumps.hypotheses import hypothesis
from artifacts.representations.dumps.incoming import Incoming
from artifacts.representations.dumps.links import Link, edge, link
from artifacts.representations.dumps.pages import pages
from artifacts.representations.dumps.papers import paper
from artifacts.representations.dumps.reading import read_dump
from artifacts.representations.dumps.records import KINDS, Record, Reject
from artifacts.representations.dumps.rejects import reject_line
from artifacts.representations.dumps.texts import captured, exchanged

__all__ = [
    "KINDS",
    "Incoming",
    "Link",
    "Record",
    "Reject",
    "analysis",
    "captured",
    "edge",
    "exchanged",
    "hypothesis",
    "link",
    "owner_of",
    "pages",
    "paper",
    "read_dump",
    "reject_line",
    "row_keys",
]
