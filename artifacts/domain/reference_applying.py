"""Applying a file of references: as it was decided, one revision per reference, and a report of every entry."""

import logging
from dataclasses import replace
from enum import StrEnum
from typing import NamedTuple

from django.contrib.auth import get_user_model
from django.db import OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext
from django_tasks import task

from artifacts.domain.publish import may_publish_own, publish, unreviewed
from artifacts.domain.reference_files import Choice, Planned, check_not_started, chosen, locked, note, plan_file
from artifacts.domain.reference_matching import chunks
from artifacts.domain.refresh import refresh_after_commit
from artifacts.domain.save import save
from artifacts.errors import ArtifactError, StaleSaveError, StateError
from artifacts.errors import marked as _
from artifacts.models import Reference, ReferenceFile
from artifacts.representations.contents import reference_content
from artifacts.representations.filling import filled, new_content

# So many are applied while somebody waits; the task worker does the rest.
APPLIED_AT_ONCE = 100
# So many are saved in one transaction, together with what became of them.
TOGETHER = 50

logger = logging.getLogger(__name__)


class Result(StrEnum):
    CREATED, UPDATED, SAME, LEFT, FAILED = "created", "updated", "same", "left", "failed"


class Done(NamedTuple):
    """What became of an entry: its reference's id and, where something went otherwise than chosen, a sentence."""

    result: str
    public_id: str = ""
    sentence: str = ""


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
        file = locked(file)
        # Nobody else applies the file at the same time, and what somebody else has just done is done.
        done = file.report.get("done", {})
        news = {
            number: list(_apply(file, one, by)) for one in together if (number := str(one.entry.number)) not in done
        }
        note(file, done=done | news)
        if file.report.get("publishing"):
            refresh_after_commit()
    return file


def _finished(file: ReferenceFile, planned: tuple[Planned, ...]) -> ReferenceFile:
    with transaction.atomic():
        file = locked(file)
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
    except OperationalError:
        # The database's trouble and not the entry's: all of these are done the next time.
        raise
    except Exception:
        # One entry that breaks keeps none of the others waiting, however often the file is gone on with.
        logger.exception("Entry %s of the reference file %s could not be applied.", one.entry.number, file.pk)
        return Done(Result.FAILED, sentence=StateError(_("SciDEX failed here; it is in the log.")).sentence)


@transaction.atomic
def _carried_out(file: ReferenceFile, one: Planned, choice: str, by) -> Done:
    """Save an entry, and publish it if so decided: both or neither."""
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


def _begin(file: ReferenceFile, *, by, publishing: bool) -> None:
    with transaction.atomic():
        file = locked(file)
        check_not_started(file)
        note(file, publishing=publishing, started=by.pk)
