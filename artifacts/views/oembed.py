"""oEmbed 1.0 (https://oembed.com): how an address that somebody pasted is embedded, for programs, in JSON or XML."""

import re
from html import escape
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse, JsonResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from artifacts.domain.site import absolute
from artifacts.errors import DocumentError
from artifacts.models import Artifact
from artifacts.representations.picture import SIZE as PICTURE_SIZE
from artifacts.text.embedding import frame
from artifacts.text.xml import xml_text
from artifacts.views.embed import pinned_parts
from artifacts.views.embed_choice import NUMBER, EmbedChoice, check, is_asked_for
from artifacts.views.finding import find_public, not_found, path_keys, publication_of
from artifacts.views.freshness import tagged
from artifacts.views.refusing import refusal

WIDTH, HEIGHT = 800, 600
CACHE_SECONDS = 3600
REVISION = re.compile(r"(/artifact/[^/]+)/r/([0-9]{1,9})/?")


@require_safe
def oembed(request):
    """`/oembed?url=…&maxwidth=…&maxheight=…&format=json|xml`; what cannot be embedded is told in a sentence."""
    form = request.GET.get("format") or "json"
    if form not in ("json", "xml"):
        return refusal(_("There is no such format; format is json or xml."), status=501)
    try:
        answer = answer_to(request.GET)
    except BadRequest as error:
        return refusal(str(error), status=400)
    except Http404 as error:
        return refusal(str(error), status=404)
    except DocumentError as error:
        return refusal(error.sentence, status=404)
    response = JsonResponse(answer) if form == "json" else HttpResponse(as_xml(answer), content_type="text/xml")
    # Scripts of other sites may read what everybody may.
    response["Access-Control-Allow-Origin"] = "*"
    return tagged(request, response)


def answer_to(query) -> dict:
    if not query.get("url"):
        raise BadRequest(_("url is missing: give the address of a page of this site."))
    most_wide, most_high = (limit(query.get(name, "")) for name in ("maxwidth", "maxheight"))
    found, choice = read_address(query["url"])
    parts = publication_of(found).parts if choice.number is None else pinned_parts(found, choice.number)
    check(choice.part, parts)
    address, title = absolute(found.get_absolute_url() + choice.query), parts["title"]
    width, height = min(WIDTH, most_wide), min(HEIGHT, most_high)
    answer = {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": settings.SITE_NAME,
        "provider_url": settings.SITE_URL,
        "cache_age": CACHE_SECONDS,
        "html": frame(address, title, width=str(width), height=str(height)),
        "width": width,
        "height": height,
    }
    # The picture tells of the current revision, and has one size: by the standard none larger than asked for is named.
    wide, high = PICTURE_SIZE
    if choice.number is None and wide <= most_wide and high <= most_high:
        picture = absolute(reverse("picture", args=[found.public_id]))
        answer |= {"thumbnail_url": picture, "thumbnail_width": wide, "thumbnail_height": high}
    return answer


def limit(text: str) -> float:
    """A number of pixels that the asker has room for; without one there is no end to it."""
    if not text:
        return float("inf")
    if not NUMBER.fullmatch(text) or int(text) == 0:
        raise BadRequest(_("maxwidth and maxheight are whole numbers of pixels, such as 600."))
    return int(text)


def read_address(url: str) -> tuple[Artifact, EmbedChoice]:
    """The artifact at an address of ours in any form, and what of it; Http404 where readers see none there."""
    try:
        parts = urlsplit(url)
        query = QueryDict(parts.query)
    except ValueError:
        not_found()
    if parts.scheme not in ("http", "https") or parts.netloc.lower() != urlsplit(settings.SITE_URL).netloc.lower():
        raise Http404(_("url is not an address of this site."))
    try:
        choice = EmbedChoice.read(query) if is_asked_for(query) else EmbedChoice()
    except BadRequest as error:
        raise Http404(str(error)) from error
    path = unquote(parts.path)
    if revision := REVISION.fullmatch(path):
        path, choice = revision[1], EmbedChoice(choice.part, choice.theme, int(revision[2]))
    found = find_public(path_keys(path.strip("/")))
    shown = found.final() if choice.number is None else found
    if shown.state == Artifact.State.WITHDRAWN:
        not_found()
    return shown, choice


def as_xml(answer: dict) -> str:
    fields = "".join(f"<{name}>{escape(xml_text(str(value)))}</{name}>" for name, value in answer.items())
    return f'<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n<oembed>{fields}</oembed>\n'
