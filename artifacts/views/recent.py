"""Recent changes: the revisions that were published, newest first, for everyone alike."""

from urllib.parse import urlencode

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from artifacts.models import RevisionInfo
from artifacts.views.changes import changed_words
from artifacts.views.finding import not_found, row_key
from artifacts.views.recent_filter import RecentFilter

PER_PAGE = 50


@require_safe
def recent(request):
    """`/recent`, and onwards from a revision: `?from=` names the last one of the page before it."""
    form = RecentFilter(request.GET, label_suffix="")
    valid = form.is_valid()
    query = form.query if valid else ""
    rows = older_than(form.revisions(), request.GET.get("from", "")) if valid else RevisionInfo.objects.none()
    # One more than is shown tells whether there is another page: nothing counts a long history.
    found = list(with_all_shown(rows)[: PER_PAGE + 1])
    shown = found[:PER_PAGE]
    context = {
        "title": _("Recent changes"),
        "form": form,
        "entries": entries(shown),
        "filtered": valid and form.asked,
        "newest_url": f"{reverse('recent')}{query}" if "from" in request.GET else "",
        "older_url": f"?{urlencode({**form.asked, 'from': shown[-1].pk})}" if len(found) > PER_PAGE else "",
        "feed_url": f"{reverse('recent_feed')}{query}",
        "noindex": bool(request.GET),
    }
    return render(request, "artifacts/recent.html", context, status=200 if valid else 400)


def older_than(rows, key: str):
    """The revisions that stand after the one with this primary key; all of them where none is named."""
    if not key:
        return rows
    last = RevisionInfo.objects.filter(pk=row_key(key), first_published__isnull=False).first()
    if last is None:
        not_found()
    # As one bound of the index and a remainder, which databases read faster than "less, or equal and less".
    older = rows.filter(first_published__lte=last.first_published)
    return older.exclude(first_published=last.first_published, pk__gte=last.pk)


def with_all_shown(rows):
    """With everything that an entry shows, in two queries; without the rendered pages."""
    large = [f"artifact__publication__{field}" for field in ("parts", "summary")]
    rows = rows.with_previous_published().select_related("artifact__publication").defer(*large)
    return rows.prefetch_related("tag_rows")


def entries(revisions) -> list[dict]:
    return [entry(info) for info in revisions]


def entry(info: RevisionInfo) -> dict:
    """One change as lists and feeds show it."""
    public_id, before = info.artifact.public_id, info.previous_published
    return {
        "revision": info,
        "title": info.artifact.publication.title,
        "href": info.artifact.get_absolute_url(),
        "diff_url": reverse("diff", args=[public_id, before, info.number]) if before else "",
        "changed": what_changed(info),
        "size": size_change(info.size - (info.previous_published_size or 0)),
    }


def what_changed(info: RevisionInfo) -> str:
    """`text, 2 infobox rows`; what a revision counts is since the one before it, which readers may not have seen."""
    if info.previous_published is None:
        return _("new")
    told = changed_words(info.changed)
    unseen = info.number - info.previous_published - 1
    if unseen:
        earlier = ngettext("with %d earlier edit", "with %d earlier edits", unseen) % unseen
        told = f"{told}, {earlier}" if told else earlier
    return told


def size_change(difference: int) -> str:
    """`+120 bytes`, with a minus sign that is one."""
    amount = ngettext("%d byte", "%d bytes", abs(difference)) % abs(difference)
    return f"{'+' if difference > 0 else '−' if difference else '±'}{amount}"
