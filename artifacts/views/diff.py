"""Compare: what changed between any two revisions of an artifact, for whoever may see both."""

from django.core.cache import cache
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from artifacts.domain.documents import content_of_revision
from artifacts.errors import DocumentError
from artifacts.models import Artifact
from artifacts.representations.changes import compare_contents, differ
from artifacts.representations.reading import compare_as_read
from artifacts.views.changes import shown_changes
from artifacts.views.finding import not_found, sees_drafts
from artifacts.views.revision import CACHE_SECONDS, artifact_with_history

# No revision's number has ten digits, nor has the pattern of the address.
TOO_LARGE = 10**9
# `?view=`: the source or the words that readers read, in one column or side by side.
VIEWS = {"inline": (False, False), "side": (False, True), "words": (True, False), "words-side": (True, True)}
NAMES = {shown: name for name, shown in VIEWS.items()}


@require_safe
def choose(request, artifact_id):
    """`/diff?before=3&after=7`, as the history's form asks: to the address of that comparison."""
    try:
        before, after = (int(request.GET[name]) for name in ("before", "after"))
    except (KeyError, ValueError):
        return HttpResponseRedirect(reverse("history", args=[artifact_id]))
    if not (0 < before < TOO_LARGE and 0 < after < TOO_LARGE):
        not_found()
    return HttpResponseRedirect(reverse("diff", args=[artifact_id, before, after]))


@require_safe
def diff(request, artifact_id, before, after):
    found, response = artifact_with_history(request, artifact_id)
    if response is not None:
        return response
    view = request.GET.get("view", "inline")
    if view not in VIEWS:
        not_found()
    words, side = VIEWS[view]
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
        "words": words,
        "side": side,
        # The view that is chosen stays chosen on the way to another comparison.
        "kept": f"?view={view}" if view != "inline" else "",
        "other_columns": f"?view={NAMES[words, not side]}",
        "other_texts": f"?view={NAMES[not words, side]}",
        "may_review": found.state == Artifact.State.ACTIVE and request.user.has_perm("artifacts.publish_artifact"),
        "noindex": True,
        **neighbours(found, visible, new),
        **compared(old, new, words=words),
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


def compared(old, new, *, words: bool = False) -> dict:
    """What the template shows of two revisions; a sentence where one has no text any more."""
    try:
        contents = content_of_revision(old), content_of_revision(new)
    except DocumentError as error:
        return {"title": str(old.artifact), "refused": error.sentence}
    # Only what two documents hold decides it, so it is worked out once for everyone who asks.
    key = f"changes:{words:d}:{old.version_id}:{new.version_id}:{old.content_sha256[:32]}:{new.content_sha256[:32]}"
    changes = cache.get(key)
    if changes is None:
        changes = (compare_as_read if words else compare_contents)(*contents)
        cache.set(key, changes, CACHE_SECONDS)
    title = contents[1].get("title") or contents[1].get("csl", {}).get("title") or new.artifact.public_id
    return {"title": title, "unseen": words and differ(*contents), **shown_changes(changes)}
