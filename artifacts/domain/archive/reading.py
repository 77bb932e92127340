"""Reading: an archive into an empty database, in one transaction: all of it is there afterwards, or nothing."""

import hashlib
from itertools import groupby, islice
from pathlib import Path

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import connection, transaction

from artifacts.domain.archive.histories import Histories
from artifacts.domain.archive.known import Known, Names, moment, naming
from artifacts.domain.archive.rows import artifact_of, edge_of, judgement_of, merge_of, proposal_of, provenance_of
from artifacts.domain.archive.showing import show_all
from artifacts.domain.checkup import check_again
from artifacts.domain.duplicate_rules import Watch
from artifacts.domain.duplicates import unwatched
from artifacts.domain.graph.writing import write_edges
from artifacts.domain.search.engine import engine
from artifacts.domain.verify import verify
from artifacts.errors import ArchiveError
from artifacts.models import (
    Address,
    Artifact,
    Batch,
    Draft,
    GraphRating,
    Merge,
    NotDuplicate,
    ProvenanceEdge,
    RevisionInfo,
)
from artifacts.representations.archive import MEDIA, Row, check_archive, media_name, read_table

CHUNK = 500
PROBLEMS_TOLD = 5


def import_archive(folder: Path, *, watch: Watch = unwatched) -> dict[str, int]:
    """Read an archive into a database that holds no artifact yet; how many rows each table had.

    Files are held against the manifest before anything is written, histories are verified at the end. ArchiveError
    with file and line where something is wrong: then the database is as it was.
    """
    counts = check_archive(folder)
    if Artifact.objects.exists() or Batch.objects.exists():
        raise ArchiveError("This database holds artifacts already: import into an empty one, as migrate makes it.")
    with transaction.atomic():
        _Import(folder, counts, watch).read()
    return counts


