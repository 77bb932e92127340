"""Filters that say how many rows each choice would leave, counted by one grouped query a filter."""

from django.contrib import admin
from django.contrib.admin.views.main import SEARCH_VAR
from django.db.models import Case, CharField, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

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
)

KIND_OF = {row: kind for kind, row in ROWS.items()}
# How many choices of an open set, such as tags, are offered: the most frequent ones.
MOST_OFFERED = 15


class CountedFilter(admin.SimpleListFilter):
    """Each choice with how many rows it would leave beside the other filters; what leaves none is left out."""

    template = "admin/artifacts/counted_filter.html"

    def lookups(self, request, model_admin):
        # Known once they are counted, by `choices`.
        return []

    def has_output(self):
        return True

    def words(self) -> dict[str, str]:
        """The choices and how they are named; empty where any word can be one."""
        return {}

    def counted(self, rows: QuerySet) -> dict[str, int]:
        """How many of the rows each choice holds."""
        raise NotImplementedError

    def choices(self, changelist):
        counts, counted = self.counts(changelist), not changelist.too_many_to_count
        words = self.words() or {value: value for value in sorted(counts, key=lambda value: (-counts[value], value))}
        offered = [value for value in words if value in counts or (self.words() and not counted)]
        chosen, shown = self.value(), offered if self.words() else offered[:MOST_OFFERED]
        if chosen is not None and chosen not in shown:
            shown.append(chosen)
        yield {
            "selected": chosen is None,
            "query_string": changelist.get_query_string(remove=[self.parameter_name]),
            "display": _("All"),
        }
        for value in shown:
            yield {
                "selected": chosen == value,
                "query_string": changelist.get_query_string({self.parameter_name: value}),
                "display": words.get(value, value),
                "count": counts.get(value, 0) if counted else None,
            }

    def counts(self, changelist) -> dict[str, int]:
        """How many rows each choice would leave. Of a large find words that are given are not counted, and those that
        are not are taken from the whole list."""
        if changelist.too_many_to_count:
            counts = {} if self.words() else self.counted(changelist.root_queryset.order_by())
        else:
            counts = self.counted(self.others(changelist))
        return {str(value): count for value, count in counts.items() if count}

    def others(self, changelist) -> QuerySet:
        """What the list would hold without this filter, in no order."""
        if self.value() is None:
            return changelist.countable
        rows = changelist.root_queryset
        for spec in changelist.filter_specs:
            if spec is not self:
                rows = spec.queryset(self.request, rows)
        found, _duplicates = changelist.model_admin.get_search_results(self.request, rows, changelist.query)
        return found.order_by()


class ValueFilter(CountedFilter):
    """By the value of an expression over a row: a column's name, or a `Case`."""

    expression: object

    def counted(self, rows):
        value = F(self.expression) if isinstance(self.expression, str) else self.expression
        return dict(rows.annotate(facet=value).values_list("facet").annotate(count=Count("pk")))


class ConditionFilter(CountedFilter):
    """By conditions of which a row can meet several, or none; all counted at once."""

    def condition(self, word: str) -> Q:
        raise NotImplementedError

    def counted(self, rows):
        return rows.aggregate(**{word: Count("pk", filter=self.condition(word)) for word in self.words()})

    def queryset(self, request, queryset):
        return queryset.filter(self.condition(self.value())) if self.value() in self.words() else queryset


def column_filter(field: str, heading, choices) -> type[ValueFilter]:
    """A filter by a column with choices, under the name that Django's own filter would have in the address."""

    class ColumnFilter(ValueFilter):
        title = heading
        parameter_name = f"{field}__exact"
        expression = field

        def words(self):
            return dict(choices)

        def queryset(self, request, queryset):
            return queryset if self.value() is None else queryset.filter(**{field: self.value()})

    return ColumnFilter


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
        # Findings are kept of the newest check-up alone: who asks for all of them need not ask of which artifact.
        if rows.query.where:
            found = found.filter(checkup__artifact__in=rows.values("pk"))
        else:
            found = found.filter(checkup__artifact__kind=KIND_OF[rows.model._meta.model_name])
        return dict(found.annotate(count=Count("checkup", distinct=True)))

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
