"""Revisions by their own address: exactly what a revision says, marked as what it is, for whoever may see it."""

import hashlib

from django.conf import settings
from django.core.cache import cache
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from artifacts.domain.documents import document_of_revision
from artifacts.domain.render import RENDERER_VERSION
from artifacts.domain.render import render as render_content
from artifacts.errors import DocumentError
from artifacts.models import Artifact, Publication, RevisionInfo
from artifacts.text.addresses import normalise_key
from artifacts.views.context import artifact_context
from artifacts.views.finding import find_artifact, gone, may_know_of, not_found, same_view_of, sees_drafts

CACHE_SECONDS = 300
PER_PAGE = 50


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
    info = get_object_or_404(RevisionInfo.objects.select_related("version", "artifact"), artifact=found, number=number)
    private = info.first_published is None
    if private and not sees_drafts(request):
        not_found()
    try:
        parts = parts_of(info)
    except DocumentError as error:
        return suppressed(request, found, error)
    context = artifact_context(found, parts) | {"banner": banner(found, info), "noindex": True}
    response = render(request, "artifacts/old_revision.html", context)
    response["X-Robots-Tag"] = "noindex"
    if private:
        patch_cache_control(response, private=True, no_store=True)
    return response


def suppressed(request, found: Artifact, error: DocumentError):
    """410 for a revision whose text was taken away; its place in the history stays."""
    context = {"artifact_id": found.public_id, "reason": error.sentence}
    response = render(request, "artifacts/withdrawn.html", context, status=410)
    response["X-Robots-Tag"] = "noindex"
    return response


def parts_of(info: RevisionInfo) -> dict:
    """The revision rendered from its document with its pins; kept a few minutes, since links resolve today."""
    document = document_of_revision(info)
    # What was withdrawn since is shown no more, from that moment on.
    withdrawn = Artifact.objects.filter(public_id__in=document["pins"], state=Artifact.State.WITHDRAWN)
    gone = ",".join(withdrawn.values_list("public_id", flat=True)) if document["pins"] else ""
    state = f"{info.version_id}:{info.document_sha256}:{info.review}:{info.review_at}:{RENDERER_VERSION}:{gone}"
    key = f"revision:{hashlib.sha256(state.encode()).hexdigest()}"
    parts = cache.get(key)
    if parts is None:
        with translation.override(settings.LANGUAGE_CODE):
            parts = render_content(
                document["content"], artifact=info.artifact, revision=info, pins=document["pins"]
            ).parts
        cache.set(key, parts, CACHE_SECONDS)
    return parts


def banner(found: Artifact, info: RevisionInfo) -> dict:
    published = Publication.objects.filter(artifact=found).values_list("revision__number", flat=True).first()
    private = info.first_published is None
    # Readers are not told how many drafts there are.
    newest = (found.revisions if private else found.revisions.filter(first_published__isnull=False)).newest()
    states = {info.first_published is None: "draft", found.state == Artifact.State.MERGED: "merged"}
    return {
        "number": info.number,
        "total": newest.number,
        "date": info.date,
        "author": info.author_name,
        "summary": info.summary,
        "state": states.get(True, "current" if published == info.number else "old"),
        "current_url": found.final().get_absolute_url(),
        "since_url": reverse("diff", args=[found.public_id, info.number, published])
        if published and published != info.number and info.first_published
        else "",
    }


@require_safe
def history(request, artifact_id):
    """The revisions of an artifact: the published ones for everyone, all of them for staff."""
    found, response = artifact_with_history(request, artifact_id)
    if response is not None:
        return response
    staff = sees_drafts(request)
    revisions = found.revisions.visible_to(request.user)
    if not staff and not revisions.exists():
        not_found()
    publication = Publication.objects.filter(artifact=found).select_related("revision").first()
    page_obj = Paginator(revisions.order_by("-number"), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "artifact": found,
        "title": publication.title if publication else str(found.row),
        "artifact_url": found.get_absolute_url(),
        "diff_url": reverse("choose_diff", args=[found.public_id]),
        "comparable": page_obj.paginator.count > 1,
        "published_number": publication.revision.number if publication else None,
        "revisions": page_obj.object_list,
        "page_obj": page_obj,
        "noindex": True,
    }
    response = render(request, "artifacts/history.html", context)
    if staff:
        patch_cache_control(response, private=True, no_store=True)
    return response
