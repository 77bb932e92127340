"""Intake: reference files of other programs (BibTeX, RIS, MEDLINE, CSL-JSON) read into entries, broken ones told of."""

from artifacts.representations.intake.entry import Entry, Note, Reading
from artifacts.representations.intake.reading import FORMATS, read_references, recognise

__all__ = ["FORMATS", "Entry", "Note", "Reading", "read_references", "recognise"]
