"""Export of references: a selection of the library, or all of it, as one BibTeX, RIS or CSL-JSON file."""

from artifacts.models import Artifact
from artifacts.representations.contents import reference_content
from artifacts.representations.filling import known_csl
from artifacts.representations.reference_lists import write_list


def export_references(references, format: str) -> str:
    """The active ones of a queryset as the text of a file, by their ids: one query. IntakeError for no such format."""
    active = references.filter(artifact__state=Artifact.State.ACTIVE).select_related("artifact")
    rows = active.order_by("artifact__public_id")
    return write_list([known_csl(reference_content(row)) | {"id": row.public_id} for row in rows], format)
