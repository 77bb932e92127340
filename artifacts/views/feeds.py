"""Atom feeds: recent changes with the filters of their page, and the published revisions of one artifact."""

from datetime import UTC, datetime

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.syndication.views import Feed
from django.http import HttpResponseBadRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from artifacts.domain.site import absolute
from artifacts.templatetags.artifact_html import tag_words
from artifacts.text.xml import xml_text
from artifacts.views.finding import not_found
from artifacts.views.freshness import tagged
from artifacts.views.recent import entries, with_all_shown
from artifacts.views.recent_filter import RecentFilter
from artifacts.views.revision import artifact_with_history

MOST_ENTRIES = 50
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


class StableAtom(Atom1Feed):
    """Atom whose bytes depend on its entries only: an empty feed is as old as can be, not as new as its asker."""

    def latest_post_date(self):
        return max((item["updateddate"] for item in self.items), default=NEVER)


class ChangesFeed(Feed):
    """Published revisions as a feed, whole addresses in it."""

    feed_type = StableAtom

    def __init__(self, title: str, page: str, feed: str, revisions, item_title):
        self.title, self.subtitle = xml_text(title), settings.SITE_NAME
        self.link, self.feed_url = absolute(page), absolute(feed)
        self.feed_guid = self.feed_url
        self.revisions, self.entry_title = revisions, item_title

    def items(self):
        return entries(with_all_shown(self.revisions)[:MOST_ENTRIES])

    def item_title(self, item):
        return xml_text(self.entry_title(item))

    def item_description(self, item):
        """HTML, as Django declares it."""
        revision = item["revision"]
        marks = [str(tag_words(name)) for name in item["revision"].tags]
        told = [revision.summary, item["changed"], item["size"], *marks, revision.get_review_display()]
        return escape(xml_text(" · ".join(filter(None, told))))

    def item_link(self, item):
        return absolute(item["diff_url"] or item["revision"].get_absolute_url())

    def item_guid(self, item):
        return absolute(item["revision"].get_absolute_url())

    def item_author_name(self, item):
        return xml_text(item["revision"].author_name)

    def item_pubdate(self, item):
        return item["revision"].first_published

    item_updateddate = item_pubdate

    def item_categories(self, item):
        return [xml_text(name) for name in item["revision"].tags]


@require_safe
def recent_feed(request):
    """`/recent.atom`, with the filters of `/recent`."""
    form = RecentFilter(request.GET)
    if not form.is_valid():
        return HttpResponseBadRequest(refusal(form), content_type="text/plain; charset=utf-8")
    feed = ChangesFeed(
        title=_("%s: recent changes") % settings.SITE_NAME,
        page=f"{reverse('recent')}{form.query}",
        feed=f"{reverse('recent_feed')}{form.query}",
        revisions=form.revisions(),
        item_title=lambda item: item["title"],
    )
    return tagged(request, feed(request))


@require_safe
def history_feed(request, artifact_id):
    """`/artifact/<id>/history.atom`: published revisions only, and 301, 404 and 410 as the history answers readers."""
    # A feed is the same for everyone: programs that fetch it are given no staff's view by a cookie that came along.
    request.user = AnonymousUser()
    found, response = artifact_with_history(request, artifact_id)
    if response is not None:
        return response
    revisions = found.revisions.visible_to(request.user).order_by("-first_published", "-pk")
    if not revisions.exists():
        not_found()
    feed = ChangesFeed(
        title=_("History of %s") % found.publication.title,
        page=reverse("history", args=[found.public_id]),
        feed=reverse("history_feed", args=[found.public_id]),
        revisions=revisions,
        item_title=lambda item: _("Revision %d") % item["revision"].number,
    )
    return tagged(request, feed(request))


def refusal(form: RecentFilter) -> str:
    """`since: Enter a valid date.`, a line each."""
    return "".join(f"{name}: {' '.join(sentences)}\n" for name, sentences in form.errors.items())
