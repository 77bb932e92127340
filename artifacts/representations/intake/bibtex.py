"""BibTeX read: blocks told apart by bibtexparser, which isolates broken ones; strings, names and LaTeX by us."""

import re
from collections import Counter
from collections.abc import Iterator

import bibtexparser
from bibtexparser.model import DuplicateBlockKeyBlock, DuplicateFieldKeyBlock, ParsingFailedBlock, String
from bibtexparser.model import Entry as Block

from artifacts.errors import marked as _
from artifacts.representations.intake.entry import Entry, Note
from artifacts.representations.intake.fields import MONTHS, Gathering, person
from artifacts.text.latex import plain_text

TYPES = {
    **dict.fromkeys(("article", "periodical", "suppperiodical"), "article-journal"),
    **dict.fromkeys(("book", "mvbook", "collection", "mvcollection", "proceedings", "manual", "booklet"), "book"),
    **dict.fromkeys(("incollection", "inbook", "suppbook", "suppcollection", "bookinbook"), "chapter"),
    **dict.fromkeys(("inproceedings", "conference"), "paper-conference"),
    **dict.fromkeys(("phdthesis", "mastersthesis", "thesis"), "thesis"),
    **dict.fromkeys(("techreport", "report"), "report"),
    **dict.fromkeys(("online", "electronic", "www", "webpage"), "webpage"),
    "dataset": "dataset",
    "data": "dataset",
    "software": "software",
    "patent": "patent",
    "inreference": "entry-encyclopedia",
    "unpublished": "manuscript",
}
# By CSL field, the names that files give it, the first one present counts.
FIELDS = {
    "title": ("title",),
    "container-title": ("journal", "journaltitle", "booktitle", "fjournal"),
    "container-title-short": ("shortjournal", "journalabbr", "journal-iso"),
    "volume": ("volume",),
    "issue": ("number", "issue"),
    "publisher": ("publisher", "school", "institution"),
    "publisher-place": ("address", "location"),
    "edition": ("edition",),
    "version": ("version",),
    "ISBN": ("isbn",),
    "ISSN": ("issn",),
    "abstract": ("abstract",),
    "language": ("language", "langid"),
}
# Read as they are, not as LaTeX.
VERBATIM = {"doi", "url", "pmid", "pmcid", "eprint", "eprinttype", "archiveprefix"}
PIECE = re.compile(r"\s*(#)?\s*(?:([^\s#{}\",()=]+)|(?=[{\"]))")
# A string may be made of others, which would grow without end.
MOST_OF_A_STRING = 1000
AND = re.compile(r" and(?= )", re.IGNORECASE)


def read_bibtex(text: str) -> Iterator[Entry | Note]:
    library = bibtexparser.parse_string(text.replace("\r\n", "\n").replace("\r", "\n"), parse_stack=[])
    strings = _strings(library.blocks)
    works = [block for block in map(_without_twins, library.blocks) if isinstance(block, Block)]
    parents = {block.key.lower(): block for block in reversed(works)}
    keys = Counter()
    for number, found in enumerate(library.blocks, 1):
        block = _without_twins(found)
        if isinstance(block, ParsingFailedBlock):
            yield _broken(block)
        if not isinstance(block, Block):
            continue
        gathering = Gathering(number, block.start_line + 1, block.key, TYPES.get(block.entry_type.lower(), "document"))
        if isinstance(found, DuplicateFieldKeyBlock):
            gathering.note(_("A field stands twice in this entry: the first one counts."))
        keys[block.key] += 1
        if block.key and keys[block.key] > 1:
            gathering.note(_("The key {key} is an earlier entry's too."), key=block.key[:200])
        _fill(gathering, _values(gathering, block, strings, parents))
        yield gathering.entry()


def _without_twins(block):
    """The entry itself, where the parser sets it aside for a key or a field that it has twice."""
    twins = isinstance(block, (DuplicateBlockKeyBlock, DuplicateFieldKeyBlock))
    return block.ignore_error_block if twins else block


