"""The filters of the lists of artifacts: review, state, findings, coverage, references, tags, and who changed what."""

from django.contrib.admin.views.main import SEARCH_VAR
from django.db.models import Case, CharField, Count, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from artifacts.admin.facets import ConditionFilter, CountedFilter, ValueFilter, column_filter
from artifacts.domain.citing import unresolved
from artifacts.models import (
    ROWS,
    Artifact,
    Checkup,
    Citation,
    Finding,
    PageTag,
    Publication,
    Reference,
    RevisionInfo,
    WikiPage,
)

KIND_OF = {row: kind for kind, row in ROWS.items()}


class TextFilter(CountedFilter):
    """Where a search looks; there is nothing to choose while nothing is searched for."""

    title = _("where to search")
    parameter_name = "in"

    def has_output(self):
        return bool(self.request.GET.get(SEARCH_VAR))

    def queryset(self, request, queryset):
        # The search itself heeds it (`ListViews.get_search_results`).
        return queryset

    def choices(self, changelist):
        chosen = self.value() == "text"
        address = changelist.get_query_string
        yield {
            "selected": not chosen,
            "query_string": address(remove=[self.parameter_name]),
            "display": _("titles, addresses, citekeys"),
        }
        yield {
            "selected": chosen,
            "query_string": address({self.parameter_name: "text"}),
            "display": _("the texts too"),
        }


StateFilter = column_filter("artifact__state", _("state"), Artifact.State.choices)


def seen(*, newest: bool) -> Q:
    """Of artifacts those of which readers see the newest revision, or an older one."""
    later = Exists(RevisionInfo.objects.filter(artifact=OuterRef("artifact"), number__gt=OuterRef("number")))
    shown = RevisionInfo.objects.filter(pk__in=Publication.objects.values("revision"))
    return Q(pk__in=shown.filter(~later if newest else later).values("artifact"))


class PublishedFilter(ValueFilter):
    """What waits for review. By sets that indexes hold: a publication's own row is long."""

    title = _("review")
    parameter_name = "published"
    published = Q(pk__in=Publication.objects.values("artifact"))
    expression = Case(
        When(~published, then=Value("nothing")),
        When(seen(newest=True), then=Value("newest")),
        default=Value("older"),
        output_field=CharField(),
    )

    def words(self):
        return {
            "older": _("waits: newer than what readers see"),
            "nothing": _("waits: never published"),
            "newest": _("readers see the newest"),
        }

    def queryset(self, request, queryset):
        conditions = {"nothing": ~self.published, "newest": seen(newest=True), "older": seen(newest=False)}
        return queryset.filter(conditions[self.value()]) if self.value() in conditions else queryset


class CheckupFilter(ValueFilter):
    """By a word about the check-up that lists show of a row; `unknown` too where nobody has looked."""

    bands: Case

    @property
    def expression(self):
        shown = Checkup.objects.filter(artifact=OuterRef("pk"), newest=True).annotate(band=self.bands)
        return Coalesce(Subquery(shown.values("band")[:1], output_field=CharField()), Value("unknown"))

    def queryset(self, request, queryset):
        if self.value() is None:
            return queryset
        looked_at = Checkup.objects.filter(newest=True)
        wanted = Q(pk__in=looked_at.alias(band=self.bands).filter(band=self.value()).values("artifact"))
        if self.value() == "unknown":
            wanted |= ~Q(pk__in=looked_at.values("artifact"))
        return queryset.filter(wanted)


class FindingsFilter(CheckupFilter):
    title = _("findings")
    parameter_name = "findings"
    bands = Case(
        When(errors__gt=0, then=Value("error")),
        When(warnings__gt=0, then=Value("warning")),
        When(infos__gt=0, then=Value("info")),
        default=Value("none"),
        output_field=CharField(),
    )

    def words(self):
        return {
            "error": _("errors"),
            "warning": _("warnings, no errors"),
            "info": _("remarks only"),
            "none": _("nothing found"),
            "unknown": _("not looked at yet"),
        }


