"""Conflicts in the admin: a stale save joined with what came since, or shown clash by clash. No word of it is lost."""

from functools import partial
from typing import NamedTuple

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from artifacts.admin.autosave import forget_typed
from artifacts.admin.revisions import RevisionViews
from artifacts.domain.conflicts import join, keep_text, plan_join, plan_kept
from artifacts.domain.contents import tidied
from artifacts.domain.proposals import accept, discard
from artifacts.errors import ArtifactError
from artifacts.models import Artifact, Draft


class Typed(NamedTuple):
    """What an editor sent: a content made from revision `base`, to be published too or not."""

    artifact: Artifact | None
    content: dict
    base: int | None
    summary: str
    publishing: bool


class ConflictViews(RevisionViews):
    def numbered_views(self) -> dict:
        return super().numbered_views() | {"conflict": self.conflict_view}

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        """The form with a way back to what its editor wrote and has not settled yet."""
        if change:
            context["conflicts"] = obj.artifact.drafts.unsaved_of(request.user).filter(kind=Draft.Kind.CONFLICT)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def joined(self, request):
        """The answer to a stale save: joined and saved, or the page of its clashes; None where neither can be."""
        # As the database has it: the form has written what was typed to its own copy of the row.
        typed = request.typed._replace(artifact=Artifact.objects.get(pk=request.typed.artifact.pk))
        known = typed.artifact.revisions.filter(number=typed.base, version__isnull=False)
        if not known.exists():
            return None
        try:
            plan = plan_join(typed.artifact, tidied(typed.content), typed.base, summary=typed.summary)
            if plan.clashes:
                kept = keep_text(typed.artifact, typed.content, typed.base, by=request.user, summary=typed.summary)
                forget_typed(request, typed.artifact, self.opts.model_name)
                return HttpResponseRedirect(typed.artifact.admin_url("conflict", kept.pk))
            saved, published = join(plan, by=request.user, publishing=typed.publishing)
            forget_typed(request, typed.artifact, self.opts.model_name)
        except ArtifactError:
            # Overtaken once more, or against a rule: the form tells, with the text in it.
            return None
        self.tell_joined(request, typed, saved, published)
        return HttpResponseRedirect(typed.artifact.admin_url("change"))

    def tell_joined(self, request, typed: Typed, saved, published: bool) -> None:
        number = saved.revision.number
        others = typed.artifact.revisions.filter(number__gt=typed.base, number__lt=number + (not saved.changed))
        authors = ", ".join(dict.fromkeys(others.order_by("number").values_list("author_name", flat=True)))
        if not saved.changed:
            messages.info(request, _("What you wrote stood there already: %s had saved the same.") % authors)
            return
        told = _("Saved as revision %(number)d by merging with the edit of %(authors)s; it waits for review.")
        if published:
            told = _("Saved as revision %(number)d by merging with the edit of %(authors)s; readers now see it.")
        address = reverse("diff", args=[typed.artifact.public_id, typed.base, number])
        names = {"number": number, "authors": authors}
        link = format_html('{} <a href="{}">{}</a>', told % names, address, _("See what both changed"))
        messages.success(request, link)

    def conflict_view(self, request, object_id, number):
        """Where an editor and somebody else changed the same, clash by clash. `number` is the draft's."""
        row = self.found(request, object_id)
        if not self.has_change_permission(request, row):
            raise PermissionDenied
        kept = row.artifact.drafts.unsaved_of(request.user).filter(kind=Draft.Kind.CONFLICT)
        draft = kept.filter(pk=number).first()
        if draft is None:
            raise Http404(_("There is no such draft."))
        if request.method == "POST" and "_discard" in request.POST:
            return self.do(request, row, _("What you wrote is discarded."), lambda: discard(draft))
        newest = row.artifact.revisions.newest()
        others = {"author": newest.author_name, "number": newest.number}
        context = {
            "title": _("Changed at the same time"),
            "reassurance": _("Nothing is lost: %(author)s saved revision %(number)d while you were editing.") % others,
            "clashes_title": _("You both changed the same"),
            "mine_label": _("Keep what %(author)s wrote") % others,
            "theirs_label": _("Take what you wrote"),
            "save_label": _("Save for review"),
            "publish_label": _("Save and publish"),
            "discard_label": _("Discard what you wrote"),
        }
        return self.merged(request, row, number, partial(plan_kept, draft), context, save=partial(accept, draft))
