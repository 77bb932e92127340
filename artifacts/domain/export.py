"""Export: chosen artifacts of one kind as one file: a table, the exchange format, Markdown, or a bibliography."""

import io
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from django.db.models import Q

from artifacts.domain.exchange import export_folder
from artifacts.domain.snapshot import by_code_points
from artifacts.domain.tables import export_rows
from artifacts.models import Artifact, Citation, Evidence, Reference
from artifacts.representations.contents import content_of, reference_content
from artifacts.representations.exchange import BODIES
from artifacts.representations.filling import known_csl
from artifacts.representations.reference_lists import MEDIA_TYPES, parts_of_list
from artifacts.representations.tables import FORMATS, write_table

MOST = 5_000
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": FORMATS["xlsx"].CONTENT_TYPE,
    "json": "application/json",
    "zip": "application/zip",
    "md": "application/zip",
    **MEDIA_TYPES,
}


def formats_of(kind: str) -> list[str]:
    return [*FORMATS, "zip", *(MEDIA_TYPES if kind == Artifact.Kind.REFERENCE else ("md",))]


def export(artifacts, kind: str, format: str) -> bytes:
    """A queryset of one kind as a file of one of its formats; ExchangeError where the format cannot hold a text."""
    if format in FORMATS:
        return write_table(format, *export_rows(artifacts.order_by("public_id"), kind))
    if format in ("zip", "md"):
        return _zipped(_exchange_files(artifacts) if format == "zip" else _markdown_files(artifacts))
    return export_references(Reference.objects.filter(artifact__in=artifacts), format).encode()


def export_references(references, format: str) -> str:
    """The active ones of a queryset as the text of a file, by their ids: one query. IntakeError for no such format."""
    return "".join(references_in_parts(references, format))


def references_in_parts(references, format: str) -> Iterator[str]:
    """The same, a work at a time."""
    active = references.filter(artifact__state=Artifact.State.ACTIVE).select_related("artifact")
    rows = active.order_by(by_code_points("artifact__public_id")).iterator(chunk_size=500)
    return parts_of_list((known_csl(reference_content(row)) | {"id": row.public_id} for row in rows), format)


def references_of(artifacts):
    """The works among artifacts, and those that pages and hypotheses among them cite today."""
    cited = Citation.objects.filter(page__artifact__in=artifacts).values("reference")
    rested_on = Evidence.objects.filter(hypothesis__artifact__in=artifacts).values("reference")
    return Reference.objects.filter(Q(artifact__in=artifacts) | Q(artifact__in=cited) | Q(artifact__in=rested_on))


def _exchange_files(artifacts) -> Iterator[tuple[str, bytes]]:
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        export_folder(folder, artifacts)
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                yield str(file.relative_to(folder)), file.read_bytes()


def _markdown_files(artifacts) -> Iterator[tuple[str, bytes]]:
    """The text of each below its title, without front matter."""
    for artifact in artifacts.order_by("public_id"):
        content = content_of(artifact)
        yield f"{artifact.public_id}.md", f"# {content['title']}\n\n{content[BODIES[artifact.kind]]}\n".encode()


def _zipped(files) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return written.getvalue()
