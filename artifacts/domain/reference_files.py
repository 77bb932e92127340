"""Reference files: taken in, planned, decided on entry by entry, and applied, one revision per reference."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django_tasks import task

from artifacts.domain.publish import may_publish_own, publish, unreviewed
from artifacts.domain.reference_matching import Why, chunks, match
from artifacts.domain.refresh import refresh_after_commit
from artifacts.domain.save import save
from artifacts.errors import ArtifactError, ContentError, IntakeError, StaleSaveError, StateError
from artifacts.errors import marked as _
from artifacts.models import Artifact, Reference, ReferenceFile
from artifacts.representations.contents import reference_content
from artifacts.representations.filling import Comparison, compare, filled, new_content
from artifacts.representations.intake import Entry, Note, read_references, recognise
from artifacts.representations.intake.repeats import joined
from artifacts.text.decoding import Decoded, decode
from artifacts.text.work_texts import line_of

MOST_BYTES = 20 * 1024 * 1024
MOST_OF_A_NAME = ReferenceFile._meta.get_field("name").max_length
# So many are applied while somebody waits; the task worker does the rest.
APPLIED_AT_ONCE = 100
# So many are saved in one transaction, together with what became of them.
TOGETHER = 50


class Outcome(StrEnum):
    CREATE, UPDATE, SAME, DOUBTFUL = "create", "update", "same", "doubtful"


class Choice(StrEnum):
    """What to do with an entry; a candidate of a doubtful one is chosen by its primary key."""

    KEEP, TAKE, CREATE, SKIP = "keep", "take", "create", "skip"


class Result(StrEnum):
    CREATED, UPDATED, SAME, LEFT, FAILED = "created", "updated", "same", "left", "failed"


class Done(NamedTuple):
    """What became of an entry: its reference's id and, where something went otherwise than chosen, a sentence."""

    result: str
    public_id: str = ""
    sentence: str = ""


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
        file = _locked(file)
        _check_not_started(file)
        decisions = dict(file.report.get("decisions", {}))
        for number, choice in choices.items():
            one = by_number.get(number)
            if one is None or choice not in (one.choices or [one.default]):
                raise ContentError(_("That cannot be chosen for this entry: look at the list again."))
            decisions.pop(str(number), None)
            if choice != one.default:
                decisions[str(number)] = choice
        _note(file, decisions=decisions)


def start(file: ReferenceFile, *, by, publishing: bool = False) -> ReferenceFile:
    """Begin to apply a file: its first entries at once, the rest by the task worker."""
    _begin(file, by=by, publishing=publishing and may_publish_own(by))
    file = go_on(file, most=APPLIED_AT_ONCE)
    if file.applied_at is None:
        apply_rest.enqueue(file.pk)
    return file


def apply_whole(file: ReferenceFile, *, by, publishing: bool = False) -> ReferenceFile:
    """Apply all of a file here and now, for an operator, whose word it is that it may be published."""
    _begin(file, by=by, publishing=publishing)
    return go_on(file)


@task()
def apply_rest(pk: int) -> int:
    """Apply what is left of a file; how many entries are done."""
    return len(done_of(go_on(ReferenceFile.objects.get(pk=pk))))


def go_on(file: ReferenceFile, *, most: int | None = None) -> ReferenceFile:
    """Apply entries that are not done yet, at most so many, as whoever began decided; the file with its report.

    What an end without warning leaves undone is done the next time, and nothing twice.
    """
    file = ReferenceFile.objects.get(pk=file.pk)
    if not file.report.get("started"):
        raise StateError(_("Nobody has decided yet to apply this file."))
    # In the name, and with the rights, of who began: whoever asks to go on may have others.
    by = get_user_model().objects.get(pk=file.report["started"])
    planned, known = plan_file(file).planned, done_of(file)
    left = [one for one in planned if str(one.entry.number) not in known]
    for together in chunks(left[:most], TOGETHER):
        file = _apply_together(file, together, by)
    return _finished(file, planned)


