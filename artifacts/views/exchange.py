"""The exchange: published hypotheses by score, filtered, with pictures of how their scores are spread."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from artifacts.domain.ranking import genes, histogram, means, ranking
from artifacts.views.exchange_filter import ExchangeFilter
from artifacts.views.lists import PER_PAGE, entries, publications

# How many genes the form offers as one types.
OFFERED = 200


@require_safe
def exchange(request):
    form = ExchangeFilter(request.GET, label_suffix="")
    valid = form.is_valid()
    everything = ranking()
    found = form.of(everything) if valid else []
    page_obj = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    scored = [row for row in found if row.score is not None]
    context = {
        "title": _("Hypotheses by score"),
        "form": form,
        "filtered": valid and bool(form.asked),
        "total": len(everything),
        "count": len(found),
        "unscored": len(found) - len(scored),
        "offered": [gene for gene, _count in genes(everything)[:OFFERED]],
        "entries": ranked(page_obj),
        "page_obj": page_obj,
        "histogram": histogram(scored) if scored else [],
        "means": means(scored),
        "noindex": bool(request.GET),
    }
    return render(request, "artifacts/exchange.html", context, status=200 if valid else 400)


def ranked(page) -> list[dict]:
    """The hypotheses of a page of the ranking as entries, with their place, status and target genes; one query."""
    found = publications().in_bulk([row.publication for row in page])
    placed = [(place, row) for place, row in enumerate(page, start=page.start_index()) if row.publication in found]
    told = entries(found[row.publication] for _place, row in placed)
    return [
        entry | {"place": place, "status": row.status, "genes": row.genes}
        for entry, (place, row) in zip(told, placed, strict=True)
    ]
