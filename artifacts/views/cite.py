"""Citation files: `/artifact/<id>/cite.bib`, `.ris`, `.json`, `.txt?style=…`, and the same below `/r/<n>`."""

from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from artifacts.domain.render.cite import CITE_STYLES, cite_line
from artifacts.representations.styles import plain_line
from artifacts.views.cite_box import FILES
from artifacts.views.refusing import refusal
from artifacts.views.versions import as_file, file_response, version_of

TYPES = {
    "bib": "application/x-bibtex",
    "ris": "application/x-research-info-systems",
    "json": "application/vnd.citationstyles.csl+json",
    "txt": "text/plain",
}


@require_safe
def cite(request, artifact_id, extension, number=None):
    style = request.GET.get("style", CITE_STYLES[0])
    if extension not in TYPES:
        return refusal(_("A citation comes as one of: %(names)s.") % {"names": ", ".join(TYPES)}, status=404)
    if style not in CITE_STYLES:
        return refusal(
            _("There is no such style here; use one of: %(styles)s.") % {"styles": ", ".join(CITE_STYLES)}, status=400
        )
    version, response = version_of(request, artifact_id, number)
    if response is not None:
        return response
    variant = f"cite-{style}" if extension == "txt" else f"cite-{extension}"
    return file_response(request, version, variant, lambda: _file(version, extension, style))


def _file(version, extension: str, style: str):
    cite = version.parts["cite"]
    content = f"{plain_line(cite_line(cite, style))}\n" if extension == "txt" else FILES[extension](cite["csl"])
    return as_file(
        content, f"{TYPES[extension]}; charset=utf-8", f"{version.file_stem}.{extension}", disposition="inline"
    )
