"""Fields of an entry: texts, names, dates, pages and identifiers as files write them, gathered into CSL-JSON."""

import re

from artifacts.errors import ArtifactError
from artifacts.errors import marked as _
from artifacts.representations.csl import IDENTIFIERS, clean_csl
from artifacts.representations.intake.entry import Entry, Note
from artifacts.text.work_texts import line_of, marked_up, plain

MOST = {"title": 1000, "abstract": 20_000}
MOST_ELSE = 1000
MARKED_UP = {"title", "abstract"}
MONTHS = {
    name: number
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1
    )
}
YEAR = re.compile(r"(?<!\d)[12]\d{3}(?!\d)")
NUMERIC = re.compile(r"([12]\d{3})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?!\d)")
SUFFIX = re.compile(r"(?:[JS]r\.?|[IVX]{1,4}|\d(?:st|nd|rd|th))", re.IGNORECASE)
DASHES = re.compile(r"\s*(?:-+|[‐-―−])\s*")
ADDRESS = re.compile(r"https?://[^\s<>\"]+")
DOI_INSIDE = re.compile(r"10\.\d{4,9}/[^\s<>\"]+")


class Gathering:
    """What a reader has found of one entry; `entry()` makes it whole, or tells why there is none."""

    def __init__(self, number: int, line: int, key: str = "", type: str = "document"):
        self.number, self.line, self.key = number, line, line_of(key)[:200]
        self.csl: dict = {"type": type}
        self.notes: list[Note] = []
        self.retracted = False

    def note(self, template: str, line: int = 0, **params) -> None:
        self.notes.append(Note(line or self.line, template, params))

    def text(self, field: str, value) -> None:
        """Set a field that has no value yet."""
        if not value:
            return
        most = MOST.get(field, MOST_ELSE)
        value = value[: 10 * most] if isinstance(value, str) else value
        text = marked_up(value) if field in MARKED_UP else plain(value)
        if len(text) > most:
            self.note(
                _("The field {name} is longer than {most} characters: its end is left out."), name=field, most=most
            )
            text = marked_up(text[:most])
        if text:
            self.csl.setdefault(field, text)

    def pages(self, value) -> None:
        self.text("page", DASHES.sub("-", plain(value)))

    def names(self, field: str, names: list[dict], complete: bool = True) -> None:
        names = [{part: text for part, text in name.items() if text} for name in names]
        if names := [name for name in names if name]:
            self.csl.setdefault(field, names)
            if not complete and field == "author":
                self.csl["author_list_complete"] = False

    def date(self, field: str, *spelled) -> None:
        """The first of these that holds a year."""
        for value in spelled:
            if parts := date_parts(plain(value)):
                self.csl.setdefault(field, {"date-parts": [parts]})
                return
        if told := next(filter(None, map(plain, spelled)), ""):
            self.note(_("No year was found in {text!r}."), text=told[:80])

    def identifier(self, scheme: str, value) -> None:
        text = plain(value)
        name, normalise = IDENTIFIERS[scheme]
        if not text or name in self.csl:
            return
        try:
            bare = _bare(scheme, text)
            normal = normalise(bare)
            # A DOI is kept in the capitals that its publisher gave it.
            self.csl[name] = bare if bare.lower() == normal else normal
        except ArtifactError as error:
            self.notes.append(Note(self.line, error.template, {**error.params, "text": text[:80]}))

    def address(self, value) -> None:
        """A web address; one that is a work's DOI or PubMed page says its identifier too."""
        found = ADDRESS.search(line_of(value))
        if not found:
            return
        url = found[0][:1000]
        if re.match(r"https?://(?:dx\.)?doi\.org/", url, re.IGNORECASE):
            self.identifier("doi", url)
        elif "pubmed.ncbi" in url:
            self.identifier("pmid", url)
        else:
            self.csl.setdefault("URL", url)

    def entry(self) -> Entry | Note:
        if not self.csl.get("title"):
            named = _("The entry {key} has no title and is left out.")
            template = named if self.key else _("An entry without a title is left out.")
            return Note(self.line, template, {"key": self.key} if self.key else {})
        return Entry(self.number, self.line, self.key, clean_csl(self.csl), self.retracted, tuple(self.notes))


def _bare(scheme: str, text: str) -> str:
    """An identifier without what people write around it: `DOI 10.1/x [doi].`, `PMC4782111.1`."""
    if scheme == "doi":
        found = DOI_INSIDE.search(text)
        return found[0].rstrip(".,;") if found else text
    return re.sub(r"\.\d+$|\s*\[.*", "", text)


def date_parts(text: str) -> list[int]:
    """`2017 Nov 2`, `2017/11/02`, `November 2017`, `Winter 2017`, `c2017`: year, month, day as far as they are told."""
    if found := NUMERIC.search(text):
        year, month, day = int(found[1]), int(found[2]), int(found[3] or 0)
        if 1 <= month <= 12:
            return [year, month, *([day] if 1 <= day <= 31 else [])]
    found = YEAR.search(text)
    if not found:
        return []
    rest = f"{text[: found.start()]} {text[found.end() :]}"
    words = re.findall(r"[A-Za-z]+", rest.lower())
    month = next((MONTHS[word[:3]] for word in words if word[:3] in MONTHS and len(word) > 2), None)
    # A season is no month: PubMed's own readers take the year only.
    if month is None:
        return [int(found[0])]
    day = re.search(r"(?<!\d)(\d{1,2})(?!\d)", rest)
    return [int(found[0]), month, *([int(day[1])] if day and 1 <= int(day[1]) <= 31 else [])]


def person(spelled: str) -> dict:
    """`Last, First`, `Last, Jr, First`, `Last, First, Jr` and `First Last` as a CSL name; one word is a family's."""
    parts = [part.strip() for part in line_of(spelled).split(",")]
    if len(parts) >= 3:
        first, second, *rest = parts
        if SUFFIX.fullmatch(second):
            return {"family": first, "suffix": second, "given": " ".join(rest)}
        if SUFFIX.fullmatch(rest[-1]):
            return {"family": first, "given": " ".join([second, *rest[:-1]]).strip(), "suffix": rest[-1]}
        return {"family": first, "given": ", ".join([second, *rest])}
    if len(parts) == 2:
        family, given = parts
        return {"family": family, "given": given} if family and given else {"literal": family or given}
    return _unparted(parts[0])


def _unparted(name: str) -> dict:
    """First names, then the family's, which begins at the first word in small letters."""
    words = name.split()
    if len(words) < 2:
        return {"family": name}
    suffix = words.pop() if len(words) > 2 and SUFFIX.fullmatch(words[-1]) else ""
    small = next((place for place, word in enumerate(words[1:-1], 1) if word[0].islower()), len(words) - 1)
    return {"family": " ".join(words[small:]), "given": " ".join(words[:small]), "suffix": suffix}
