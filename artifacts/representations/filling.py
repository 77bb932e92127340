"""Filling: what an entry of a file adds to a reference, and what it says otherwise, field by field."""

import re
from dataclasses import dataclass

from artifacts.representations.csl import IDENTIFIERS, author_names
from artifacts.representations.intake import Entry
from artifacts.text.spellings import fold_title
from artifacts.text.work_texts import plain

NAMES = ("author", "editor")
# Says nothing of a work that a type would say.
UNTOLD_TYPE = "document"
RETRACTED, JUDGED_BY = "retracted", "PubMed: Retracted Publication"
# What another file may say otherwise without being another opinion of the work.
UNIMPORTANT = {"accessed", "language"}


@dataclass(frozen=True)
class Difference:
    """A field that both sides have, each as people read it."""

    field: str
    ours: str
    theirs: str


@dataclass(frozen=True)
class Comparison:
    """`filled` are the fields that the reference lacks, as `(name, text)`; what differs is for a person to choose."""

    filled: tuple[tuple[str, str], ...] = ()
    differing: tuple[Difference, ...] = ()

    @property
    def none(self) -> bool:
        return not self.filled and not self.differing


def compare(content: dict, entry: Entry) -> Comparison:
    """What an entry says beyond a reference's content."""
    lacking, differing = [], []
    ours, theirs = known_csl(content), _told(entry)
    for field, value in theirs.items():
        if _lacks(ours, field, value):
            lacking.append((field, as_text(field, value)))
        elif field not in UNIMPORTANT and not _agree(field, ours, theirs):
            differing.append(Difference(field, as_text(field, ours[field]), as_text(field, value)))
    if entry.retracted and content["status"] != RETRACTED:
        if content["status"] == "unverified":
            lacking.append(("status", RETRACTED))
        else:
            differing.append(Difference("status", content["status"], RETRACTED))
    return Comparison(tuple(lacking), tuple(differing))


def filled(content: dict, entry: Entry, *, taking: bool = False) -> dict:
    """The content with what it lacks; where they differ, with what the entry says only if `taking`."""
    theirs, compared = _told(entry), compare(content, entry)
    fields = {field for field, _text in compared.filled}
    if taking:
        fields |= {difference.field for difference in compared.differing}
    csl = content["csl"] | {field: theirs[field] for field in fields & theirs.keys()}
    if "author" in fields:
        # The list is the file's now, and so is whether it is whole.
        csl.pop("author_list_complete", None)
        csl |= {name: value for name, value in entry.csl.items() if name == "author_list_complete"}
    changed = {scheme: entry.identifiers[scheme] for scheme, (name, _n) in IDENTIFIERS.items() if name in fields}
    if "URL" in fields:
        changed["url"] = entry.identifiers["url"]
    if "status" in fields:
        changed |= retraction(entry)
    return content | {"csl": csl} | changed


def new_content(entry: Entry) -> dict:
    """The content of a reference that holds what the entry says."""
    return {"kind": "reference", "csl": entry.csl, **retraction(entry)}


def retraction(entry: Entry) -> dict:
    return {"status": RETRACTED, "status_source": JUDGED_BY} if entry.retracted else {}


def known_csl(content: dict) -> dict:
    """The record of a reference, with the identifiers that stand beside it."""
    beside = {name: content[scheme] for scheme, (name, _normalise) in IDENTIFIERS.items()} | {"URL": content["url"]}
    return {**content["csl"], **{name: value for name, value in beside.items() if value}}


def as_text(field: str, value) -> str:
    """A field's value for people: names with commas between them, a date as 2017-11-02."""
    if field in NAMES:
        return ", ".join(author_names({"author": value}))
    if isinstance(value, dict):
        return "-".join(f"{part:02}" for part in _parts(value))
    return plain(value)


def first_author(csl: dict) -> str:
    """The name by which the first author is compared."""
    return next(map(_folded_name, csl.get("author") or ()), "")


def _told(entry: Entry) -> dict:
    """What an entry says; whether a list of authors is whole is no field of its own."""
    untold = {"author_list_complete", *(["type"] if entry.csl["type"] == UNTOLD_TYPE else [])}
    return {field: value for field, value in entry.csl.items() if field not in untold}


def _lacks(ours: dict, field: str, theirs) -> bool:
    mine = ours.get(field)
    if field == "type":
        return mine in (None, "", UNTOLD_TYPE)
    if field == "issued" and mine:
        # The month or day of the same date.
        parts = _parts(mine)
        return len(_parts(theirs)) > len(parts) and _parts(theirs)[: len(parts)] == parts
    return not mine


def _agree(field: str, ours: dict, theirs: dict) -> bool:
    mine, other = ours[field], theirs[field]
    if mine == other:
        return True
    if field in NAMES:
        complete = all(csl.get("author_list_complete") is not False for csl in (ours, theirs)) or field != "author"
        return _same_people(mine, other, complete)
    if field == "issued":
        return _parts(mine)[: len(_parts(other))] == _parts(other)
    mine, other = plain(mine), plain(other)
    if field == "page":
        return _whole(mine) == _whole(other)
    if field == "container-title":
        return fold_title(other) in {fold_title(mine), fold_title(plain(ours.get("container-title-short")))}
    if field in ("ISBN", "ISSN"):
        return bool(_digits(mine) & _digits(other))
    if field == "URL":
        return _bare_address(mine) == _bare_address(other)
    return mine.casefold() == other.casefold() or "" != fold_title(mine) == fold_title(other)


def _same_people(ours: list, theirs: list, complete: bool) -> bool:
    """The same family names in the same order, first names that one another may be short for."""
    if complete and len(ours) != len(theirs):
        return False
    return all(
        _folded_name(mine) == _folded_name(other) and _same_given(mine.get("given", ""), other.get("given", ""))
        for mine, other in zip(ours, theirs, strict=False)
    )


def _folded_name(name: dict) -> str:
    spelled = name.get("literal") or " ".join(filter(None, [name.get("non-dropping-particle"), name.get("family")]))
    return fold_title(spelled).replace(" ", "")


def _same_given(mine: str, other: str) -> bool:
    """`R. S.`, `RS` and `Richard S.`; one that is not told is any."""
    one, two = (re.findall(r"[^\W\d_]+", plain(name)) for name in (mine, other))
    if not one or not two or fold_title(" ".join(one)) == fold_title(" ".join(two)):
        return True
    initials = ["".join(_initials(words)) for words in (one, two)]
    return initials[0].startswith(initials[1]) or initials[1].startswith(initials[0])


def _initials(words: list[str]) -> list[str]:
    return [fold_title(word if word.isupper() and len(word) <= 3 else word[0]) for word in words]


def _parts(date) -> list[int]:
    try:
        return [int(part) for part in date["date-parts"][0]]
    except (KeyError, IndexError, TypeError, ValueError):
        return []


def _whole(pages: str) -> str:
    """`155-65` as `155-165`."""
    match = re.fullmatch(r"(\d+)[-–](\d+)", pages)
    if not match:
        return pages.casefold()
    first, last = match.groups()
    return f"{first}-{first[: max(len(first) - len(last), 0)]}{last}"


def _digits(numbers: str) -> set[str]:
    return {re.sub(r"[^0-9X]", "", number.upper()) for number in re.split(r"[,;\s]+", numbers)} - {""}


def _bare_address(url: str) -> str:
    return re.sub(r"^https?://(?:www\.)?", "", url).rstrip("/").casefold()
