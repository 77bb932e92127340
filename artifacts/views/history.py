"""Timelines: the revisions of an artifact in pages, with what each one changed, filtered by a tag if asked for."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from artifacts.models import Publication
from artifacts.templatetags.artifact_html import TAGS
from artifacts.views.changes import changed_words
from artifacts.views.finding import not_found, sees_drafts
from artifacts.views.revision import artifact_with_history

PER_PAGE = 50


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
    context = {
        "artifact": found,
        "title": publication.title if publication else str(found.row),
        "artifact_url": found.get_absolute_url(),
        "publication": publication,
        "noindex": True,
        "staff": staff,
        # Readers are not told the size of what they may not see.
        **timeline(revisions.with_previous_size(published=not staff), request.GET, found),
    }
    response = render(request, "artifacts/history.html", context)
    if staff:
        patch_cache_control(response, private=True, no_store=True)
    return response


def timeline(revisions, query, artifact) -> dict:
    """One page of the revisions given, the newest first, as both timelines show it; not found for an unknown tag."""
    tag = query.get("tag", "")
    if tag:
        if tag not in TAGS:
            not_found()
        revisions = revisions.tagged(tag)
    rows = revisions.select_related("review_by").prefetch_related("tag_rows").order_by("-number")
    page_obj = Paginator(rows, PER_PAGE).get_page(query.get("page"))
    page_obj.object_list = list(page_obj.object_list)
    for info in page_obj.object_list:
        info.changed_words = changed_words(info.changed)
    return {
        "page_obj": page_obj,
        "comparable": page_obj.paginator.count > 1,
        "diff_url": reverse("choose_diff", args=[artifact.public_id]),
        "tag": tag,
        "tags": TAGS.items(),
    }
