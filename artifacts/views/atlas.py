"""The atlas: a node of the knowledge graph and what stands around it, or paths between two; and the same as JSON."""

from django.http import JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from artifacts.domain.graph.looking import Node, around, examples, find_node, relations_at, suggest_nodes
from artifacts.domain.graph.paths import MOST_STEPS, find_paths
from artifacts.domain.graph.standing import has_edges
from artifacts.domain.graph.ties import artifacts_of
from artifacts.views.atlas_filter import AroundForm, PathForm, atlas_address
from artifacts.views.atlas_picture import picture
from artifacts.views.freshness import tagged


@require_safe
def atlas(request):
    """The same for everyone; 400 where the question is none."""
    around_form, path_form, path_asked = _forms(request)
    form = path_form if path_asked else around_form
    context = {"title": _("Atlas"), "around_form": around_form, "path_form": path_form, "noindex": bool(request.GET)}
    valid = not form.is_bound or form.is_valid()
    if form.is_bound and valid:
        context |= _path(form) if path_asked else _node(form)
        if context.get("edges"):
            context["graph_url"] = atlas_address(reverse("atlas_graph"), form)
    else:
        context["examples"] = examples()
        context["empty"] = not has_edges()
    return tagged(request, render(request, "artifacts/atlas.html", context, status=200 if valid else 400))


@require_safe
def graph(request):
    """The picture as JSON, within the limits of the page; 404 where there is nothing to draw."""
    around_form, path_form, path_asked = _forms(request)
    form = path_form if path_asked else around_form
    if not form.is_bound or not form.is_valid():
        return JsonResponse({"sentence": _("Ask for a node, or for two to find paths between.")}, status=400)
    context = _path(form) if path_asked else _node(form)
    if not context.get("edges"):
        return JsonResponse({"sentence": _("There is nothing to draw.")}, status=404)
    response = JsonResponse(picture([*context["edges"], *context.get("between", ())], context["marked"]))
    response["X-Robots-Tag"] = "noindex"
    return tagged(request, response)


def _forms(request) -> tuple[AroundForm, PathForm, bool]:
    """Both forms, bound to what they are asked for, and whether paths are."""
    path_asked = bool(request.GET.get("from") or request.GET.get("to"))
    node_asked = bool(request.GET.get("node")) and not path_asked
    around_form = AroundForm(request.GET if node_asked else None, label_suffix="")
    path_form = PathForm(request.GET if path_asked else None, label_suffix="")
    return around_form, path_form, path_asked


def _node(form: AroundForm) -> dict:
    asked = form.cleaned_data
    node = find_node(asked["node"])
    if node is None:
        return {"unknown": [_unknown(asked["node"])]}
    relations = relations_at([node.pk])
    form.offer(relations)
    found = around([node.pk], relation=asked["relation"], least=asked["least"], between=True)
    return {
        "title": node.label,
        "node": Node(node.pk, node.label, artifacts_of([node]).get(node.pk)),
        "everything": sum(count for _name, count in relations),
        "around": found,
        "edges": found.edges,
        "between": found.between,
        "marked": [node.pk],
        "path_form": PathForm(initial={"from": node.label}, label_suffix=""),
    }


def _path(form: PathForm) -> dict:
    names = [form.cleaned_data["from"], form.cleaned_data["to"]]
    start, end = ends = [find_node(name) for name in names]
    context = {"title": _("Paths"), "names": names, "paths": [], "most_steps": MOST_STEPS}
    if None in ends:
        missing = dict.fromkeys(name for name, node in zip(names, ends, strict=True) if node is None)
        return context | {"unknown": [_unknown(name) for name in missing]}
    context["names"] = [start.label, end.label]
    if start == end:
        return context | {"same": True}
    found = find_paths(start.pk, end.pk, least=form.cleaned_data["least"])
    edges = list(dict.fromkeys(edge for path in found.steps for edge in path))
    paths = [_walked(path, start.pk) for path in found.steps]
    return context | {"paths": paths, "given_up": found.given_up, "edges": edges, "marked": [start.pk, end.pk]}


def _walked(path, at: int) -> list[dict]:
    """A path as steps from one node to the next, each with the edge and whether it leads that way."""
    steps = []
    for edge in path:
        there = edge.subject.pk == at
        node = edge.object if there else edge.subject
        steps.append({"edge": edge, "there": there, "node": node, "before": edge.subject if there else edge.object})
        at = node.pk
    return steps


def _unknown(name: str) -> dict:
    return {"name": name, "suggestions": suggest_nodes(name)}
