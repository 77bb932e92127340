"""Filters that say how many rows each choice would leave, counted by one grouped query a filter."""

from django.contrib import admin
from django.core.cache import cache
from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

# How many choices of an open set, such as tags, are offered: the most frequent ones.
MOST_OFFERED = 15
KNOWN_SECONDS = 300


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
        counts, counted = self.counts(changelist), self.is_counted(changelist)
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
        if not self.is_counted(changelist):
            counts = {} if self.words() else self.known_counts(changelist)
        else:
            counts = self.counted(self.others(changelist))
        return {str(value): count for value, count in counts.items() if count}

    def is_counted(self, changelist) -> bool:
        """Whether the choices are counted: without a filter's own choice a large list holds too much to look at."""
        return not (changelist.too_many_to_count or changelist.large and self.value() is not None)

    def known_counts(self, changelist) -> dict[str, int]:
        """The choices of the whole list, which are not counted anew for everyone who looks."""
        key = f"facet:{changelist.opts.model_name}:{self.parameter_name}"
        return cache.get_or_set(key, lambda: self.roughly(changelist.root_queryset.order_by()), KNOWN_SECONDS)

    def roughly(self, rows: QuerySet) -> dict[str, int]:
        """How often each choice comes about in a large list, which offers the most frequent and tells no number."""
        return self.counted(rows)

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
