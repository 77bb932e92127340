"""The page of an artifact: the publication as it stands, nothing computed but the frame around it."""

from urllib.parse import quote

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import resolve
from django.views.decorators.http import require_safe

from artifacts.models import Artifact
from artifacts.views.context import artifact_context, machine_context
from artifacts.views.embed import embed
from artifacts.views.embed_choice import is_asked_for, is_pinned
from artifacts.views.finding import (
    find_artifact,
    gone,
    id_keys,
    may_know_of,
    not_found,
    path_keys,
    permanent_redirect,
    publication_of,
    sees_drafts,
)
from artifacts.views.freshness import conditional
from artifacts.views.signposting import landing_links


@require_safe
def artifact(request, artifact_id):
    """`/artifact/<id>`: 200 at the canonical address, 301 to it from any other, 410 where it was withdrawn."""
    if is_asked_for(request.GET):
        return embed(request, artifact_id)
    found = find_artifact(id_keys(artifact_id))
    if found.state != Artifact.State.ACTIVE or found.public_id != artifact_id:
        return leave(request, found)
    publication = publication_of(found)
    if publication is None:
        return newest_draft(request, found)
    return page(request, found, publication)


def page(request, found, publication):
    def make_response():
        context = artifact_context(found, publication.parts) | machine_context(found, publication.parts)
        response = render(request, f"artifacts/{found.kind}.html", context)
        response["Link"] = landing_links(found, publication.parts)
        return response

    return conditional(request, publication, "page", make_response)


def newest_draft(request, found):
    """What was never published: staff are led to its newest revision, to everyone else it is not there."""
    newest = found.revisions.newest() if sees_drafts(request) else None
    if newest is None:
        not_found()
    return HttpResponseRedirect(newest.get_absolute_url())


def leave(request, found):
    """301 to the end of all merges, in one hop, or 410 where that was withdrawn; silent on what was never published."""
    if not may_know_of(request, found):
        not_found()
    # A pinned embed stays with the revisions of its own artifact.
    final = found if is_pinned(request.GET) else found.final()
    if final.state == Artifact.State.WITHDRAWN:
        return gone(request, final)
    return permanent_redirect(request, final.get_absolute_url())


@require_safe
def redirect_to_artifact(request, path):
    """`/wiki/<slug>`, `/<category>/<name>`, `/<slug>`, `/hypothesis/<id>` and their like: 301 to the artifact."""
    bare = path.rstrip("/")
    if bare != path and resolve(f"/{bare}").url_name not in ("artifact", "redirect"):
        return permanent_redirect(request, f"/{quote(bare)}")
    return leave(request, find_artifact(path_keys(path)))
