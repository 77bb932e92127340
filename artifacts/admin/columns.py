"""Columns of the lists: how an artifact stands, in few words; the words of a column go along for small screens."""

from django.contrib import admin
from django.db.models import F, FloatField, OuterRef, Subquery
from django.db.models.functions import Coalesce, NullIf
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from artifacts.admin.severities import SIGNS, counted, counts_of
from artifacts.domain.accounts import name_of
from artifacts.models import Artifact, Checkup, newest_of

NOTHING = "–"


def of_checkup(value) -> Coalesce:
    """A number of the check-up that lists show of a row, which its unique index finds; -1 where there is none."""
    shown = Checkup.objects.filter(artifact=OuterRef("pk"), newest=True)
    return Coalesce(Subquery(shown.annotate(value=value).values("value")[:1], output_field=FloatField()), -1.0)


def quiet(text):
    return format_html('<span class="quiet">{}</span>', text)


def badge(kind: str, text):
    return format_html('<span class="badge {}">{}</span>', kind, text)


def lines(*parts):
    """One above the other, those that say anything."""
    return format_html_join("", '<span class="line">{}</span>', ((part,) for part in parts if part)) or NOTHING


def captioned(caption, value):
    """A value with the name of its column, which small screens show in the head's place."""
    return format_html('<span class="caption" aria-hidden="true">{}</span> {}', caption, value)


def tag_badges(standing):
    return format_html_join(" ", '<span class="badge tag">{}</span>', ((name,) for name in standing.tags))


class StandingColumns:
    """Mixed into an artifact's ModelAdmin, whose list gives each row its `standing`."""

    @admin.display(description=gettext_lazy("title"), ordering="title")
    def named(self, row):
        return format_html(
            '<span class="title">{}</span> <span class="quiet">{}</span>', row.title or _("(no title)"), row.public_id
        )

    @admin.display(description=gettext_lazy("type, tags"), ordering="entity_type")
    def sort(self, row):
        return format_html("{} {}", row.get_entity_type_display(), tag_badges(row.standing))

    @admin.display(description=gettext_lazy("revision, state"), ordering=newest_of("pk", "number"))
    def revision(self, row):
        """The newest revision, and what readers see; the state where it is not the usual one."""
        standing, number = row.standing, quiet(_("revision %d") % row.standing.newest.number)
        if row.artifact.state != Artifact.State.ACTIVE:
            return lines(number, badge("gone", row.artifact.get_state_display()))
        if standing.seen == standing.newest.number:
            return lines(number, quiet(_("readers see it")))
        seen = _("readers see %d") % standing.seen if standing.seen else _("not published")
        return lines(number, badge("waits", seen))

    @admin.display(
        description=gettext_lazy("findings"),
        ordering=of_checkup(F("errors") * 1_000_000 + F("warnings") * 1_000 + F("infos")),
    )
    def findings(self, row):
        checkup = row.standing.checkup
        if checkup is None:
            return quiet(_("not looked at"))
        counts = counts_of(checkup)
        if not counts:
            return quiet(_("none"))
        return format_html_join(
            " ",
            '<span class="count {}" title="{}"><span aria-hidden="true">{}</span><span class="said">{}</span></span>',
            (
                (f"{severity}s", told, f"{SIGNS[severity]} {count}", told)
                for severity, count in counts
                for told in [counted(severity, count)]
            ),
        )

    @admin.display(
        description=gettext_lazy("coverage"), ordering=of_checkup(F("sourced") * 100.0 / NullIf(F("claims"), 0))
    )
    def coverage(self, row):
        share = row.standing.coverage
        if share is None:
            return NOTHING
        checkup = row.standing.checkup
        told = _("%(sourced)d of %(claims)d paragraphs and rows have a source") % {
            "sourced": checkup.sourced,
            "claims": checkup.claims,
        }
        return format_html(
            '<span title="{}"><span class="caption" aria-hidden="true">{}</span> {} %'
            '<meter min="0" max="100" low="50" high="90" optimum="100" value="{}" aria-label="{}"></meter></span>',
            told,
            _("sourced:"),
            share,
            share,
            told,
        )

    @admin.display(description=gettext_lazy("references"))
    def references(self, row):
        standing = row.standing
        if not standing.cited:
            return quiet(_("cites nothing"))
        unresolved = standing.unresolved and badge("waits", _("%d unresolved") % standing.unresolved)
        doubted = standing.doubted and badge("gone", _("%d in doubt") % standing.doubted)
        return captioned(_("cites"), lines(standing.cited, unresolved, doubted))

    @admin.display(description=gettext_lazy("cited on"))
    def citing(self, row):
        pages = row.standing.citing
        return ngettext("%d page", "%d pages", pages) % pages if pages else quiet(_("no page"))

    @admin.display(description=gettext_lazy("reviewed"))
    def reviewed(self, row):
        """Who approved which revision, and when."""
        info = row.standing.reviewed
        if info is None:
            return captioned(_("reviewed:"), quiet(_("never")))
        by = name_of(info.review_by) if info.review_by else _("somebody")
        older = info.number < row.standing.newest.number and quiet(_("revision %d") % info.number)
        return captioned(_("reviewed:"), lines(by, quiet(day(info.review_at)) if info.review_at else "", older))

    @admin.display(description=gettext_lazy("changed"), ordering=newest_of("pk", "pk"))
    def changed(self, row):
        newest = row.standing.newest
        return captioned(_("changed:"), lines(newest.author_name, quiet(day(newest.date))))


def day(moment) -> str:
    return date_format(timezone.localtime(moment), "j M Y")
