"""Lists: what they are made of and how a page of one is shown; and what links to an artifact."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from artifacts.models import Artifact, Publication, score_level
from artifacts.views.context import type_label
from artifacts.views.finding import publication_of, same_view_of
from artifacts.views.revision import artifact_with_history

PER_PAGE = 50


def publications():
    """What lists are made of: active publications without their rendered parts."""
    return Publication.objects.of_active().select_related("artifact").defer("parts")


def entries(rows) -> list[dict]:
    """Publications as a list shows them: address, title, type, first sentence, score and its level."""
    return [
        {
            "href": row.artifact.get_absolute_url(),
            "title": row.title,
            "type_label": type_label(row),
            "summary": row.summary,
            "score": row.score,
            "level": score_level(row.score),
        }
        for row in rows
    ]


def listing(request, rows, title: str, *, template: str, told=entries, per_page: int | None = None, **context):
    """A page of a list, its rows told as entries: 50 of them unless `per_page` says otherwise."""
    page_obj = Paginator(rows, per_page or PER_PAGE).get_page(request.GET.get("page"))
    context |= {"title": title, "entries": told(page_obj.object_list), "page_obj": page_obj}
    return render(request, template, context)


@require_safe
def links(request, artifact_id):
    """What links here, cites or shows an artifact, by title."""
    found, response = artifact_with_history(request, artifact_id)
    if response is not None:
        return response
    if found.state == Artifact.State.MERGED:
        return same_view_of(request, found.final())
    rows = publications().leading_to(found).order_by("title", "pk")
    publication = publication_of(found)
    response = listing(
        request,
        rows,
        _("What links here"),
        about=publication.title if publication else str(found.row),
        artifact_url=found.get_absolute_url(),
        noindex=True,
        template="artifacts/links.html",
    )
    if publication is None:
        # Only staff know of it.
        patch_cache_control(response, private=True, no_store=True)
    return response