def _broken(block) -> Note:
    named = re.match(r"@\s*\w+\s*[{(]\s*([^\s,{}()=]{1,200})\s*,", block.raw)
    if named:
        return Note(
            block.start_line + 1,
            _("The entry {key} cannot be read: a brace or a quotation mark in it is not closed."),
            {"key": named[1]},
        )
    return Note(block.start_line + 1, _("This entry cannot be read: a brace or a quotation mark in it is not closed."))


def _strings(blocks) -> dict[str, str]:
    """What `@string` names stand for; one may use those before it."""
    found = {}
    for block in blocks:
        if isinstance(block, String):
            found[block.key.lower()] = _evaluated(str(block.value), found)[0][:MOST_OF_A_STRING]
    return found


def _values(gathering: Gathering, block, strings: dict, parents: dict) -> dict[str, str]:
    """The fields of an entry by name, those of the entry that it refers to where it has none itself."""
    found = {}
    for field in block.fields:
        value, unknown = _evaluated(str(field.value), strings)
        line = (field.start_line or block.start_line) + 1
        if unknown is None:
            gathering.note(_("A comma or a brace is missing in the field {name}."), line, name=field.key[:40])
        elif unknown:
            gathering.note(_("The abbreviation {name} is not defined in this file."), line, name=unknown[:40])
        found.setdefault(field.key.lower(), value)
    referred = found.get("crossref", "").strip()
    parent = parents.get(referred.lower()) if referred else None
    if parent is not None and parent is not block:
        inherited = {field.key.lower(): _evaluated(str(field.value), strings)[0] for field in parent.fields}
        # The title of the whole is the book's title of its part.
        inherited["booktitle"] = inherited.pop("booktitle", None) or inherited.pop("title", "")
        inherited.pop("title", None)
        inherited.pop("doi", None)
        found = {name: value for name, value in inherited.items() if value} | found
    elif referred:
        gathering.note(_("The entry {key} that this one refers to is not in this file."), key=referred[:200])
    return found


def _evaluated(source: str, strings: dict) -> tuple[str, str | None]:
    """`jan # " 5"` as `jan 5`, and a name in it that is not known; None for it where something stands wrong."""
    pieces, at, unknown = [], 0, ""
    while at < len(source.rstrip()):
        match = PIECE.match(source, at)
        if match is None or (match[1] is None) != (at == 0):
            return "".join(pieces) or source, None
        at = match.end()
        if match[2] is not None:
            name = match[2]
            if name.lower() not in strings and name[:3].lower() not in MONTHS and not name.isdecimal():
                unknown = unknown or name
            pieces.append(strings.get(name.lower(), name))
            continue
        end = _end_of_literal(source, at)
        if end is None:
            return "".join(pieces) or source, None
        pieces.append(source[at + 1 : end])
        at = end + 1
    return "".join(pieces), unknown


def _end_of_literal(source: str, at: int) -> int | None:
    """The place of the brace or quotation mark that closes the one at `at`."""
    if source[at] == "{":
        closing, depth = "}", 0
    else:
        closing, depth = '"', 1
    for sign in re.finditer(r'\\.|[{}"]', source[at + (closing == '"') :], re.DOTALL):
        place = at + (closing == '"') + sign.start()
        if sign[0] == "{":
            depth += 1
        elif sign[0] == "}":
            depth -= 1
            if closing == "}" and depth == 0:
                return place
        elif sign[0] == '"' and closing == '"' and depth == 1:
            return place
    return None


