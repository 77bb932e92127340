"""Exports: `/artifact/<id>/export.md`, `.json`, `.html`, `.pdf`, and the same below `/r/<n>`."""

import hashlib
import json

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from artifacts.domain.offprint import make_offprint
from artifacts.domain.printing import print_pdf
from artifacts.domain.site import absolute
from artifacts.errors import BusyError, DocumentError, MissingLibraryError, PrintError
from artifacts.models import PublicationInput
from artifacts.representations.offprint import public_document
from artifacts.representations.pandoc import to_pandoc
from artifacts.text.whole_addresses import at_whole_addresses
from artifacts.views.context import artifact_context
from artifacts.views.refusing import refusal
from artifacts.views.versions import as_file, file_response, version_of

TYPES = {
    "md": "text/markdown; charset=utf-8",
    "json": "application/json",
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
}
STYLE = settings.BASE_DIR / "static" / "offprint.css"


@require_safe
def export(request, artifact_id, extension, number=None):
    if extension not in TYPES:
        return refusal(_("An export comes as one of: %(names)s.") % {"names": ", ".join(TYPES)}, status=404)
    version, response = version_of(request, artifact_id, number)
    if response is not None:
        return response
    variant = f"export-{extension}{_works_shown(version)}"
    try:
        # A PDF is compressed as it is.
        compress = extension != "pdf"
        return file_response(request, version, variant, lambda: _file(request, version, extension), compress=compress)
    except BusyError as error:
        response = refusal(error.sentence, status=503)
        response["Retry-After"] = "10"
    except MissingLibraryError as error:
        response = refusal(error.sentence, status=501)
    except DocumentError as error:
        response = refusal(error.sentence, status=410)
    except PrintError as error:
        response = refusal(error.sentence, status=422)
    return response


def _works_shown(version) -> str:
    """What an export shows and the page does not, such as a work's abstract, changes with the works."""
    if version.publication is None:
        return ""
    works = version.publication.inputs.filter(role=PublicationInput.Role.REFERENCE, artifact__isnull=False)
    shown = works.order_by("pk").values_list("artifact__publication__revision_id", flat=True)
    return "-" + hashlib.sha256(repr(list(shown)).encode()).hexdigest()[:12]


def _file(request, version, extension: str):
    # A browser would refuse the style that an HTML file brings with it: it is kept, not shown.
    disposition = "inline" if extension in ("pdf", "json") else "attachment"
    content = WRITERS[extension](request, version)
    return as_file(content, TYPES[extension], f"{version.file_stem}.{extension}", disposition=disposition)


def _offprint(version):
    return make_offprint(version.info, version.parts, pinned=version.publication is None)


def _markdown(request, version) -> str:
    return to_pandoc(_offprint(version))


def _json(request, version) -> str:
    return json.dumps(public_document(_offprint(version)), ensure_ascii=False, indent=2) + "\n"


def _html(request, version) -> str:
    """The whole page as one file: its style in itself, no script, every address whole."""
    info = version.info
    context = artifact_context(info.artifact, version.parts, info.get_absolute_url()) | {
        "info": info,
        "revision_address": absolute(info.get_absolute_url()),
        # Our own file, which holds no sign that could end the element.
        "style": format_html("<style>{}</style>", mark_safe(STYLE.read_text(encoding="utf-8"))),  # noqa: S308
    }
    return at_whole_addresses(render_to_string("artifacts/offprint.html", context, request=request), settings.SITE_URL)


def _pdf(request, version) -> bytes:
    return print_pdf(_html(request, version))


WRITERS = {"md": _markdown, "json": _json, "html": _html, "pdf": _pdf}
