"""Writing: everything that the site holds, or a selection with all that it cites, as an archive of one moment."""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.files.storage import default_storage

from artifacts.domain.archive.records import (
    artifact_record,
    batch_record,
    edge_record,
    merge_record,
    not_duplicate_record,
    proposal_record,
    revision_record,
)
from artifacts.domain.duplicate_rules import Watch
from artifacts.domain.duplicates import unwatched
from artifacts.domain.selecting import chunks, in_order, with_all_cited
from artifacts.domain.snapshot import by_code_points, snapshot
from artifacts.models import Artifact, Batch, Draft, GraphEdge, Merge, NotDuplicate, PublicationInput, RevisionInfo
from artifacts.representations.archive import AT_ONCE, MEDIA, ArchiveWriter
from artifacts.text.figures import STORED_PICTURE, is_picture

CHUNK = 200
PEOPLE = ("author", "review_by", "removed_by", "state_by", "by", "undone_by", "user")


def export_archive(folder: Path, artifacts=None, *, watch: Watch = unwatched) -> dict[str, int]:
    """Write an archive of all, or of a queryset's artifacts with all that they cite; how many rows each table has.

    `watch(rows, how many, what)` gives the rows again, and may tell how far it is.
    """
    with snapshot():
        return _Export(folder, artifacts, watch).write()


class _Export:
    def __init__(self, folder: Path, artifacts, watch: Watch):
        self.writer, self.watch, self.folder = ArchiveWriter(folder), watch, folder
        self.selected = None if artifacts is None else with_all_cited(artifacts)
        self.people: set[str] = set()
        self.batches: set[int] = set()
        self.pictures: set[str] = set()

    def write(self) -> dict[str, int]:
        self.write_table("artifacts", self.artifacts())
        self.write_table("revisions", self.revisions())
        self.write_table("merges", self.merges())
        self.write_table("not_duplicates", self.not_duplicates())
        self.write_table("proposals", self.proposals())
        self.write_table("edges", self.edges() if self.selected is None else ())
        # What only the rows above tell of.
        self.write_table("batches", self.batch_rows())
        self.write_table("people", self.people_rows())
        self.write_table("media", self.media_rows())
        return self.writer.finish()

    def write_table(self, name: str, rows: Iterable[dict]) -> None:
        with self.writer.table(name) as write:
            for row in rows:
                write(row)

    def keys(self, what: str):
        """The primary keys of what is exported, a chunk at a time."""
        total = Artifact.objects.count() if self.selected is None else len(self.selected)
        return self.watch(in_order(selected=self.selected, size=CHUNK), -(-total // CHUNK), what)

    def note(self, row) -> None:
        """Keep in mind whom a row names, and which batch."""
        for field in PEOPLE:
            if person := getattr(row, field, None):
                self.people.add(person.get_username())
        if batch := getattr(row, "batch_id", None):
            self.batches.add(batch)

    def artifacts(self):
        rows = Artifact.objects.select_related("state_by", "merged_into", "publication__revision")
        rows = rows.defer("publication__parts", "publication__summary")
        rows = rows.prefetch_related("addresses", "provenance__batch").order_by(by_code_points("public_id"))
        for keys in self.keys("artifacts"):
            pictures = _pictures_shown(keys)
            for artifact in rows.filter(pk__in=keys):
                self.note(artifact)
                for edge in artifact.provenance.all():
                    self.note(edge)
                yield artifact_record(artifact, pictures.get(artifact.pk, []))

    def revisions(self):
        rows = RevisionInfo.objects.select_related(
            "artifact", "version", "author", "review_by", "removed_by", "batch"
        ).prefetch_related("tag_rows")
        rows = rows.order_by(by_code_points("artifact__public_id"), "number")
        for keys in self.keys("revisions"):
            for info in rows.filter(artifact__in=keys).iterator(chunk_size=100):
                self.note(info)
                record = revision_record(info)
                if record["document"]:
                    self.note_content(record["document"].get("content"))
                yield record

    def note_content(self, content) -> None:
        """Keep in mind whom a page names as having dismissed a relation, and which stored pictures a text shows."""
        for relation in content.get("relations", ()):
            if by := (relation.get("dismissed") or {}).get("by"):
                self.people.add(by)
        self.pictures.update(STORED_PICTURE.findall(json.dumps(content, ensure_ascii=False)))

    def merges(self):
        sides = ("source_before", "source_after", "target_before", "target_after", "target_parted")
        rows = Merge.objects.select_related("source", "target", "by", "undone_by", *sides)
        # Merges of one moment stand in the order in which they were made.
        for merge in rows.order_by("at", "pk").iterator(chunk_size=CHUNK):
            if self.holds(merge.source_id, merge.target_id):
                self.note(merge)
                yield merge_record(merge)

    def not_duplicates(self):
        rows = NotDuplicate.objects.select_related("first", "second", "by").order_by("at", "pk")
        for judged in rows.iterator(chunk_size=CHUNK):
            if self.holds(judged.first_id, judged.second_id):
                self.note(judged)
                yield not_duplicate_record(judged)

    def proposals(self):
        rows = Draft.objects.filter(kind=Draft.Kind.PROPOSAL, artifact__isnull=False)
        rows = rows.select_related("artifact", "user", "batch")
        rows = rows.order_by(by_code_points("artifact__public_id"), "at", "pk")
        for draft in rows.iterator(chunk_size=CHUNK):
            if self.holds(draft.artifact_id):
                self.note(draft)
                self.note_content(draft.document)
                yield proposal_record(draft)

    def edges(self):
        names = ("subject__label", "object__label", "relation__name", "source__name")
        rows = GraphEdge.objects.select_related("subject", "relation", "object", "source", "batch")
        rows = rows.prefetch_related("ratings__batch")
        rows = rows.order_by("batch__at", *map(by_code_points, ("batch__name", *names)))
        return map(edge_record, rows.iterator(chunk_size=2_000))

    def holds(self, *keys: int) -> bool:
        return self.selected is None or self.selected.issuperset(keys)

    def batch_rows(self):
        # Batches of one moment, and their counts, stand in the order in which they were made.
        for batch in Batch.objects.select_related("by").order_by("at", "pk").iterator(chunk_size=CHUNK):
            if self.selected is None or batch.pk in self.batches:
                self.note(batch)
                yield batch_record(batch)

    def people_rows(self):
        for names in chunks(sorted(self.people)):
            users = get_user_model().objects.in_bulk(names, field_name="username")
            for name in names:
                if user := users.get(name):
                    yield {"username": name, "first_name": user.first_name, "last_name": user.last_name}

    def media_rows(self):
        """Copies each stored picture that a text shows, where there is one."""
        for name in sorted(self.pictures):
            if is_picture(name) and default_storage.exists(name):
                yield copy_picture(name, self.folder / MEDIA / name)


def copy_picture(name: str, to: Path) -> dict:
    """Copy a stored picture; its row in the archive."""
    to.parent.mkdir(parents=True, exist_ok=True)
    size, digest = 0, hashlib.sha256()
    with default_storage.open(name) as source, to.open("wb") as copy:
        while part := source.read(AT_ONCE):
            copy.write(part)
            digest.update(part)
            size += len(part)
    return {"name": name, "bytes": size, "sha256": digest.hexdigest()}


def _pictures_shown(keys: list[int]) -> dict[int, list[str]]:
    shown = PublicationInput.objects.filter(publication__artifact__in=keys, role=PublicationInput.Role.IMAGE)
    found: dict[int, list[str]] = {}
    for key, picture in shown.values_list("publication__artifact", "key"):
        found.setdefault(key, []).append(picture)
    return found