def _apply_together(file: ReferenceFile, together: list[Planned], by) -> ReferenceFile:
    with transaction.atomic():
        file = _locked(file)
        # Nobody else applies the file at the same time, and what somebody else has just done is done.
        done = file.report.get("done", {})
        news = {
            number: list(_apply(file, one, by)) for one in together if (number := str(one.entry.number)) not in done
        }
        _note(file, done=done | news)
        if file.report.get("publishing"):
            refresh_after_commit()
    return file


def _finished(file: ReferenceFile, planned: tuple[Planned, ...]) -> ReferenceFile:
    with transaction.atomic():
        file = _locked(file)
        if file.applied_at is None and file.report.get("done", {}).keys() >= {str(one.entry.number) for one in planned}:
            file.applied_at = timezone.now()
            file.save(update_fields=["applied_at"])
    return file


def done_of(file: ReferenceFile) -> dict[str, Done]:
    """What became of the entries that are done, by their numbers."""
    return {number: Done(*parts) for number, parts in file.report.get("done", {}).items()}


def _apply(file: ReferenceFile, one: Planned, by) -> Done:
    choice = chosen(file, one)
    try:
        try:
            return _carried_out(file, one, choice, by)
        except StaleSaveError:
            # Saved by somebody since the plan was made: what the entry adds is added to what stands there now.
            return _carried_out(file, _anew(one), choice, by)
    except ArtifactError as error:
        return Done(Result.FAILED, sentence=error.sentence)


def _carried_out(file: ReferenceFile, one: Planned, choice: str, by) -> Done:
    if one.repeats is not None:
        return Done(Result.SAME)
    if choice == Choice.SKIP:
        return Done(Result.LEFT, one.reference.public_id if one.reference else "")
    if choice == Choice.CREATE:
        return _saved(file, new_content(one.entry), None, by)
    reference = one.reference or next(row for row in one.candidates if str(row.pk) == choice)
    content = filled(reference_content(reference), one.entry, taking=choice == Choice.TAKE)
    return _saved(file, content, reference, by)


def _saved(file: ReferenceFile, content: dict, reference: Reference | None, by) -> Done:
    saved = save(
        {"kind": "reference", **content},
        by=by,
        artifact=reference and reference.artifact,
        base=reference and reference.newest,
        summary=f"Imported from {file.name}",
        tags=["import"],
    )
    artifact = saved.revision.artifact
    if not saved.changed:
        return Done(Result.SAME, artifact.public_id)
    result = Result.UPDATED if reference else Result.CREATED
    if not file.report.get("publishing"):
        return Done(result, artifact.public_id)
    if unreviewed(artifact, by=by, below=saved.revision.number):
        sentence = gettext("Saved, and not published: revisions by others wait for review before it.")
        return Done(result, artifact.public_id, sentence)
    publish(saved.revision, by=by, refreshing=False)
    return Done(result, artifact.public_id)


def _anew(one: Planned) -> Planned:
    """The entry with its reference as it stands now."""

    def today(row: Reference) -> Reference:
        fresh = Reference.objects.select_related("artifact").get(pk=row.pk)
        fresh.newest = fresh.artifact.revisions.newest().number
        return fresh

    if one.reference is not None:
        return replace(one, reference=today(one.reference))
    return replace(one, candidates=tuple(map(today, one.candidates)))


def _locked(file: ReferenceFile) -> ReferenceFile:
    return ReferenceFile.objects.select_for_update().get(pk=file.pk)


def _begin(file: ReferenceFile, *, by, publishing: bool) -> None:
    with transaction.atomic():
        file = _locked(file)
        _check_not_started(file)
        _note(file, publishing=publishing, started=by.pk)


def _check_not_started(file: ReferenceFile) -> None:
    if file.report.get("started"):
        raise StateError(_("This file was applied already: its report tells what became of it."))


def _note(file: ReferenceFile, **news) -> None:
    file.report = file.report | news
    file.save(update_fields=["report"])
