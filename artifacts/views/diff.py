"""Compare: what changed between any two revisions of an artifact, for whoever may see both."""

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from artifacts.domain.publications import content_of_revision
from artifacts.errors import DocumentError
from artifacts.representations.changes import Changes, compare_contents
from artifacts.text.paragraphs import MOVED_HERE
from artifacts.text.worddiff import ADDED, KEPT, REMOVED
from artifacts.views.finding import not_found, sees_drafts
from artifacts.views.revision import artifact_with_history

# How many unchanged paragraphs stay in sight around a change.
CONTEXT = 1


@require_safe
def choose(request, artifact_id):
    """`/diff?before=3&after=7`, as the history's form asks: to the address of that comparison."""
    try:
        before, after = (int(request.GET[name]) for name in ("before", "after"))
    except (KeyError, ValueError):
        return HttpResponseRedirect(reverse("history", args=[artifact_id]))
    if not (before > 0 and after > 0):
        not_found()
    return HttpResponseRedirect(reverse("diff", args=[artifact_id, before, after]))


@require_safe
def diff(request, artifact_id, before, after):
    found, response = artifact_with_history(request, artifact_id)
    if response is not None:
        return response
    visible = found.revisions.visible_to(request.user)
    revisions = {info.number: info for info in visible.filter(number__in=[before, after]).select_related("version")}
    if before not in revisions or after not in revisions:
        not_found()
    old, new = revisions[before], revisions[after]
    context = {
        "artifact": found,
        "artifact_url": found.get_absolute_url(),
        "history_url": reverse("history", args=[found.public_id]),
        "old": old,
        "new": new,
        "swapped_url": reverse("diff", args=[found.public_id, after, before]),
        "side": request.GET.get("view") == "side",
        "noindex": True,
        **neighbours(found, visible, new),
        **compared(old, new),
    }
    response = render(request, "artifacts/diff.html", context)
    response["X-Robots-Tag"] = "noindex"
    if sees_drafts(request):
        patch_cache_control(response, private=True, no_store=True)
    return response


def neighbours(found, visible, new) -> dict:
    """The comparisons one revision earlier and later, each of a revision with the one before it."""
    earlier = list(visible.filter(number__lt=new.number).order_by("-number").values_list("number", flat=True)[:2])
    later = visible.filter(number__gt=new.number).order_by("number").values_list("number", flat=True).first()
    return {
        "earlier_url": reverse("diff", args=[found.public_id, *earlier[::-1]]) if len(earlier) == 2 else "",
        "later_url": reverse("diff", args=[found.public_id, new.number, later]) if later else "",
    }


def compared(old, new) -> dict:
    """What the template shows of two revisions; a sentence where one has no text any more."""
    try:
        contents = content_of_revision(old), content_of_revision(new)
    except DocumentError as error:
        return {"title": str(old.artifact), "refused": error.sentence}
    changes = compare_contents(*contents)
    return {
        "title": contents[1].get("title") or contents[1].get("csl", {}).get("title") or new.artifact.public_id,
        "changes": changes,
        "texts": [(name, folded(body), body.coarse) for name, body in changes.texts],
        "summary": summary_of(changes),
    }


def folded(body) -> list[dict]:
    """The blocks of a body, with runs of unchanged paragraphs away from any change folded together."""
    blocks = body.blocks
    near = {
        other
        for index, block in enumerate(blocks)
        if block.kind != KEPT
        for other in range(index - CONTEXT, index + CONTEXT + 1)
    }
    runs: list[dict] = []
    for index, block in enumerate(blocks):
        fold = index not in near
        if not fold or not runs or not runs[-1]["folded"]:
            runs.append({"folded": fold, "blocks": []})
        runs[-1]["blocks"].append(block)
    return runs


def summary_of(changes: Changes) -> str:
    """`3 infobox rows changed, 1 reference added, 42 words removed`."""
    told = [_counted(part, kind, count) for (part, kind), count in sorted(changes.counts().items())]
    added = sum(body.words(ADDED) for _name, body in changes.texts)
    removed = sum(body.words(REMOVED) for _name, body in changes.texts)
    moved = sum(block.kind == MOVED_HERE for _name, body in changes.texts for block in body.blocks)
    if added:
        told.append(ngettext("%d word added", "%d words added", added) % added)
    if removed:
        told.append(ngettext("%d word removed", "%d words removed", removed) % removed)
    if moved:
        told.append(ngettext("%d paragraph moved", "%d paragraphs moved", moved) % moved)
    if changes.any and not told:
        told.append(_("only blanks or punctuation changed"))
    return ", ".join(told)


def _counted(part: str, kind: str, count: int) -> str:
    if kind == "reordered":
        return _("the order of the rows changed")
    rows = {
        "infobox": ngettext("%d infobox row", "%d infobox rows", count),
        "citations": ngettext("%d reference", "%d references", count),
        "relations": ngettext("%d relation", "%d relations", count),
        "evidence": ngettext("%d piece of evidence", "%d pieces of evidence", count),
        "scores": ngettext("%d score", "%d scores", count),
        "metadata": ngettext("%d entry of the metadata", "%d entries of the metadata", count),
    }.get(part, ngettext("%d field", "%d fields", count)) % count
    sentence = {"added": _("%s added"), "removed": _("%s removed"), "changed": _("%s changed")}[kind]
    return sentence % rows
