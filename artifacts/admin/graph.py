"""The edges of the knowledge graph, to look at: imports alone write them."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from artifacts.admin.read_only import ReadOnlyAdmin
from artifacts.models import GraphEdge, GraphNode
from artifacts.text.graph_names import node_key

# Of names that begin so, the edges of so many are shown.
MOST_NODES = 100


@admin.register(GraphEdge)
class GraphEdgeAdmin(ReadOnlyAdmin):
    list_display = ["subject", "relation", "object", "source", "confidence", "batch"]
    list_select_related = list_display[:4] + ["batch"]
    fields = list_display
    ordering = ["-pk"]
    # No index would serve another order, and there are hundreds of thousands.
    sortable_by = []
    list_per_page = 50
    list_max_show_all = 0
    show_full_result_count = False
    search_fields = ["subject__key"]
    search_help_text = _("The beginning of a node's name")

    def get_search_results(self, request, queryset, search_term):
        key = node_key(search_term)
        if not key:
            return queryset, False
        nodes = GraphNode.objects.filter(key__startswith=key).order_by("key").values_list("pk", flat=True)[:MOST_NODES]
        return queryset.at(nodes), False