def _fill(gathering: Gathering, values: dict[str, str]) -> None:
    read = {name: value if name in VERBATIM else plain_text(value) for name, value in values.items() if value}
    for field, names in FIELDS.items():
        for name in names:
            gathering.text(field, read.get(name, ""))
    # Of a meeting it is who holds it; of a page on the web what it stands on.
    held = gathering.csl["type"] in ("paper-conference", "book")
    gathering.text("publisher" if held else "container-title", read.get("organization", ""))
    if subtitle := read.get("subtitle"):
        gathering.csl["title"] = f"{gathering.csl['title']}: {subtitle}" if "title" in gathering.csl else subtitle
    gathering.pages(read.get("pages") or read.get("eid") or read.get("article-number") or "")
    for field in ("author", "editor"):
        people = [name.strip() for name in _people(values.get(field, ""))]
        others = [name for name in people if name.lower() in ("others", "et al", "et al.")]
        gathering.names(field, [_person(name) for name in people if name not in others], complete=not others)
    gathering.date("issued", *_dates(read))
    gathering.date("accessed", read.get("urldate", ""))
    gathering.identifier("doi", _plain_verbatim(values.get("doi", "")))
    gathering.identifier("pmid", values.get("pmid", ""))
    gathering.identifier("pmcid", values.get("pmcid", "") or values.get("pmc", ""))
    kind = (values.get("eprinttype") or values.get("archiveprefix") or "").lower()
    if kind in ("pubmed", "pmid"):
        gathering.identifier("pmid", values.get("eprint", ""))
    elif kind in ("pmc", "pmcid"):
        gathering.identifier("pmcid", values.get("eprint", ""))
    elif kind == "arxiv" and values.get("eprint"):
        gathering.address(f"https://arxiv.org/abs/{values['eprint'].strip()}")
    gathering.address(_plain_verbatim(values.get("url", "") or values.get("howpublished", "")))


def _plain_verbatim(value: str) -> str:
    r"""An identifier or address; some programs escape its signs all the same: `10.1002\_x`."""
    found = re.sub(r"\\url\s*\{([^{}]*)\}", r"\1", value)
    return re.sub(r"\\([_&%#$~{}])|[{}]", r"\1", found)


def _dates(read: dict[str, str]) -> list[str]:
    year, month, day = (read.get(name, "") for name in ("year", "month", "day"))
    if re.fullmatch(r"0?[1-9]|1[0-2]", month):
        month = list(MONTHS)[int(month) - 1]
    return [f"{year} {month} {day}".strip(), read.get("date", ""), read.get("urldate", "") if not year else ""]


def _people(source: str) -> list[str]:
    """The names of a list, parted by the `and`s that stand in no braces."""
    source = " ".join(source.split())
    if "{" not in source:
        return [name for name in AND.split(f" {source} ") if name.strip()]
    names, depth, start = [], 0, 0
    for sign in re.finditer(r"\\.|[{}]| and(?= )", source, re.IGNORECASE | re.DOTALL):
        if sign[0] in "{}":
            depth += 1 if sign[0] == "{" else -1
        elif sign[0][-3:].lower() == "and" and depth <= 0:
            names.append(source[start : sign.start()])
            start = sign.end()
    return [name for name in [*names, source[start:]] if name.strip()]


def _person(name: str) -> dict:
    """A name; what stands in braces as a whole is a group's."""
    if name.startswith("{") and _end_of_literal(name, 0) == len(name) - 1:
        return {"literal": _flat(name)}
    # A comma within braces parts nothing.
    pieces, depth, start = [], 0, 0
    for sign in re.finditer(r"\\.|[{},]", name, re.DOTALL):
        if sign[0] in "{}":
            depth += 1 if sign[0] == "{" else -1
        elif sign[0] == "," and depth <= 0:
            pieces.append(name[start : sign.start()])
            start = sign.end()
    pieces.append(name[start:])
    if len(pieces) == 1:
        return person(_flat(name))
    if len(pieces) == 2:
        family, given = map(_flat, pieces)
        return {"family": family, "given": given} if family and given else {"literal": family or given}
    return person(", ".join(map(_flat, pieces)))


def _flat(source: str) -> str:
    return re.sub(r"</?\w+>", "", " ".join(plain_text(source).split()))
