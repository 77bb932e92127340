"""Ties: which published artifact a node stands for, and which nodes stand for an artifact; asked when it is shown.

A node is tied by the node that a page names itself (`kg_node_id`), by any address, or by its title, in this order.
Nothing is stored of it beside the keys in the search entries, which are written with each publication: so a merge, a
new name, a withdrawal and whatever takes them back hold at once, and no edge is ever rewritten.
"""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import F, IntegerField, Value

from artifacts.models import Address, Artifact, GraphNode, SearchEntry
from artifacts.models.held import Held, HeldTexts
from artifacts.text.graph_names import node_addresses, node_key
from artifacts.text.spellings import bare

NAMED, ADDRESSED, TITLED = range(3)
# A page that has more addresses, or more pages folded into it, is known by these.
MOST_KNOWN = 200


def artifacts_of(nodes: Iterable[GraphNode]) -> dict[int, Artifact]:
    """The published artifact that each node stands for, by the node's primary key; of others there is none."""
    nodes = list(nodes)
    if not nodes:
        return {}
    candidates = _candidates(nodes)
    named = Artifact.objects.filter(pk__in=Held({pk for pks in candidates.values() for pk in pks}))
    finals = Artifact.objects.finals(named)
    public = Artifact.objects.published().filter(pk__in=Held({final.pk for final in finals.values()}))
    shown = set(public.values_list("pk", flat=True))
    found = {}
    for node, pks in candidates.items():
        final = next((finals[pk] for pk in pks if finals[pk].pk in shown), None)
        if final is not None:
            found[node] = final
    return found


def _candidates(nodes: list[GraphNode]) -> dict[int, list[int]]:
    """The artifacts that each node may stand for, by primary keys, the likeliest first."""
    by_key = defaultdict(list)
    for rank, key, order, pk in _entries([node.key for node in nodes]):
        by_key[key].append((rank, order, pk))
    addresses = {node.pk: node_addresses(node.label) for node in nodes}
    asked = {key for keys in addresses.values() for key in keys}
    leads = dict(Address.objects.filter(key__in=HeldTexts(asked)).values_list("key", "artifact"))
    found = {}
    for node in nodes:
        addressed = [(ADDRESSED, place, leads[key]) for place, key in enumerate(addresses[node.pk]) if key in leads]
        if ranked := sorted([*by_key[node.key], *addressed]):
            found[node.pk] = [pk for _rank, _place, pk in ranked]
    return found


def _entries(keys: list[str]):
    """What is known by keys as (rank, key, order, artifact); pages before others, and of two pages the older one."""
    entries = SearchEntry.objects.order_by()
    found = [
        entries.filter(**{f"{field}__in": HeldTexts(keys)})
        .exclude(**{field: ""})
        .values_list(Value(rank, IntegerField()), F(field), "order", "pk")
        for rank, field in ((NAMED, "node_key"), (TITLED, "name_key"))
    ]
    return found[0].union(found[1], all=True)


def nodes_of(artifact: Artifact) -> list[GraphNode]:
    """The nodes that stand for a published artifact, and for what was folded into it."""
    pks = _with_merged(artifact)
    names = SearchEntry.objects.filter(pk__in=Held(pks)).values_list("name_key", "node_key")
    keys = {key for pair in names for key in pair if key}
    addresses = Address.objects.filter(artifact__in=Held(pks)).order_by("pk").values_list("key", flat=True)
    for address in addresses[:MOST_KNOWN]:
        keys |= {node_key(address), node_key(bare(address))}
    nodes = list(GraphNode.objects.filter(key__in=HeldTexts(keys)).order_by("pk"))
    ties = artifacts_of(nodes)
    return [node for node in nodes if ties.get(node.pk) == artifact]


def _with_merged(artifact: Artifact) -> list[int]:
    """The artifact and what was merged into it, and into that: a query for each step of the longest chain."""
    found = step = [artifact.pk]
    while step and len(found) < MOST_KNOWN:
        into = Artifact.objects.filter(merged_into__in=step).order_by("pk")
        step = list(into.values_list("pk", flat=True)[:MOST_KNOWN])
        found = [*found, *step]
    return found
