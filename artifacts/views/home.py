"""Home: what the place is, what it holds, and where to start."""

from django.core.cache import cache
from django.db.models import Count, Exists, F, OuterRef
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from artifacts.models import Artifact, Publication, RevisionInfo, SearchEntry
from artifacts.views.browse import PLURALS
from artifacts.views.context import LISTED_KINDS
from artifacts.views.lists import entries, publications

SHOWN = 6
# Of the newest revisions several may be of one page.
LOOKED_AT = 60
COUNTED_SECONDS = 60


@require_safe
def home(request):
    counts = cache.get_or_set("home:counts", published_counts, COUNTED_SECONDS)
    rows = [{"slug": slug, "label": label, "count": counts[slug]} for slug, label in PLURALS.items() if slug in counts]
    types = [row for row in rows if row["slug"] not in LISTED_KINDS]
    recent = entries(recently_published())
    context = {
        "types": types,
        "pages": sum(row["count"] for row in types),
        "kinds": [row | {"href": list_of(row["slug"])} for row in rows if row["slug"] in LISTED_KINDS],
        "entries": recent,
        "hypotheses": entries(by_score()[:SHOWN]),
        "example": recent[0] if recent else None,
    }
    return render(request, "artifacts/home.html", context)


def list_of(kind: str) -> str:
    """Where hypotheses, analyses and references are listed."""
    return reverse("exchange") if kind == "hypothesis" else reverse("browse", args=[kind])


def published_counts() -> dict[str, int]:
    """How much is published of each type of page, and of each other kind."""
    rows = SearchEntry.objects.but_inactive().order_by()
    return dict(rows.values_list("type").annotate(count=Count("pk")))


def recently_published() -> list[Publication]:
    """The pages of the newest published revisions, the newest first."""
    # Asked of each in turn: a join would have the database sort all revisions.
    page = Artifact.objects.filter(pk=OuterRef("artifact"), kind=Artifact.Kind.PAGE)
    rows = RevisionInfo.objects.filter(
        Exists(page.exclude(state=Artifact.State.WITHDRAWN)), first_published__isnull=False
    )
    newest = rows.order_by("-first_published", "-pk").values_list("artifact", flat=True)[:LOOKED_AT]
    artifacts = list(dict.fromkeys(newest))
    found = {row.artifact_id: row for row in publications().filter(artifact__in=artifacts)}
    return [found[pk] for pk in artifacts if pk in found][:SHOWN]


def by_score():
    return publications().filter(artifact__kind="hypothesis").order_by(F("score").desc(nulls_last=True), "title", "pk")
