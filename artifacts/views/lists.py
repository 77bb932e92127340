"""Lists: home, browse by type, the exchange, and what links to an artifact."""

from django.core.paginator import Paginator
from django.db.models import Count, F
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from artifacts.models import Artifact, Publication, score_level
from artifacts.views.context import LISTED_KINDS, type_labels
from artifacts.views.finding import not_found, publication_of, same_view_of
from artifacts.views.revision import artifact_with_history

PER_PAGE = 50
ON_HOME = 8


def publications():
    """What lists are made of: active publications without their rendered parts."""
    return Publication.objects.of_active().select_related("artifact").defer("parts")


def entries(rows) -> list[dict]:
    labels = type_labels()
    return [
        {
            "href": row.artifact.get_absolute_url(),
            "title": row.title,
            "type_label": labels[row.entity_type or row.artifact.kind],
            "summary": row.summary,
            "score": row.score,
            "level": score_level(row.score),
            "date": row.published_at,
        }
        for row in rows
    ]


def listing(request, rows, title: str, **context):
    page_obj = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context |= {"title": title, "entries": entries(page_obj.object_list), "page_obj": page_obj}
    return render(request, context.pop("template", "artifacts/browse.html"), context)


@require_safe
def home(request):
    counts = publications().values("artifact__kind", "entity_type").annotate(count=Count("pk")).order_by()
    by_type = {row["entity_type"] or row["artifact__kind"]: row["count"] for row in counts}
    types = [
        {"slug": slug, "label": label, "count": by_type[slug]}
        for slug, label in type_labels().items()
        if by_type.get(slug)
    ]
    pages = publications().filter(artifact__kind="page").order_by("-published_at", "-pk")[:ON_HOME]
    hypotheses = by_score()[:ON_HOME]
    context = {"types": types, "entries": entries(pages), "hypotheses": entries(hypotheses)}
    return render(request, "artifacts/home.html", context)


def by_score():
    return publications().filter(artifact__kind="hypothesis").order_by(F("score").desc(nulls_last=True), "title", "pk")


@require_safe
def browse(request, type_slug):
    labels = type_labels()
    if type_slug not in labels:
        not_found()
    kind = type_slug in LISTED_KINDS
    rows = publications().filter(**({"artifact__kind": type_slug} if kind else {"entity_type": type_slug}))
    return listing(request, rows.order_by("title", "pk"), labels[type_slug])


@require_safe
def exchange(request):
    return listing(request, by_score(), _("Hypotheses by score"))


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
