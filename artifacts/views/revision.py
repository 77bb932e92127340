"""Revisions by their own address: exactly what a revision says, marked as what it is, for whoever may see it."""

import hashlib
import json
from contextlib import suppress

from django.conf import settings
from django.core.cache import cache
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from artifacts.domain.documents import document_of_revision, raw_document
from artifacts.domain.render import RENDERER_VERSION
from artifacts.domain.render import render as render_content
from artifacts.domain.site import absolute
from artifacts.errors import DocumentError
from artifacts.models import Artifact, Publication, RevisionInfo
from artifacts.text.addresses import normalise_key
from artifacts.views.context import artifact_context
from artifacts.views.finding import find_artifact, gone, may_know_of, not_found, same_view_of, sees_drafts
from artifacts.views.sharing import link_card
from artifacts.views.signposting import revision_links

CACHE_SECONDS = 300


def artifact_with_history(request, artifact_id):
    """The artifact itself, merged ones too, and a response instead where it moved or was withdrawn."""
    found = find_artifact([normalise_key(artifact_id)])
    if not may_know_of(request, found):
        not_found()
    if found.state == Artifact.State.WITHDRAWN:
        return found, gone(request, found)
    if found.public_id != artifact_id:
        return found, same_view_of(request, found)
    return found, None


@require_safe
def revision(request, artifact_id, number):
    found, response = artifact_with_history(request, artifact_id)
    if response is not None:
        return response
    info = get_object_or_404(
        RevisionInfo.objects.select_related("version", "artifact", "review_by"), artifact=found, number=number
    )
    staff, raw = sees_drafts(request), "raw" in request.GET
    if not staff and (raw or info.first_published is None):
        not_found()
    try:
        response = raw_page(request, info, raw_document(info)) if raw else old_page(request, info, staff)
    except DocumentError as error:
        response = textless_page(request, info, error, staff)
    response["X-Robots-Tag"] = "noindex"
    if staff:
        patch_cache_control(response, private=True, no_store=True)
    return response


def old_page(request, info: RevisionInfo, staff: bool):
    context = artifact_context(info.artifact, parts_of(info), info.get_absolute_url())
    # As it was shared: without the picture, which is that of the current revision.
    address = absolute(info.get_absolute_url())
    card = link_card(address, context["parts"], "") if info.first_published else None
    context |= {"banner": banner(request, info), "info": info, "staff": staff, "noindex": True, "card": card}
    response = render(request, "artifacts/old_revision.html", context)
    if info.first_published:
        earlier, later = context["banner"]["earlier"], context["banner"]["later"]
        response["Link"] = revision_links(info.artifact, info.number, earlier, later)
    return response


def raw_page(request, info: RevisionInfo, document: dict):
    """A document exactly as it is stored, for staff."""
    return render(request, "artifacts/raw_document.html", {"info": info, "raw": as_json(document), "noindex": True})


def textless_page(request, info: RevisionInfo, error: DocumentError, staff: bool):
    """Why a revision cannot be shown: 410 where its text was taken away, its place stays; else staff see it raw."""
    context = {"info": info, "reason": error.sentence, "noindex": True}
    if staff and not info.removed:
        with suppress(DocumentError):
            context["raw"] = as_json(raw_document(info))
    return render(request, "artifacts/no_text.html", context, status=410 if info.removed else 200)


def as_json(document: dict) -> str:
    return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True)


def parts_of(info: RevisionInfo) -> dict:
    """The revision rendered from its document with its pins; kept a few minutes, since links resolve today."""
    document = document_of_revision(info)
    reviewed = f"{info.review}:{info.review_at}"
    state = f"{info.version_id}:{info.document_sha256}:{reviewed}:{RENDERER_VERSION}:{gone_since(document['pins'])}"
    key = f"revision:{hashlib.sha256(state.encode()).hexdigest()}"
    parts = cache.get(key)
    if parts is None:
        with translation.override(settings.LANGUAGE_CODE):
            parts = render_content(
                document["content"], artifact=info.artifact, revision=info, pins=document["pins"]
            ).parts
        cache.set(key, parts, CACHE_SECONDS)
    return parts


def gone_since(pins: dict[str, int]) -> str:
    """What of the pinned was withdrawn or lost its text since: it is shown no more, from that moment on."""
    if not pins:
        return ""
    withdrawn = Artifact.objects.filter(public_id__in=pins, state=Artifact.State.WITHDRAWN)
    published = RevisionInfo.objects.filter(artifact__public_id__in=pins, first_published__isnull=False)
    removed = published.exclude(removed="")
    named = [*withdrawn.values_list("public_id", flat=True)]
    named += [f"{public_id}/{number}" for public_id, number in removed.values_list("artifact__public_id", "number")]
    return ",".join(sorted(named))


def banner(request, info: RevisionInfo) -> dict:
    found = info.artifact
    published = Publication.objects.number_of(found)
    private = info.first_published is None
    # Readers are not told how many drafts there are.
    newest = (found.revisions if private else found.revisions.filter(first_published__isnull=False)).newest()
    states = {info.first_published is None: "draft", found.state == Artifact.State.MERGED: "merged"}
    readable = found.revisions.visible_to(request.user).filter(removed="")
    return {
        "number": info.number,
        "total": newest.number,
        "date": info.date,
        "author": info.author_name,
        "summary": info.summary,
        "state": states.get(True, "current" if published == info.number else "old"),
        "current_url": found.final().get_absolute_url(),
        "blame_url": reverse("blame_revision", args=[found.public_id, info.number]),
        "since_url": reverse("diff", args=[found.public_id, info.number, published])
        if published and published != info.number and info.first_published
        else "",
        "earlier": readable.filter(number__lt=info.number).order_by("-number").first(),
        "later": readable.filter(number__gt=info.number).order_by("number").first(),
    }
