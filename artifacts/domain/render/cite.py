"""How an artifact itself is cited: pinned to one revision and its date; a reference is cited as the work it is."""

from django.conf import settings
from django.urls import reverse

from artifacts.domain.site import absolute
from artifacts.representations.filling import known_csl
from artifacts.representations.styles import STYLES, format_citation

CITE_STYLES = tuple(STYLES)


def cite_parts(content: dict, artifact, revision, title: str) -> dict:
    """CSL-JSON; empty for a preview, which nobody can cite.

    Its lines are made when somebody asks for them (`cite_line`): they would double the time of an import.
    """
    if content["kind"] == "reference":
        return {"csl": {**known_csl(content), "id": artifact.public_id}}
    return {"csl": own_csl(artifact, revision, title) if revision else {}}


def cite_line(cite: dict, style: str) -> str:
    """The citation in one style, as sanitised HTML."""
    return format_citation(cite["csl"], style)


def own_csl(artifact, revision, title: str) -> dict:
    """A page, hypothesis or analysis as a web page in CSL-JSON, its address that of the revision."""
    return {
        "id": f"{artifact.public_id}-r{revision.number}",
        "type": "webpage",
        "title": f"{title} (revision {revision.number})",
        "author": [{"literal": f"{settings.SITE_NAME} contributors"}],
        "container-title": settings.SITE_NAME,
        "version": str(revision.number),
        "issued": {"date-parts": [[revision.date.year, revision.date.month, revision.date.day]]},
        "note": f"sha256:{revision.content_sha256}",
        "URL": absolute(reverse("revision", args=[artifact.public_id, revision.number])),
    }
