"""Nearby: the piece of a page that names what leads to it, and its neighbours in the knowledge graph, for a reader who
comes to its end."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from artifacts.domain.graph.looking import around
from artifacts.domain.graph.standing import has_edges
from artifacts.domain.graph.ties import nodes_of
from artifacts.domain.nearby import MOST_NAMED, linking, sharing_works
from artifacts.text.addresses import normalise_key
from artifacts.views.finding import find_artifact, not_found, publication_of

CACHE_SECONDS = 300
MOST_ROWS = 50


@require_safe
def nearby(request, artifact_id):
    """A piece of HTML without a frame; 404 for what is not shown to readers at this very id."""
    found = find_artifact([normalise_key(artifact_id)])
    publication = publication_of(found)
    if publication is None or found.state != found.State.ACTIVE or found.public_id != artifact_id:
        not_found()
    rows = linking(found)
    context = {
        "linking": rows[:MOST_NAMED],
        "more": len(rows) > MOST_NAMED,
        "sharing": sharing_works(publication),
        "links_url": reverse("links", args=[found.public_id]),
        **in_graph(found, publication.title),
    }
    response = render(request, "artifacts/parts/nearby.html", context)
    response["X-Robots-Tag"] = "noindex"
    patch_cache_control(response, public=True, max_age=CACHE_SECONDS)
    return response


def in_graph(artifact, title: str) -> dict:
    """What stands around an artifact in the knowledge graph; nothing where it is none of its nodes."""
    nodes = nodes_of(artifact) if has_edges() else []
    if not nodes:
        return {}
    found = around([node.pk for node in nodes], most=MOST_ROWS)
    return {"title": title, "nodes": nodes, "around": found, "rows": found.seen[:MOST_ROWS]}
