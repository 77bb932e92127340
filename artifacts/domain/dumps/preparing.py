"""Preparing: rows of a dump become contents, repaired, tidied, checked and packed; reads only, in any process."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from artifacts.domain.contents import tidied
from artifacts.domain.dumps.matching import matched_relations
from artifacts.domain.dumps.naming import Pinning, known_works
from artifacts.domain.dumps.passes import Unit
from artifacts.domain.dumps.scratch import Scratch
from artifacts.domain.dumps.sources import pack_source
from artifacts.domain.rows import Named, checked_rows, named_in, rows_of
from artifacts.errors import ArtifactError
from artifacts.models import Artifact
from artifacts.representations.canonical import normalised
from artifacts.representations.contents import identity_of
from artifacts.representations.document import make_document, packed, seal
from artifacts.representations.dumps import Incoming, Reject, analysis, exchanged, hypothesis, pages, paper
from artifacts.representations.dumps.references import read_work
from artifacts.text.repairs import repair_page

MAKERS = {"paper": paper, "analysis": analysis, "hypothesis": hypothesis}


class Sealed(NamedTuple):
    """A document as a version stores it, with its size and hashes."""

    packed: str
    digests: dict


@dataclass
class Prepared:
    """An artifact as it is to stand here, all but its addresses; `unit` is the place in the chunk that it came from."""

    incoming: Incoming
    content: dict
    pins: dict[str, int]
    sealed: Sealed
    unit: int = 0
    mended: list = field(default_factory=list)
    before: dict | None = None
    # What reading, repairing and tidying took.
    seconds: float = 0

    @property
    def public_id(self) -> str:
        return self.content["id"]

    @property
    def kind(self) -> str:
        return self.content["kind"]

    @property
    def source(self) -> bytes | None:
        return self.before and pack_source(self.before, self.content)

    def with_content(self, content: dict) -> "Prepared":
        return replace(self, content=content, sealed=seal_document(content, self.pins))

    def with_pins(self, pins: dict[str, int]) -> "Prepared":
        return replace(self, pins=pins, sealed=seal_document(self.content, pins))


class Preparation(NamedTuple):
    """What a chunk of units comes to; `works` are references that some of it needs, and that nobody had yet."""

    prepared: list[Prepared]
    works: list[Prepared]
    refused: list[Reject]


class Taken(NamedTuple):
    """What a unit was read as, repaired; `before` is the content before its repairs, if there were any."""

    unit: int
    incoming: Incoming
    mended: list
    before: dict | None
    seconds: float = 0


def prepare(units: list[Unit], batch: int, scratch: Path) -> Preparation:
    """Prepare a chunk of units for a batch, told by its primary key."""
    site, refused, taken = opened(scratch), [], []
    for number, unit in enumerate(units):
        with refusing(unit, refused):
            began = time.process_time()
            found = [repaired(number, one, unit, site) for one in read_unit(unit)]
            taken += [one._replace(seconds=time.process_time() - began) for one in found]
    ids, works = known_works([work for one in taken for work in one.incoming.works])
    contents, kept = [], []
    for one in taken:
        with refusing(units[one.unit], refused):
            contents.append(complete(one.incoming.naming(ids), site))
            kept.append(one)
    fresh = [complete(work, site) for work in works]
    pinning = Pinning([*contents, *fresh], works, batch)
    named = named_in([*contents, *fresh])
    named.artifacts.update((work.public_id, Artifact(public_id=work.public_id, kind="reference")) for work in works)
    done = []
    for one, content in zip(kept, contents, strict=True):
        with refusing(units[one.unit], refused):
            content = with_known_analysis(content, named)
            check(content, named)
            made = make(one.incoming, content, pinning)
            before = one.before and replace(one.incoming, content=one.before).naming(ids).content
            done.append(replace(made, unit=one.unit, mended=one.mended, before=before, seconds=one.seconds))
    first = {work.public_id: one.unit for one in reversed(taken) for work in one.incoming.works}
    return Preparation(
        done,
        [
            replace(make(work, content, pinning), unit=first[work.public_id])
            for work, content in zip(works, fresh, strict=True)
        ],
        refused,
    )


@contextmanager
def refusing(unit: Unit, refused: list[Reject]) -> Iterator[None]:
    """Note what of a unit cannot be taken, with the reason, and go on."""
    try:
        yield
    except ArtifactError as error:
        refused.append(unit.record.refused(error.sentence))
    except (TypeError, ValueError, RecursionError, OverflowError) as error:
        refused.append(unit.record.refused(f"It holds a value that cannot be stored: {str(error)[:200]}."))


def read_unit(unit: Unit) -> list[Incoming]:
    if unit.kind.startswith("exchanged"):
        return [exchanged(unit.row)]
    if unit.kind == "wiki_page":
        return pages(unit.row, unit.beside)
    return [MAKERS[unit.kind](unit.row, unit.beside)]


def repaired(number: int, incoming: Incoming, unit: Unit, site: Scratch) -> Taken:
    """With its repairs, unless it is a work, or of our own format: what that says was saved here before."""
    content, mended = incoming.content, []
    if incoming.kind != "reference" and not unit.kind.startswith("exchanged"):
        content, mended = repair_page(content, titles=site.titles, aliases=site.aliases)
    if not mended:
        return Taken(number, incoming, [], None)
    works = list(incoming.works)
    for citekey, fields in (work for one in mended for work in one.works):
        work, _left, _notes = read_work(fields)
        if work is not None:
            works.append(work)
            content = {**content, "citations": {**content["citations"], citekey: work.public_id}}
    return Taken(number, replace(incoming, content=content, works=works), mended, incoming.content)


def complete(incoming: Incoming, site: Scratch) -> dict:
    """Tidied content with its identity; a page related to the hypotheses that it matches."""
    content = tidied(incoming.content)
    if content["kind"] == "page" and not content["relations"]:
        content["relations"] = matched_relations(content, site.targeting)
    return content | normalised(identity_of(Artifact(public_id=incoming.public_id, kind=content["kind"])))


def with_known_analysis(content: dict, named: Named) -> dict:
    """A hypothesis whose analysis did not come keeps its id in the metadata."""
    missing = content.get("analysis")
    if not missing or missing in named.artifacts:
        return content
    return {**content, "analysis": None, "metadata": {**content["metadata"], "analysis_id": missing}}


def check(content: dict, named: Named) -> None:
    """ContentError where a rule of a row forbids the content."""
    checked_rows(rows_of(Artifact(public_id=content["id"], kind=content["kind"]), content, named))


def make(incoming: Incoming, content: dict, pinning: Pinning) -> Prepared:
    pins = pinning.pins_of(content)
    return Prepared(incoming, content, pins, seal_document(content, pins))


def seal_document(content: dict, pins: dict[str, int]) -> Sealed:
    data, digests = seal(make_document(content, pins))
    return Sealed(packed(data), digests)


_opened: dict[Path, Scratch] = {}


def opened(file: Path) -> Scratch:
    """The scratch file, opened once in each process."""
    if file not in _opened:
        _opened.clear()
        _opened[file] = Scratch(file)
    return _opened[file]
