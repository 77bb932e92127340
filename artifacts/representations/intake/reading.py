"""Reading of reference files: the format told by what stands in the file, and the reader of each."""

import functools
import re

from artifacts.errors import IntakeError
from artifacts.errors import marked as _
from artifacts.representations.intake.bibtex import read_bibtex
from artifacts.representations.intake.csl_json import read_csl_json
from artifacts.representations.intake.entry import Entry, Reading
from artifacts.representations.intake.medline import read_medline
from artifacts.representations.intake.ris import read_ris

FORMATS = {"bibtex": read_bibtex, "ris": read_ris, "medline": read_medline, "csl": read_csl_json}
MOST_ENTRIES = 20_000
# The line by which each format is known; the file is of the one whose line comes first.
SIGNS = {
    "medline": re.compile(r"^[ \t]*PMID- *\d", re.MULTILINE),
    "ris": re.compile(r"^[ \t]*TY {0,2}- ?", re.MULTILINE),
    "bibtex": re.compile(r"^[ \t]*@[ \t]*[A-Za-z]+[ \t]*[{(]", re.MULTILINE),
}
OTHERS = (
    (re.compile(r"%PDF-"), "PDF"),
    (re.compile(r"PK\x03\x04"), "ZIP, Word or Excel"),
    (re.compile(r"<\?xml|<xml|<records>|<!DOCTYPE|<html", re.IGNORECASE), "XML or HTML"),
    (re.compile(r"%[0A-Z] ", re.MULTILINE), "EndNote (.enw)"),
    (re.compile(r"FN |PT [JBSP]$", re.MULTILINE), "Web of Science"),
)


def recognise(text: str) -> str:
    """The format of a file by its content; IntakeError, in one sentence, where it is none of ours."""
    start = text.lstrip("\ufeff \t\r\n")
    if not start:
        raise IntakeError(_("There is nothing in it: choose a file or paste some references."))
    if start[0] in "[{":
        return "csl"
    places = {name: found.start() for name, sign in SIGNS.items() if (found := sign.search(start))}
    if places:
        return min(places, key=places.get)
    for sign, name in OTHERS:
        if sign.match(start):
            raise IntakeError(
                _("This looks like {name}: export the references as BibTeX, RIS, MEDLINE or CSL-JSON instead."),
                name=name,
            )
    raise IntakeError(_("No references were found in it: it must be BibTeX, RIS, MEDLINE (.nbib) or CSL-JSON."))


# The pages of a long file are looked at one after another; reading it takes some seconds.
@functools.lru_cache(maxsize=2)
def read_references(text: str, format: str = "") -> Reading:
    """Every work in a file, and what of it could not be read. IntakeError where it is no such file at all."""
    format = format or recognise(text)
    if format not in FORMATS:
        raise IntakeError(_("{name!r} is no format here: use {names}."), name=format, names=", ".join(FORMATS))
    entries, problems = [], []
    for found in FORMATS[format](text):
        (entries if isinstance(found, Entry) else problems).append(found)
        if len(entries) + len(problems) > MOST_ENTRIES:
            raise IntakeError(
                _("The file holds more than {most} works, the most at once: divide it."), most=MOST_ENTRIES
            )
    return Reading(format, tuple(entries), tuple(problems))
