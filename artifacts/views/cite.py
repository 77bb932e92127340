"""Citation files of an artifact: `/artifact/<id>/cite.bib`, `.ris`, `.json` and `.txt?style=…`."""

import html
import json

from django.http import HttpResponse, HttpResponseBadRequest, HttpResponseNotFound
from django.utils.cache import patch_cache_control
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from artifacts.domain.render.cite import CITE_STYLES
from artifacts.errors import DocumentError
from artifacts.representations.bibtex import to_bibtex
from artifacts.representations.ris import to_ris
from artifacts.views.finding import publication_of, sees_drafts
from artifacts.views.freshness import conditional
from artifacts.views.revision import artifact_with_history, not_found, parts_of

TYPES = {
    "bib": "application/x-bibtex",
    "ris": "application/x-research-info-systems",
    "json": "application/vnd.citationstyles.csl+json",
    "txt": "text/plain",
}


@require_safe
def cite(request, artifact_id, extension):
    found, response = artifact_with_history(request, artifact_id)
    if response is not None:
        return response
    style = request.GET.get("style", CITE_STYLES[0])
    if style not in CITE_STYLES:
        return HttpResponseBadRequest(
            _("There is no such style here; use one of: %(styles)s.") % {"styles": ", ".join(CITE_STYLES)},
            content_type="text/plain; charset=utf-8",
        )
    publication = publication_of(found)
    if publication is None:
        if not sees_drafts(request):
            not_found()
        try:
            response = _file(found, parts_of(found.revisions.newest())["cite"], extension, style)
        except DocumentError as error:
            response = HttpResponseNotFound(error.sentence, content_type="text/plain; charset=utf-8")
        patch_cache_control(response, private=True, no_store=True)
        return response
    return conditional(
        request,
        publication,
        f"{extension}-{style}",
        lambda: _file(found, publication.parts["cite"], extension, style),
    )


def _file(found, cite, extension: str, style: str) -> HttpResponse:
    csl = cite["csl"]
    texts = {
        "bib": lambda: to_bibtex(csl, csl["id"]),
        "ris": lambda: to_ris(csl),
        "json": lambda: json.dumps([csl], ensure_ascii=False, indent=2, sort_keys=True) + "\n",
        "txt": lambda: html.unescape(strip_tags(cite["styles"][style])) + "\n",
    }
    response = HttpResponse(texts[extension](), content_type=f"{TYPES[extension]}; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{found.public_id}.{extension}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
