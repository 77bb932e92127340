"""Exchange: a folder of artifacts read in whole or not at all, and written out, byte for byte the same again."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import DataError, transaction

from artifacts.domain.checkup import checking_once
from artifacts.domain.imports import close_batch, import_artifact, make_batch
from artifacts.domain.refresh import refresh_after_commit
from artifacts.domain.selecting import in_order
from artifacts.domain.snapshot import by_code_points, snapshot
from artifacts.errors import ArtifactError, CaptureError, ExchangeError
from artifacts.models import Address, Artifact, Reference
from artifacts.representations.contents import content_of
from artifacts.representations.exchange import (
    FOLDERS,
    Exchanged,
    file_name,
    identifiers_of,
    parts_of_references,
    read_artifact,
    read_references,
    write_artifact,
)

# What is shown comes before what shows it.
ORDER = ("analysis", "hypothesis", "page")
KEPT_ADDRESSES = (Address.Kind.IMPORTED, Address.Kind.RENAMED)


def read_folder(folder: Path) -> list[Exchanged]:
    """Everything in an exchange folder, references first; ExchangeError naming the file that cannot be read."""
    if not folder.is_dir():
        raise ExchangeError(f"{folder} is no folder.")
    found = []
    shared = folder / "references.json"
    if shared.exists():
        with naming(shared.name):
            found += read_references(_text(shared), shared.name)
    for kind in ORDER:
        for file in sorted((folder / FOLDERS[kind]).glob("*.md")):
            name = f"{file.parent.name}/{file.name}"
            with naming(name):
                found.append(read_artifact(_text(file), kind, name))
    if not found:
        raise ExchangeError(f"{folder} holds no references.json and no pages, hypotheses or analyses.")
    _refuse_twins(found)
    return found


def _refuse_twins(found: list[Exchanged]) -> None:
    files: dict[str, str] = {}
    for one in found:
        if one.public_id in files:
            raise ExchangeError(f"{one.file}: the id {one.public_id} stands in {files[one.public_id]} too.")
        files[one.public_id] = one.file


def with_references(found: list[Exchanged]) -> list[Exchanged]:
    """The artifacts with the works that stand in pages as references of their own, before all that may cite them.

    A work that the folder or the database knows by its DOI, PMID, PMCID or id is not repeated: its citekey leads there.
    """
    known = {key: one.public_id for one in found if one.content["kind"] == "reference" for key in _keys(one)}
    works, settled = [], []
    for one in found:
        for key, work in one.works:
            reference = next(filter(None, (known.get(name) or _stored(*name) for name in _keys(work))), None)
            if reference is None:
                reference = work.public_id
                works.append(work)
            known |= dict.fromkeys(_keys(work), reference)
            one = one.citing(key, reference)
        settled.append(one._replace(works=()))
    return works + settled


def _keys(reference: Exchanged) -> list[tuple[str, str]]:
    return [*identifiers_of(reference.content), ("id", reference.public_id)]


def _stored(scheme: str, value: str) -> str | None:
    """The id of the reference that the database has by an identifier or id; where it was merged, that of its target."""
    field = "artifact__public_id" if scheme == "id" else scheme
    reference = Reference.objects.filter(**{field: value}).select_related("artifact").first()
    return reference and reference.artifact.final().public_id


@contextmanager
def naming(file: str):
    """Tell of which file it is that something cannot be read or stored, however odd its values are."""
    try:
        yield
    except (ExchangeError, CaptureError):
        # They name it themselves.
        raise
    except ArtifactError as error:
        raise ExchangeError(f"{file}: {error.sentence}") from error
    except OSError as error:
        raise ExchangeError(f"{file} cannot be read: {error.strerror or error}.") from error
    except (TypeError, ValueError, RecursionError, OverflowError, DataError) as error:
        raise ExchangeError(f"{file} holds a value that cannot be stored: {str(error)[:200]}.") from error


def _text(file: Path) -> str:
    if not file.is_file():
        raise ExchangeError(f"{file.name} is no file.")
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise ExchangeError(f"{file.name} is not UTF-8: byte {error.start} cannot be read.") from error


def import_folder(folder: Path, *, by, name: str = "exchange") -> Counter:
    """Import a whole folder in one transaction; how many artifacts were new, changed, unchanged or proposed."""
    found = read_folder(folder)
    with transaction.atomic():
        found = with_references(found)
        batch = make_batch(name, str(folder.name), by)
        outcomes = []
        with checking_once():
            for exchanged in found:
                with naming(exchanged.file):
                    outcomes.append(import_artifact(exchanged, by=by, batch=batch, summary=f"Imported from {name}"))
        close_batch(batch, outcomes)
        refresh_after_commit()
    return Counter(outcomes)


def export_folder(folder: Path, artifacts=None) -> int:
    """Write active artifacts (all, or a queryset's) to an exchange folder, one at a time; how many."""
    artifacts = (Artifact.objects.all() if artifacts is None else artifacts).active()
    folder.mkdir(parents=True, exist_ok=True)
    count = 0

    def exported(rows) -> Iterator[Exchanged]:
        nonlocal count
        for keys in in_order(rows):
            for artifact in Artifact.objects.filter(pk__in=keys).order_by(by_code_points("public_id")):
                count += 1
                yield exported_artifact(artifact)

    with snapshot():
        with (folder / "references.json").open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(parts_of_references(exported(artifacts.filter(kind=Artifact.Kind.REFERENCE))))
        for one in exported(artifacts.exclude(kind=Artifact.Kind.REFERENCE)):
            file = folder / file_name(one)
            file.parent.mkdir(exist_ok=True)
            file.write_text(write_artifact(one), encoding="utf-8", newline="\n")
    return count


def exported_artifact(artifact: Artifact) -> Exchanged:
    keys = artifact.addresses.filter(kind__in=KEPT_ADDRESSES).values_list("key", flat=True)
    content = content_of(artifact)
    return Exchanged(
        artifact.public_id,
        tuple(sorted(keys)),
        {field: value for field, value in content.items() if field not in ("id", "state")},
    )