class RuleFilter(CountedFilter):
    """By the rule that found something, safe fixes among them."""

    title = _("rule")
    parameter_name = "rule"

    def counted(self, rows):
        found = Finding.objects.order_by().values_list("rule")
        # Findings are kept of the newest check-up alone, and most are of pages: who asks for all of these need not ask
        # of which artifact each is.
        if rows.query.where or rows.model is not WikiPage:
            found = found.filter(checkup__artifact__in=rows.values("pk"))
        else:
            found = found.filter(checkup__artifact__kind=Artifact.Kind.PAGE)
        return dict(found.annotate(count=Count("checkup", distinct=True)))

    def roughly(self, rows):
        return dict(Finding.objects.order_by().values_list("rule").annotate(count=Count("pk")))

    def queryset(self, request, queryset):
        if self.value() is None:
            return queryset
        return queryset.filter(pk__in=Finding.objects.filter(rule=self.value()).values("checkup__artifact"))


class CoverageFilter(CheckupFilter):
    """By the share of paragraphs and rows that have a source."""

    title = _("coverage")
    parameter_name = "coverage"
    bands = Case(
        When(claims=0, then=Value("unknown")),
        When(sourced=0, then=Value("none")),
        When(sourced__lt=F("claims") * 0.5, then=Value("low")),
        When(sourced__lt=F("claims") * 0.9, then=Value("medium")),
        default=Value("high"),
        output_field=CharField(),
    )

    def words(self):
        return {
            "none": _("no source at all"),
            "low": _("under 50 %"),
            "medium": _("50 to 89 %"),
            "high": _("90 % and more"),
            "unknown": _("nothing to source"),
        }


class TagFilter(CountedFilter):
    title = _("tag")
    parameter_name = "tag"

    def counted(self, rows):
        tagged = PageTag.objects.order_by().values_list("name")
        if rows.query.where:
            tagged = tagged.filter(page__in=rows.values("pk"))
        return dict(tagged.annotate(count=Count("pk")))

    def queryset(self, request, queryset):
        if self.value() is None:
            return queryset
        return queryset.filter(pk__in=PageTag.objects.filter(name=self.value()).values("page"))


class SourcesFilter(ConditionFilter):
    """By the works that a page cites; a page can be both."""

    title = _("references")
    parameter_name = "sources"

    def words(self):
        return {
            "unresolved": _("has unresolved citekeys"),
            "doubted": _("cites works in doubt"),
            "nothing": _("cites nothing"),
        }

    def condition(self, word: str) -> Q:
        if word == "nothing":
            return ~Q(Exists(Citation.objects.filter(page=OuterRef("pk"))))
        wanted = unresolved() if word == "unresolved" else Q(reference__status__in=Reference.DOUBTED)
        return Q(pk__in=Citation.objects.filter(wanted).values("page"))


class MineFilter(ConditionFilter):
    title = _("who changed it")
    parameter_name = "mine"

    def words(self):
        return {"ever": _("I, at some time"), "last": _("I, last")}

    def condition(self, word: str) -> Q:
        own = RevisionInfo.objects.filter(author=self.request.user)
        if word == "last":
            later = RevisionInfo.objects.filter(artifact=OuterRef("artifact"), number__gt=OuterRef("number"))
            own = own.filter(~Exists(later))
        return Q(pk__in=own.values("artifact"))


class UsedFilter(ConditionFilter):
    """Of works, whether any page cites them."""

    title = _("use")
    parameter_name = "used"

    def words(self):
        return {"yes": _("cited on a page"), "no": _("cited nowhere")}

    def condition(self, word: str) -> Q:
        cited = Q(Exists(Citation.objects.filter(reference=OuterRef("pk"))))
        return cited if word == "yes" else ~cited
