"""How an artifact itself is cited: pinned to one revision and its date; a reference is cited as the work it is."""

from django.conf import settings
from django.urls import reverse

from artifacts.representations.styles import format_citation

CITE_STYLES = ("ama", "vancouver", "apa")


def cite_parts(content: dict, artifact, revision, title: str) -> dict:
    """CSL-JSON and formatted citations; empty for a preview, which nobody can cite."""
    if content["kind"] == "reference":
        csl = {**content["csl"], "id": artifact.public_id}
    elif revision is None:
        return {"csl": {}, "styles": {}}
    else:
        csl = own_csl(artifact, revision, title)
    return {"csl": csl, "styles": {style: format_citation(csl, style) for style in CITE_STYLES}}


def own_csl(artifact, revision, title: str) -> dict:
    """A page, hypothesis or analysis as a web page in CSL-JSON, its address that of the revision."""
    address = reverse("revision", args=[artifact.public_id, revision.number])
    return {
        "id": f"{artifact.public_id}-r{revision.number}",
        "type": "webpage",
        "title": f"{title} (revision {revision.number})",
        "author": [{"literal": f"{settings.SITE_NAME} contributors"}],
        "container-title": settings.SITE_NAME,
        "version": str(revision.number),
        "issued": {"date-parts": [[revision.date.year, revision.date.month, revision.date.day]]},
        "URL": f"{settings.SITE_URL}{address}",
    }
