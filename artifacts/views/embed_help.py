"""What helps other sites to embed an artifact: the page on which one chooses what is shown, and their script."""

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from artifacts.domain.site import absolute
from artifacts.errors import DocumentError
from artifacts.views.embed import address_of, pinned_parts
from artifacts.views.embed_choice import SECTION, THEMES, EmbedChoice, available, check
from artifacts.views.finding import find_published
from artifacts.views.freshness import tagged
from artifacts.views.sharing import snippets

SCRIPT = settings.BASE_DIR / "static" / "embed-host.js"
SCRIPT_SECONDS = 3600


@require_safe
def choose(request, artifact_id):
    """`/artifact/<id>/embed`: choose a part, a theme and whether to pin it; see it, and copy what shows it."""
    publication, response = find_published(request, artifact_id)
    if response is not None:
        return response
    found, parts = publication.artifact, publication.parts
    try:
        choice = EmbedChoice.read(request.GET)
        check(choice.part, parts if choice.number is None else pinned_parts(found, choice.number))
    except (BadRequest, Http404) as refusal:
        return render(request, "400.html", {"sentence": str(refusal)}, status=400)
    except DocumentError as error:
        return render(request, "400.html", {"sentence": error.sentence}, status=400)
    address = address_of(found, choice) + (f"#{choice.anchor}" if choice.anchor else "")
    frame_path = found.get_absolute_url() + choice.query
    context = {
        "parts": parts,
        "title": _("Embed %(title)s") % {"title": parts["title"]},
        "artifact_url": found.get_absolute_url(),
        "choice": choice,
        "choices": part_words(parts),
        "themes": THEMES,
        "numbers": sorted({parts["revision"]["number"], choice.number or parts["revision"]["number"]}, reverse=True),
        "frame_url": frame_path,
        "snippets": snippets(address, parts["title"], absolute(frame_path)),
        "noindex": True,
    }
    return render(request, "artifacts/embed_choose.html", context)


def part_words(parts: dict) -> list[tuple[str, str]]:
    """The parts that there are to choose from, and what each is called."""
    named = {"infobox": _("Infobox"), "references": _("References"), "hypotheses": _("Related hypotheses")}
    for heading in parts["toc"]:
        named[SECTION + heading["anchor"]] = _("Section: %(heading)s") % {"heading": heading["text"]}
    return [(part, named[part]) for part in available(parts)]


@require_safe
def script(request):
    """`/embed.js`: the script for the sites that embed, at an address that no release changes."""
    response = HttpResponse(SCRIPT.read_bytes(), content_type="text/javascript; charset=utf-8")
    response = tagged(request, response)
    response["Cache-Control"] = f"public, max-age={SCRIPT_SECONDS}"
    return response