class _Import:
    def __init__(self, folder: Path, counts: dict[str, int], watch: Watch):
        self.folder, self.counts, self.watch = folder, counts, watch
        self.names = Names()

    def read(self) -> None:
        self.read_media()
        self.read_people()
        self.read_batches()
        self.read_artifacts()
        self.read_revisions()
        self.read_merges()
        self.read_not_duplicates()
        self.read_proposals()
        self.read_edges()
        self.lead_merged()
        _analyse()
        # Before the long work of rendering: what is wrong is told early.
        self.verify()
        show_all(self.watch)
        for pk in self.each("check-ups"):
            check_again(pk)
        engine().tidy()

    def rows(self, table: str):
        return self.watch(read_table(self.folder, table), self.counts[table], table)

    def chunks(self, table: str):
        rows = iter(self.rows(table))
        while chunk := list(islice(rows, CHUNK)):
            yield chunk

    def each(self, what: str):
        """The primary keys of all artifacts."""
        keys = [known.pk for known in self.names.artifacts.values()]
        return self.watch(keys, len(keys), what)

    def read_media(self) -> None:
        for row in self.rows("media"):
            with naming(row):
                _store_picture(self.folder / MEDIA / media_name(row), row)

    def read_people(self) -> None:
        """Who is known here already stays as they are; all others can be named, and not log in."""
        user_model = get_user_model()
        for chunk in self.chunks("people"):
            names = [row.data["username"] for row in chunk]
            known = user_model.objects.in_bulk(names, field_name="username")
            new = [row.data for row in chunk if row.data["username"] not in known]
            with naming(*chunk):
                user_model.objects.bulk_create(
                    user_model(**data, password=make_password(None), is_active=False) for data in new
                )
            users = user_model.objects.filter(username__in=names)
            self.names.people |= dict(users.values_list("username", "pk"))

    def read_batches(self) -> None:
        for chunk in self.chunks("batches"):
            batches = []
            for row in chunk:
                with naming(row):
                    same = {field: row.data[field] for field in ("name", "source", "counts")}
                    batch = Batch(by_id=self.names.person(row.data["by"]), **same)
                    batches.append((batch, moment(row.data["at"])))
            with naming(*chunk):
                _create(Batch, batches)
            self.names.batches |= {batch.name: batch.pk for batch, _at in batches}

    def read_artifacts(self) -> None:
        """All are active at first: what a merged one leads to may stand further down."""
        for chunk in self.chunks("artifacts"):
            artifacts, addresses, edges = [], [], []
            for row in chunk:
                with naming(row):
                    artifact = artifact_of(row.data, self.names)
                    artifacts.append(artifact)
                    addresses += [Address(artifact=artifact, **address) for address in row.data["addresses"]]
                    edges += [provenance_of(artifact, self.names, **edge) for edge in row.data["provenance"]]
            with naming(*chunk):
                Artifact.objects.bulk_create(artifacts)
                Address.objects.bulk_create(addresses)
                ProvenanceEdge.objects.bulk_create(edges)
            for row, artifact in zip(chunk, artifacts, strict=True):
                data, public_id = row.data, artifact.public_id
                self.names.artifacts[public_id] = Known(
                    artifact.pk,
                    public_id,
                    artifact.kind,
                    data["state"]["name"],
                    data["publication"],
                )

    def read_revisions(self) -> None:
        histories = Histories(self.names)
        for row in self.rows("revisions"):
            with naming(row):
                histories.take(row)
        histories.finish()

    def lead_merged(self) -> None:
        """Give those that are not active their state, and what they lead to."""
        for chunk in self.chunks("artifacts"):
            with naming(*chunk):
                left = []
                for row in chunk:
                    known, into = self.names.artifact(row.data["id"]), row.data["merged_into"]
                    artifact = known.artifact
                    artifact.merged_into_id = into and self.names.artifact(into).pk
                    if into or known.state != Artifact.State.ACTIVE:
                        left.append(artifact)
                Artifact.objects.bulk_update(left, ["state", "merged_into"])

    def read_merges(self) -> None:
        for chunk in self.chunks("merges"):
            found = self.revisions_of({name for row in chunk for name in (row.data["source"], row.data["target"])})
            merges = []
            for row in chunk:
                with naming(row):
                    merges.append(merge_of(row.data, self.names, found))
            with naming(*chunk):
                Merge.objects.bulk_create(merges)

    def revisions_of(self, ids: set[str]) -> dict[tuple[str, int], int]:
        """The primary keys of the revisions of artifacts, by id and number."""
        rows = RevisionInfo.objects.filter(artifact__public_id__in=ids)
        return {
            (public_id, number): pk
            for public_id, number, pk in rows.values_list("artifact__public_id", "number", "pk").iterator()
        }

    def read_not_duplicates(self) -> None:
        for chunk in self.chunks("not_duplicates"):
            judgements = []
            for row in chunk:
                with naming(row):
                    judgements.append((judgement_of(row.data, self.names), moment(row.data["at"])))
            with naming(*chunk):
                _create(NotDuplicate, judgements)

    def read_proposals(self) -> None:
        for chunk in self.chunks("proposals"):
            drafts = []
            for row in chunk:
                with naming(row):
                    drafts.append((proposal_of(row.data, self.names), moment(row.data["at"])))
            with naming(*chunk):
                _create(Draft, drafts)

    def read_edges(self) -> None:
        for chunk in self.chunks("edges"):
            with naming(*chunk):
                for batch, rows in groupby(chunk, key=lambda row: row.data["batch"]):
                    write_edges((row.data for row in rows), Batch(pk=self.names.batch(batch)))
                GraphRating.objects.bulk_create(
                    GraphRating(
                        edge=edge_of(row.data),
                        batch_id=self.names.batch(rating["batch"]),
                        confidence=rating["confidence"],
                    )
                    for row in chunk
                    for rating in row.data["ratings"]
                )

    def verify(self) -> None:
        """The same look as `manage.py verify_history`, but for the publications, which are rendered anew."""
        found = []
        for pk in self.each("verified"):
            found += verify(Artifact.objects.select_related("merged_into").get(pk=pk), publications=False)
            if len(found) >= PROBLEMS_TOLD:
                break
        if found:
            told = "; ".join(map(str, found[:PROBLEMS_TOLD]))
            raise ArchiveError(f"The histories of this archive do not agree with themselves: {told}.")


def _create(model, rows: list[tuple]) -> None:
    """Rows with their own moments, in place of the one at which they are written."""
    objects = model.objects.bulk_create([row for row, _at in rows])
    for one, (_row, at) in zip(objects, rows, strict=True):
        one.at = at
    model.objects.bulk_update(objects, ["at"])


def _store_picture(file: Path, row: Row) -> None:
    name = row.data["name"]
    if default_storage.exists(name):
        with default_storage.open(name) as stored:
            if hashlib.file_digest(stored, "sha256").hexdigest() != row.data["sha256"]:
                raise ValueError(f"another picture has the name {name} here")
        return
    with file.open("rb") as picture:
        default_storage.save(name, File(picture))


def _analyse() -> None:
    """So much is new that the database has to look at it again, to plan its queries by it."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
