"""The embed: an artifact or a part of it without chrome, the one view that other sites may frame."""

from csp.decorators import csp_replace
from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt

from artifacts.domain.site import absolute
from artifacts.errors import DocumentError
from artifacts.models import Artifact
from artifacts.text.embedding import leading_back, opening_elsewhere
from artifacts.views.context import artifact_context
from artifacts.views.embed_choice import EmbedChoice, check
from artifacts.views.finding import find_public, id_keys, permanent_redirect, publication_of
from artifacts.views.freshness import conditional, tagged
from artifacts.views.revision import parts_of

# Our own page on how to embed shows what it is about, whoever else may: `*` and 'none' must stand alone.
OTHERS = settings.EMBED_FRAME_ANCESTORS
FRAME_ANCESTORS = ["*"] if "*" in OTHERS else [*(source for source in OTHERS if source != "'none'"), "'self'"]


@csp_replace({"frame-ancestors": FRAME_ANCESTORS})
@xframe_options_exempt
def embed(request, artifact_id):
    """`/artifact/<id>?embed=1`; what it refuses is told within the frame.

    The same for everyone: it reads no session, not even for staff, and holds no cookie, form or token.
    """
    try:
        return embedded(request, artifact_id)
    except BadRequest as refusal:
        return problem(request, str(refusal), status=400)
    except Http404 as refusal:
        return problem(request, str(refusal), status=404)


def embedded(request, artifact_id):
    choice = EmbedChoice.read(request.GET)
    found = find_public(id_keys(artifact_id))
    # What is pinned stays with its own revisions where a page was merged into another.
    shown = found.final() if choice.number is None else found
    if shown.state == Artifact.State.WITHDRAWN:
        return problem(request, _("This was withdrawn: %(reason)s") % {"reason": shown.state_reason}, status=410)
    if shown.public_id != artifact_id:
        return permanent_redirect(request, shown.get_absolute_url())
    if choice.number is not None:
        return pinned(request, shown, choice)
    publication = publication_of(shown)
    if choice.part:
        check(choice.part, publication.parts)
    return conditional(request, publication, choice.variant, lambda: framed(request, shown, publication.parts, choice))


def pinned(request, found, choice: EmbedChoice):
    """One revision as it was published, rendered as at its own address."""
    try:
        parts = pinned_parts(found, choice.number)
    except DocumentError as error:
        return problem(request, error.sentence, status=410)
    check(choice.part, parts)
    return tagged(request, framed(request, found, parts, choice))


def pinned_parts(found, number: int) -> dict:
    """The parts of a published revision; Http404 with a sentence where no such one was published."""
    published = found.revisions.filter(first_published__isnull=False)
    info = published.filter(number=number).select_related("version", "artifact", "review_by").first()
    if info is None:
        newest = published.newest()
        if newest is None:
            raise Http404(_("No revision was published here."))
        sentence = _("No revision with this number was published here; the newest one is %(number)d.")
        raise Http404(sentence % {"number": newest.number})
    return parts_of(info)


def address_of(found, choice: EmbedChoice) -> str:
    """Where all of what is embedded stands: for a pinned one at its revision."""
    pinned_to = choice.number and reverse("revision", args=[found.public_id, choice.number])
    return absolute(pinned_to or found.get_absolute_url())


def framed(request, found, parts: dict, choice: EmbedChoice):
    address = address_of(found, choice)
    context = artifact_context(found, choice.cut(parts))
    response = render(request, "artifacts/embed.html", context | {"choice": choice, "address": address})
    response.content = opening_elsewhere(leading_back(response.content.decode(), address))
    return response


def problem(request, sentence: str, *, status: int):
    """Why there is nothing to show, in the frame in which it would have stood."""
    response = render(request, "artifacts/embed_problem.html", {"sentence": sentence}, status=status)
    response["X-Robots-Tag"] = "noindex"
    return response
