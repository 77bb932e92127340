"""Reference files: taken in, planned, and decided on entry by entry; `reference_applying` applies them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.db import transaction

from artifacts.domain.reference_matching import Why, match
from artifacts.errors import ContentError, IntakeError, StateError
from artifacts.errors import marked as _
from artifacts.models import Artifact, Reference, ReferenceFile
from artifacts.representations.contents import reference_content
from artifacts.representations.filling import Comparison, compare
from artifacts.representations.intake import Entry, Note, read_references, recognise
from artifacts.representations.intake.repeats import joined
from artifacts.text.decoding import Decoded, decode
from artifacts.text.work_texts import line_of

MOST_BYTES = 20 * 1024 * 1024
MOST_OF_A_NAME = ReferenceFile._meta.get_field("name").max_length


class Outcome(StrEnum):
    CREATE, UPDATE, SAME, DOUBTFUL = "create", "update", "same", "doubtful"


class Choice(StrEnum):
    """What to do with an entry; a candidate of a doubtful one is chosen by its primary key."""

    KEEP, TAKE, CREATE, SKIP = "keep", "take", "create", "skip"


@dataclass(frozen=True)
class Planned:
    """What applying would do with an entry by default, and what a person may choose instead."""

    entry: Entry
    outcome: Outcome
    reference: Reference | None = None
    comparison: Comparison = Comparison()
    candidates: tuple[Reference, ...] = ()
    why: Why | None = None
    repeats: Entry | None = None

    @property
    def default(self) -> str:
        return DEFAULTS[self.outcome]

    @property
    def choices(self) -> list[str]:
        """What may be chosen, the default first; nothing to choose where nothing would be written either way."""
        if self.outcome == Outcome.CREATE:
            return [Choice.CREATE, Choice.SKIP]
        if self.outcome == Outcome.DOUBTFUL:
            known = [str(row.pk) for row in self.candidates if row.artifact.state == Artifact.State.ACTIVE]
            return [Choice.SKIP, *known, Choice.CREATE]
        taking = [Choice.TAKE] if self.comparison.differing else []
        leaving = [Choice.SKIP] if self.comparison.filled else []
        return [Choice.KEEP, *taking, *leaving] if taking or leaving else []


DEFAULTS = {
    Outcome.CREATE: Choice.CREATE,
    Outcome.UPDATE: Choice.KEEP,
    Outcome.SAME: Choice.KEEP,
    Outcome.DOUBTFUL: Choice.SKIP,
}


@dataclass(frozen=True)
class FilePlan:
    planned: tuple[Planned, ...]
    problems: tuple[Note, ...]

    @property
    def counts(self) -> Counter:
        return Counter(one.outcome for one in self.planned)


def take_file(
    data: bytes | str, *, by, name: str = "", format: str = "", page: Artifact | None = None
) -> ReferenceFile:
    """Keep an uploaded or pasted file to be looked at; IntakeError, in one sentence, where it holds no references.

    `page` is the page whose unresolved citekeys it may resolve.
    """
    check_size(len(data) if isinstance(data, bytes) else len(data.encode(errors="replace")))
    decoded = decode(data) if isinstance(data, bytes) else Decoded(data, "")
    # No database keeps these, and no format knows them.
    text = decoded.text.replace("\x00", "").encode(errors="replace").decode()
    format = format or recognise(text)
    reading = read_references(text, format)
    if not reading.entries and not reading.problems:
        raise IntakeError(_("No references were found in it: it must be BibTeX, RIS, MEDLINE (.nbib) or CSL-JSON."))
    report = {"encoding": decoded.encoding, "odd_bytes": decoded.odd_bytes, "page": page and page.pk}
    return ReferenceFile.objects.create(
        name=(line_of(name) or "–")[:MOST_OF_A_NAME], format=format, text=text, by=by, report=report
    )


def check_size(size: int) -> None:
    """IntakeError where a file of so many bytes is too large."""
    if size > MOST_BYTES:
        raise IntakeError(
            _("The file is {size} MB large; {most} MB is the most: divide it."),
            size=f"{size / 1024 / 1024:.1f}",
            most=MOST_BYTES // 1024 // 1024,
        )


def plan_file(file: ReferenceFile) -> FilePlan:
    """What applying the file would do. Reads only."""
    reading = read_references(file.text, file.format)
    pairs = joined(reading.entries)
    found = match([entry for entry, first in pairs if first is None])
    planned = [
        Planned(entry, Outcome.SAME, repeats=first) if first else _planned(entry, found[entry.number])
        for entry, first in pairs
    ]
    return FilePlan(tuple(planned), reading.problems)


def _planned(entry: Entry, found) -> Planned:
    if found.candidates:
        return Planned(entry, Outcome.DOUBTFUL, candidates=found.candidates, why=found.why)
    if found.reference is None:
        return Planned(entry, Outcome.CREATE)
    compared = compare(reference_content(found.reference), entry)
    outcome = Outcome.UPDATE if compared.filled else Outcome.SAME
    return Planned(entry, outcome, found.reference, compared)


def chosen(file: ReferenceFile, one: Planned) -> str:
    """What somebody decided for an entry, while that can still be chosen; else the default."""
    decided = file.report.get("decisions", {}).get(str(one.entry.number))
    return decided if decided in one.choices else one.default


def decide(file: ReferenceFile, plan: FilePlan, choices: Mapping[int, str]) -> None:
    """Remember what was chosen for entries, by their numbers; the default needs no remembering."""
    by_number = {one.entry.number: one for one in plan.planned}
    with transaction.atomic():
        file = locked(file)
        check_not_started(file)
        decisions = dict(file.report.get("decisions", {}))
        for number, choice in choices.items():
            one = by_number.get(number)
            if one is None or choice not in (one.choices or [one.default]):
                raise ContentError(_("That cannot be chosen for this entry: look at the list again."))
            decisions.pop(str(number), None)
            if choice != one.default:
                decisions[str(number)] = choice
        note(file, decisions=decisions)


def locked(file: ReferenceFile) -> ReferenceFile:
    return ReferenceFile.objects.select_for_update().get(pk=file.pk)


def check_not_started(file: ReferenceFile) -> None:
    if file.report.get("started"):
        raise StateError(_("This file was applied already: its report tells what became of it."))


def note(file: ReferenceFile, **news) -> None:
    file.report = file.report | news
    file.save(update_fields=["report"])
