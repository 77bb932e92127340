"""Unrepairing: what one repair did to the artifacts of an import is taken back, as they stand today."""

from collections.abc import Iterator
from typing import NamedTuple

from django.db import transaction

from artifacts.domain.contents import tidied
from artifacts.domain.documents import content_of_revision
from artifacts.domain.dumps.lock import importing_alone
from artifacts.domain.dumps.sources import source_of
from artifacts.domain.publish import publish
from artifacts.domain.save import locked, save
from artifacts.errors import ArtifactError, StateError
from artifacts.errors import marked as _
from artifacts.models import Artifact, Batch, ImportRecord, Publication, RevisionTag, WikiPage
from artifacts.representations.merging import merge_contents
from artifacts.text.addresses import normalise_key
from artifacts.text.lint import Subject
from artifacts.text.repairs import REPAIRS, repair_page

# What a revision is tagged with that takes a repair back, and that repair's name.
TAG = "unrepaired:"
CHANGED, SAME, CLASHES, LEFT = "changed", "unchanged", "clashes", "left alone"


class Outcome(NamedTuple):
    """What became of one artifact; `why` names what clashes, or says why it was left alone."""

    public_id: str
    outcome: str
    why: str = ""


def undo_repair(rule: str, name: str, *, by, dry_run: bool = False) -> Iterator[Outcome]:
    """Take what a repair did back from each artifact of a batch, a revision and a transaction each.

    Called again it does the rest: what it did is not done twice. A dry run only looks.
    StateError where there is no such repair or batch; BusyError while an import runs.
    """
    if rule not in REPAIRS:
        raise StateError(_("There is no repair {rule!r}; they are {names}."), rule=rule, names=", ".join(REPAIRS))
    batch = Batch.objects.filter(name=name).first()
    if batch is None:
        raise StateError(_("There is no import with the name {name!r}."), name=name)
    with importing_alone():
        records = batch.records.filter(repairs__has_key=rule, revision__isnull=False, source__isnull=False)
        for pk in list(records.order_by("pk").values_list("pk", flat=True)):
            yield _unrepair(pk, rule, by=by, dry_run=dry_run)


def _unrepair(pk: int, rule: str, *, by, dry_run: bool) -> Outcome:
    record = ImportRecord.objects.select_related("batch", "artifact", "revision__version").get(pk=pk)
    public_id = record.artifact.public_id
    try:
        with transaction.atomic():
            artifact = locked(record.artifact)
            if artifact.state != Artifact.State.ACTIVE:
                return Outcome(public_id, LEFT, f"it is {artifact.get_state_display()}")
            undone = _undone_since(record)
            newest = artifact.revisions.newest()
            base, theirs = what_it_changed(record, rule, undone)
            mine = content_of_revision(newest)
            merged = merge_contents(base, mine, theirs)
            if merged.clashes:
                return Outcome(
                    public_id, CLASHES, ", ".join(f"{one.part} {one.name}".strip() for one in merged.clashes)
                )
            if merged.content == mine:
                return Outcome(public_id, SAME)
            if not dry_run:
                _save(artifact, newest, merged.content, record.batch, rule, by)
            return Outcome(public_id, CHANGED)
    except ArtifactError as error:
        return Outcome(public_id, LEFT, error.sentence)


def _undone_since(record: ImportRecord) -> set[str]:
    """The repairs that were taken back from what this import saved."""
    later = RevisionTag.objects.filter(
        revision__artifact=record.artifact, revision__number__gt=record.revision.number, name__startswith=TAG
    )
    return {name.removeprefix(TAG) for name in later.values_list("name", flat=True)}


def what_it_changed(record: ImportRecord, rule: str, undone: set[str]) -> tuple[dict, dict]:
    """What the import saved, and what it would have saved without a repair; both without those undone before."""
    source, imported = source_of(record), content_of_revision(record.revision)
    names = _names_in(source, imported)
    with_it, without = (
        _completed(repair_page(source, **names, without=left_out)[0], imported)
        for left_out in (undone, {*undone, rule})
    )
    # What the import made of a row beyond its repairs is the same in both.
    changed = [field for field in imported if with_it.get(field) != without.get(field)]
    base, theirs = ({**imported, **{field: version[field] for field in changed}} for version in (with_it, without))
    return base, theirs


def _completed(content: dict, imported: dict) -> dict:
    """Tidied, as the import did; a citekey leads to the work that the import found for it."""
    if "citations" in content:
        known = imported["citations"]
        content = {**content, "citations": {key: work or known.get(key) for key, work in content["citations"].items()}}
    return tidied(content)


def _names_in(*contents: dict) -> dict[str, dict[str, str]]:
    """The titles and other names of the pages that contents link to, as `repair_page` takes them."""
    keys = {key for content in contents for key in Subject(content).target_keys}
    leads = {key: artifact for key, artifact in Artifact.objects.for_keys(keys).items() if artifact.kind == "page"}
    pages = WikiPage.objects.filter(artifact__in=leads.values()).values_list("artifact__public_id", "title")
    own = {key: normalise_key(artifact.public_id) for key, artifact in leads.items()}
    return {
        "titles": {normalise_key(public_id): title for public_id, title in pages},
        "aliases": {key: public_id for key, public_id in own.items() if key != public_id},
    }


def _save(artifact: Artifact, newest, content: dict, batch: Batch, rule: str, by) -> None:
    """One revision; of the batch where nobody has edited since, and published where readers saw the newest before."""
    saved = save(
        content,
        by=by,
        artifact=artifact,
        base=newest.number,
        summary=f"Took back the repair {rule} of the import {batch.name}",
        tags=["undo", f"{TAG}{rule}"],
        batch=batch if newest.batch_id == batch.pk else None,
    )
    if Publication.objects.filter(artifact=artifact, revision=newest).exists():
        publish(saved.revision, by=by, refreshing=False)
