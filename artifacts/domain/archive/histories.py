"""Histories: the revisions of an archive written in chunks, each held against its hashes; the newest as rows too."""

from typing import NamedTuple

import reversion
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from reversion.models import Revision, Version

from artifacts.domain.archive.known import Known, Names, moment, naming
from artifacts.domain.publications import MOST_OF_A_TITLE
from artifacts.domain.rows import write_rows
from artifacts.domain.save import chain_hash
from artifacts.models import (
    ROWS,
    Artifact,
    Publication,
    PublicationInput,
    Reference,
    RevisionInfo,
    RevisionTag,
)
from artifacts.representations.archive import Row
from artifacts.representations.canonical import sha256
from artifacts.representations.csl import clean_csl, csl_title, csl_year
from artifacts.representations.document import pack, upcast

CHUNK, CHUNK_BYTES = 200, 8 * 1024 * 1024


class Pending(NamedTuple):
    """A revision that is read and not yet written; `title` is that of its artifact then, `packed` its document."""

    row: Row
    info: RevisionInfo
    packed: str
    title: str
    known: Known


class Histories:
    """Takes the revisions of one artifact after another, each from its first to its newest."""

    def __init__(self, names: Names):
        self.names = names
        self.pending: list[Pending] = []
        self.size = 0
        self.row: Row | None = None
        self.known: Known | None = None
        self.info: RevisionInfo | None = None
        self.content: dict | None = None
        self.done: set[str] = set()
        models = {kind: Artifact._meta.get_field(row).related_model for kind, row in ROWS.items()}
        self.types = {kind: ContentType.objects.get_for_model(model) for kind, model in models.items()}
        self.format = reversion.revisions._get_options(Reference).format

    def take(self, row: Row) -> None:
        known = self.names.artifact(row.data["artifact"])
        if known != self.known:
            self.close()
            if known.public_id in self.done:
                raise ValueError(f"the revisions of {known.public_id} do not stand together")
            self.known, self.info = known, None
        before, number = self.info, row.data["number"]
        expected = before.number + 1 if before else 1
        if number != expected:
            raise ValueError(f"revision {expected} of {known.public_id} is missing before it")
        self.row, self.info = row, self.new_revision(row.data, known)
        document = row.data["document"]
        if document is not None and (
            sha256(document) != self.info.document_sha256 or sha256(document.get("content")) != self.info.content_sha256
        ):
            raise ValueError("its document is not what its hashes say")
        if self.info.chain_sha256 != chain_hash(self.info, before.chain_sha256 if before else ""):
            raise ValueError("its author, date, summary or hashes were changed, or those before it")
        self.content = None if document is None else upcast(document)["content"]
        packed = "" if document is None else pack(document)
        title = "" if document is None else _title_of(self.content)
        self.pending.append(Pending(row, self.info, packed, title, known))
        self.size += len(packed)
        if len(self.pending) >= CHUNK or self.size >= CHUNK_BYTES:
            self.flush()

    def new_revision(self, data: dict, known: Known) -> RevisionInfo:
        names, review, removed = self.names, data["review"], data["removed"] or {}
        same = ("number", "author_name", "summary", "changed", "name", "size")
        hashes = ("content_sha256", "document_sha256", "chain_sha256")
        return RevisionInfo(
            artifact=known.artifact,
            author_id=names.person(data["author"]),
            date=moment(data["date"]),
            batch_id=names.batch(data["batch"]),
            first_published=moment(data["first_published"]),
            review=review["state"],
            review_by_id=names.person(review["by"]),
            review_at=moment(review["at"]),
            review_note=review["note"],
            removed=removed.get("how", ""),
            removed_by_id=names.person(removed.get("by")),
            removed_at=moment(removed.get("at")),
            removed_reason=removed.get("reason", ""),
            **{field: data[field] for field in (*same, *hashes)},
        )

    def close(self) -> None:
        """What was taken last is the newest revision of its artifact, whose rows say what it says."""
        if self.known is None:
            return
        with naming(self.row):
            if self.content is None:
                raise ValueError(f"the newest revision of {self.known.public_id} has no document")
            write_rows(self.known.artifact, self.content, new=True)
            told = self.known.publication
            if told is not None and not 1 <= told["revision"] <= self.info.number:
                raise ValueError(f"readers of {self.known.public_id} see a revision that it does not have")
        self.done.add(self.known.public_id)
        self.known = None

    def finish(self) -> None:
        """After the last of all revisions."""
        self.close()
        self.flush()
        without = self.names.artifacts.keys() - self.done
        if without:
            raise ValueError(f"{min(without)} has no revision")

    def flush(self) -> None:
        pending, self.pending, self.size = self.pending, [], 0
        if pending:
            with naming(*[one.row for one in pending]):
                self.write(pending)

    def write(self, pending: list[Pending]) -> None:
        self.write_versions([one for one in pending if one.packed])
        RevisionInfo.objects.bulk_create(one.info for one in pending)
        RevisionTag.objects.bulk_create(
            RevisionTag(revision=one.info, name=name) for one in pending for name in one.row.data["tags"]
        )
        shown = [
            one for one in pending if one.known.publication and one.known.publication["revision"] == one.info.number
        ]
        publications = Publication.objects.bulk_create(new_publication(one) for one in shown)
        PublicationInput.objects.bulk_create(
            PublicationInput(publication=publication, role=PublicationInput.Role.IMAGE, key=key)
            for one, publication in zip(shown, publications, strict=True)
            for key in one.known.publication["pictures"]
        )

    def write_versions(self, pending: list[Pending]) -> None:
        made = Revision.objects.bulk_create(
            Revision(date_created=one.info.date, user_id=one.info.author_id, comment=one.info.summary)
            for one in pending
        )
        versions = Version.objects.bulk_create(
            Version(
                revision=revision,
                object_id=str(one.known.pk),
                content_type=self.types[one.known.kind],
                db="default",
                format=self.format,
                serialized_data=one.packed,
                object_repr=one.title,
            )
            for one, revision in zip(pending, made, strict=True)
        )
        for one, version in zip(pending, versions, strict=True):
            one.info.version = version


def new_publication(one: Pending) -> Publication:
    """What readers will see, its parts not rendered yet; others show its title already."""
    if not one.packed:
        raise ValueError(f"readers of {one.known.public_id} see a revision that has no document")
    told = one.known.publication
    return Publication(
        artifact_id=one.known.pk,
        revision=one.info,
        title=one.title[:MOST_OF_A_TITLE],
        parts={},
        etag="",
        renderer_version="",
        published_at=moment(told["at"]),
        rendered_at=timezone.now(),
    )


def _title_of(content: dict) -> str:
    """What reversion calls a version: the row as text."""
    if content["kind"] != Artifact.Kind.REFERENCE:
        return content["title"]
    csl = clean_csl(content["csl"])
    return str(Reference(title=csl_title(csl), year=csl_year(csl)))
