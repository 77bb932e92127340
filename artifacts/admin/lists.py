"""The lists of artifacts: found fast, filtered with counts, and each row with how it stands."""

from functools import cached_property

from django.apps import apps as django_apps
from django.contrib import admin
from django.contrib.admin.templatetags.admin_urls import admin_urlname
from django.contrib.admin.views.main import SEARCH_VAR, ChangeList
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from artifacts.admin.columns import StandingColumns
from artifacts.admin.list_filters import KIND_OF, TextFilter
from artifacts.domain.searching import rank_of, search
from artifacts.domain.standing import standings
from artifacts.models import ROWS
from artifacts.models.held import Held

# A search that finds more is not counted: each filter would have to search once more.
MOST_COUNTED = 2_000
# Of a list of more rows only a few finds are counted: each filter would have to look at all of them.
MOST_LISTED_COUNTED = 20_000
# So many rows are counted by their primary keys; of more, each filter asks the others' questions again.
FEW = 5_000
# So many finds are held by primary key, which both databases take as one list; beyond, a search is asked anew.
MOST_HELD = 30_000
LARGE = ("body", "statement", "question", "summary", "csl", "metadata")


class ArtifactList(ChangeList):
    """Sorted and cut to a page by primary key alone: the rows' long texts are never read for that."""

    def get_results(self, request):
        super().get_results(request)
        pks = list(self.result_list.values_list("pk", flat=True))
        self.result_list = self.model_admin.listed(pks)

    def get_queryset(self, request, *args, **kwargs):
        """What filters leave, looked for once: its count, its page and each filter's counts ask for it again."""
        rows = super().get_queryset(request, *args, **kwargs)
        if self.query or not rows.query.where:
            return rows
        pks = list(rows.order_by().values_list("pk", flat=True)[: MOST_HELD + 1])
        if len(pks) > MOST_HELD:
            return rows
        return self.root_queryset.filter(pk__in=Held(pks)).order_by(*rows.query.order_by)

    @cached_property
    def large(self) -> bool:
        """Whether the list holds so much that no filter can ask something of each row while somebody waits."""
        return self.root_queryset.order_by().count() > MOST_LISTED_COUNTED

    @property
    def too_many_to_count(self) -> bool:
        return bool(self.query or self.large) and self.result_count > (MOST_COUNTED if self.query else FEW)

    @cached_property
    def countable(self):
        """What the list holds, for its filters to count."""
        rows = self.queryset.order_by()
        if not rows.query.where or self.result_count > FEW:
            return rows
        return self.root_queryset.filter(pk__in=Held(rows.values_list("pk", flat=True))).order_by()


class ListViews(StandingColumns):
    """Mixed into an artifact's ModelAdmin."""

    change_list_template = "admin/artifacts/change_list.html"
    list_display_links = ["named"]
    list_per_page = 50
    list_max_show_all = 0
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    ordering = ["title", "pk"]
    search_help_text = gettext_lazy("Title, address, citekey, DOI or PMID")

    def get_changelist(self, request, **kwargs):
        return ArtifactList

    @property
    def kind(self) -> str:
        return KIND_OF[self.opts.model_name]

    def get_list_filter(self, request):
        return [TextFilter, *super().get_list_filter(request)]

    def changelist_view(self, request, extra_context=None):
        context = {"title": capfirst(self.opts.verbose_name_plural), "lists": self.sister_lists(request)}
        context["may_import"] = self.has_add_permission(request) and self.has_change_permission(request)
        return super().changelist_view(request, context | (extra_context or {}))

    def sister_lists(self, request) -> list[tuple[str, str, bool]]:
        """The lists of all kinds that whoever asks may see: name, address, and whether it is this one."""
        admins = [self.admin_site.get_model_admin(django_apps.get_model("artifacts", row)) for row in ROWS.values()]
        return [
            (capfirst(one.opts.verbose_name_plural), reverse(admin_urlname(one.opts, "changelist")), one is self)
            for one in admins
            if one.has_view_permission(request)
        ]

    def lookup_allowed(self, lookup, value, request=None):
        """What our own filters ask is allowed, by the names that Django's had for it too."""
        own = {chosen.parameter_name for chosen in self.list_filter}
        return lookup in own or super().lookup_allowed(lookup, value, request)

    def listed(self, pks: list[int]) -> list:
        """The rows with these primary keys, in their order, each with its `standing`."""
        large = [field.name for field in self.opts.concrete_fields if field.name in LARGE]
        rows = self.model.objects.filter(pk__in=pks).select_related("artifact").defer(*large).in_bulk()
        standing = standings(self.kind, pks)
        for pk, row in rows.items():
            row.standing = standing[pk]
        return [rows[pk] for pk in pks if pk in rows]

    def get_search_results(self, request, queryset, search_term):
        """The nearest title first, unless the list is sorted by a column; the texts where nothing else is found."""
        if not search_term.strip():
            return queryset, False
        if SEARCH_VAR not in request.GET:
            # Completion, which shows the first few.
            return self.ranked(request, search(queryset, self.kind, search_term), search_term), False
        found = self.matching(request, queryset, search_term)
        return self.ranked(request, found, search_term), False

    def matching(self, request, queryset, term: str):
        """What a search finds, looked for once: its count, its page and each filter ask for it again."""
        asked_texts = request.GET.get(TextFilter.parameter_name) == "text"
        for in_text in (True,) if asked_texts else (False, True):
            found = search(queryset, self.kind, term, in_text=in_text)
            pks = list(found.order_by().values_list("pk", flat=True)[: MOST_HELD + 1])
            if pks:
                break
        return found if len(pks) > MOST_HELD else queryset.filter(pk__in=Held(pks))

    def ranked(self, request, found, term: str):
        return found if "o" in request.GET else found.order_by(rank_of(term), *found.query.order_by)
