"""Dumps: the tables of another site read as streams, and their rows turned into what the site saves."""

from artifacts.representations.dumps.incoming import Incoming
from artifacts.representations.dumps.pages import pages, wiki_key_of, wiki_keys
from artifacts.representations.dumps.reading import read_dump
from artifacts.representations.dumps.records import Record, Reject

__all__ = ["Incoming", "Record", "Reject", "pages", "read_dump", "wiki_key_of", "wiki_keys"]
