"""The admin's start page: short lists of what waits for whoever opens it, each with a link to the whole."""

from typing import NamedTuple
from urllib.parse import urlencode

from django.apps import apps
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from artifacts.admin.bench import MAY_RESOLVE, address_on_bench
from artifacts.admin.severities import counted, counts_of
from artifacts.domain.start import Start, start_of
from artifacts.models import ROWS

MAY_SEE = "artifacts.view_artifact"


class Entry(NamedTuple):
    title: str
    address: str
    told: str = ""


class Card(NamedTuple):
    """One short list; `empty` is said where it holds nothing, `count` is of the whole where that is known."""

    title: str
    entries: list[Entry]
    empty: str
    whole: str
    whole_title: str
    count: int = 0


class StartPage:
    """Mixed into one ModelAdmin, which the site asks what its index shows."""

    def on_index(self, request) -> dict:
        if not request.user.has_perm(MAY_SEE):
            return {}
        start = start_of(request.user)
        return {
            "cards": [card for card in cards(start, request.user) if card],
            "site_counts": [shown_count(row) for row in start.counts],
            "search_lists": [(list_of(row), capfirst(plural_of(row))) for row in ROWS.values()],
        }


def list_of(model: str, query: str = "") -> str:
    address = reverse(f"admin:artifacts_{model}_changelist")
    return f"{address}?{query}" if query else address


def plural_of(model: str) -> str:
    return apps.get_model("artifacts", model)._meta.verbose_name_plural


def shown_count(row: dict) -> tuple[str, int, int, str]:
    label = plural_of(ROWS[row["kind"]])
    return label, row["all"], row["public"], list_of(ROWS[row["kind"]])


def card(title, rows, entry, *, empty, whole, whole_title, count=0) -> Card:
    return Card(title, [entry(row) for row in rows], empty, whole, whole_title, count)


def cards(start: Start, user) -> list[Card | None]:
    return [
        to_review(start) if user.has_perm("artifacts.publish_artifact") else None,
        own_waiting(start, user),
        news(start),
        worst(start),
        unresolved(start, user),
        duplicates(start) if user.has_perm("artifacts.merge_artifact") else None,
    ]


def to_review(start: Start) -> Card:
    return card(
        _("Waiting for your review"),
        start.to_review,
        lambda info: Entry(
            str(info.artifact.row),
            info.artifact.admin_url("review", info.number),
            _("revision %(number)d by %(author)s") % {"number": info.number, "author": info.author_name},
        ),
        empty=_("Nobody waits for you. Well done."),
        count=start.waiting,
        whole=reverse("admin:review_queue"),
        whole_title=_("The review desk"),
    )


def own_waiting(start: Start, user) -> Card:
    return card(
        _("Yours, waiting for a reviewer"),
        start.own_waiting,
        lambda info: Entry(
            str(info.artifact.row), info.artifact.admin_url("change"), info.summary or _("revision %d") % info.number
        ),
        empty=_("Nothing of yours waits: readers see it, or you have not begun."),
        whole=list_of("wikipage", "mine=last&published=older"),
        whole_title=_("Pages that you changed last"),
    )


def news(start: Start) -> Card:
    return card(
        _("Changed since you looked"),
        start.news,
        lambda watch: Entry(
            str(watch.artifact.row),
            watch.artifact.admin_url("history"),
            ngettext("%d new revision", "%d new revisions", watch.news) % watch.news,
        ),
        empty=_("Nothing that you watch was changed by others."),
        count=start.news_count,
        whole=reverse("admin:artifacts_watch_changelist"),
        whole_title=_("Your watch list"),
    )


def worst(start: Start) -> Card:
    return card(
        _("Worst findings"),
        start.worst,
        lambda checkup: Entry(str(checkup.artifact.row), checkup.artifact.admin_url("change"), findings_told(checkup)),
        empty=_("No error and no warning is known of any page."),
        whole=list_of("wikipage", "findings=error"),
        whole_title=_("All pages with errors"),
    )


def findings_told(checkup) -> str:
    return ", ".join(counted(severity, count) for severity, count in counts_of(checkup) if severity != "info")


def unresolved(start: Start, user) -> Card:
    """Of the whole site; who may resolve them is led to the citation bench."""
    if user.has_perms(MAY_RESOLVE):
        address, whole, whole_title = address_on_bench, list_of("citation"), _("The citation bench")
    else:
        address, whole = pages_of_key, list_of("wikipage", "sources=unresolved")
        whole_title = _("Pages with unresolved citekeys")
    return card(
        _("Unresolved citekeys"),
        start.unresolved,
        lambda row: Entry(row[0], address(row[0]), ngettext("%d page", "%d pages", row[1]) % row[1]),
        empty=_("Every citekey of every page leads to a work."),
        whole=whole,
        whole_title=whole_title,
    )


def pages_of_key(key: str) -> str:
    return list_of("wikipage", urlencode({"q": key}))


def duplicates(start: Start) -> Card:
    return card(
        _("Possible duplicates"),
        start.duplicates,
        lambda pair: Entry(
            f"{pair.first.public_id} · {pair.second.public_id}",
            reverse("admin:artifacts_duplicatecandidate_change", args=[pair.pk]),
        ),
        empty=_("No pair waits to be judged."),
        whole=reverse("admin:artifacts_duplicatecandidate_changelist"),
        whole_title=_("All pairs"),
    )
