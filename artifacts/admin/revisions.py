"""What staff do with one revision: publish, restore, undo; each shown as a comparison first, then done by POST."""

from functools import partial
from urllib.parse import urlencode

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from artifacts.admin.views import ArtifactViews, number_in, page
from artifacts.domain.documents import content_of_revision
from artifacts.domain.proposals import accept, discard, plan_draft
from artifacts.domain.publish import check_publishable, may_publish_own, named, publish, unreviewed
from artifacts.domain.restore import carry_out, items_of_restore, parts_of, plan_restore, plan_undo
from artifacts.errors import ArtifactError, StaleSaveError, StateError
from artifacts.representations.changes import compare_contents
from artifacts.representations.decisions import BOTH, HAND, MINE, THEIRS, Decision
from artifacts.templatetags.artifact_html import side as side_words
from artifacts.text.worddiff import word_spans
from artifacts.views.changes import shown_changes

SIDES = {BOTH: gettext_lazy("Both"), HAND: gettext_lazy("By hand:")}


class RevisionViews(ArtifactViews):
    def numbered_views(self) -> dict:
        return super().numbered_views() | {
            "confirm": self.confirm_view,
            "restore": self.restore_view,
            "undo": self.undo_view,
            "proposal": self.proposal_view,
        }

    def confirm_view(self, request, object_id, number):
        """Before publishing: what readers would see change, and whose unreviewed revisions would go out with it."""
        row = self.allowed(request, object_id, "publish")
        revision = self.revision_of(row, number)
        published = getattr(row.artifact, "publication", None)
        try:
            check_publishable(revision, by=request.user)
            before = content_of_revision(published.revision) if published else {}
            changes = compare_contents(before, content_of_revision(revision))
        except ArtifactError as error:
            return self.refused(request, row, error)
        context = {
            "title": _("Publish revision %d") % number,
            "intro": _("What readers see now, and what they will see:")
            if published
            else _("Readers see nothing of this yet. They will see:"),
            "unreviewed": unreviewed(row.artifact, by=request.user, below=number),
            "save_label": _("Publish"),
            "action": row.artifact.admin_url("publish"),
            **shown_changes(changes),
        }
        return self.planned(request, row, number, context)

    def restore_view(self, request, object_id, number):
        """Bring a revision back, whole or the parts that are ticked."""
        row = self.allowed(request, object_id, "restore")
        revision = self.revision_of(row, number)
        data = request.POST if request.method == "POST" else request.GET
        chosen, items = data.getlist("part"), data.getlist("item")
        try:
            plan = plan_restore(revision, chosen, items)
            single = [(key, key.id in items) for key in items_of_restore(revision)]
        except ArtifactError as error:
            return self.refused(request, row, error)
        if request.method == "POST":
            if response := self.carry_out(request, row, plan):
                return response
            plan = plan_restore(revision, chosen, items)
        context = {
            "title": _("Restore revision %d") % number,
            "intro": _("What stands there now, and what will stand there:"),
            "note": data.get("note", ""),
            "parts": [(part, part in chosen) for part in parts_of(plan.content)],
            "single": single,
            "items": items,
            "save_label": _("Restore for review"),
            "publish_label": _("Restore and publish"),
        }
        return self.planned(request, row, number, context, plan)

    def undo_view(self, request, object_id, number):
        """Take back what one revision changed; where later ones changed the same, either side can be chosen."""
        row = self.allowed(request, object_id, "restore")
        revision = self.revision_of(row, number)
        context = {
            "title": _("Undo revision %d") % number,
            "clashes_title": _("Later revisions changed the same"),
            "theirs_label": _("Take what stood there before"),
            "save_label": _("Undo for review"),
            "publish_label": _("Undo and publish"),
        }
        return self.merged(request, row, number, partial(plan_undo, revision), context)

    def proposal_view(self, request, object_id, number):
        """Take over what an import proposes, or discard it. `number` is the draft's."""
        row = self.allowed(request, object_id, "restore")
        draft = row.artifact.proposals.filter(pk=number).first()
        if draft is None:
            raise Http404(_("There is no such proposal."))
        if request.method == "POST" and "_discard" in request.POST:
            return self.do(request, row, _("The proposal is discarded."), lambda: discard(draft))
        context = {
            "title": _("Proposal of %s") % draft.batch,
            "clashes_title": _("A person and the import changed the same"),
            "theirs_label": _("Take what the import brings"),
            "save_label": _("Take over for review"),
            "publish_label": _("Take over and publish"),
            "discard_label": _("Discard the proposal"),
        }
        return self.merged(request, row, number, partial(plan_draft, draft), context, save=partial(accept, draft))

    def merged(self, request, row, number: int, plan, context: dict, save=None):
        """Show what a three-way merge would do, its clashes settled as the form says, or do it.

        `plan` makes the plan from the decisions on its clashes, `save` writes a plan.
        """
        data = request.POST if request.method == "POST" else request.GET
        try:
            planned, decisions = self.settled(plan, data)
            if request.method == "POST" and "_preview" not in request.POST:
                if response := self.carry_out(request, row, planned, save and partial(save, planned)):
                    return response
                planned, decisions = self.settled(plan, data)
        except ArtifactError as error:
            return self.refused(request, row, error)
        context = {
            "intro": _("What stands there now, and what will stand there:"),
            "clashes": shown_clashes(planned.clashes, decisions),
            "note": data.get("note", ""),
            **context,
        }
        return self.planned(request, row, number, context, planned)

    def settled(self, plan, data):
        """A plan with its clashes settled as the form says, and those decisions."""
        planned = plan()
        decisions = [
            Decision(data.get(f"choice-{n}", MINE), data.get(f"text-{n}", "")) for n in range(len(planned.clashes))
        ]
        return plan(decisions) if decisions else planned, decisions

    def carry_out(self, request, row, plan, save=None):
        """Do what was planned, then on to the history; None where it is refused, with a message: then plan anew."""
        save = save or partial(carry_out, plan)
        publishing = "_publish" in request.POST and may_publish_own(request.user)
        try:
            if publishing:
                refuse_unnamed(request, unreviewed(row.artifact, by=request.user))
            with transaction.atomic():
                saved = save(
                    by=request.user,
                    base=number_in(request.POST, "base") or 0,
                    note=request.POST.get("note", ""),
                )
                if publishing and saved.changed:
                    publish(saved.revision, by=request.user)
        except StaleSaveError:
            messages.error(request, _("Somebody saved meanwhile, so nothing was done. Now it would change this:"))
            return None
        except ArtifactError as error:
            messages.error(request, error.sentence)
            return None
        messages.success(request, told_of(saved, publishing=publishing))
        return self.back(row)

    def planned(self, request, row, number: int, context: dict, plan=None, template="admin/artifacts/plan.html"):
        if plan is not None:
            asked = "publish_label" in context and may_publish_own(request.user)
            waiting = unreviewed(row.artifact, by=request.user) if asked else []
            context |= shown_changes(plan.changes) | {"base": plan.base, "unreviewed": waiting}
        context = {
            "object": row,
            "artifact": row.artifact,
            "number": number,
            "may_publish": may_publish_own(request.user),
            **context,
        }
        return page(self, request, template, context)


def shown_clashes(clashes, decisions) -> list[dict]:
    """Each clash with its options in words, the one chosen, how its sides differ, and the text to begin with."""
    return [
        {
            "clash": clash,
            "options": [(side, SIDES[side]) for side in clash.options if side not in (MINE, THEIRS)],
            "side": decision.side if decision.side in clash.options else MINE,
            "spans": word_spans(side_words(clash.mine), side_words(clash.theirs)),
            "text": decision.text or clash.mine or clash.theirs,
        }
        for clash, decision in zip(clashes, decisions, strict=True)
    ]


def told_of(saved, *, publishing: bool) -> str:
    """What became of a save, for who asked for it."""
    number = saved.revision.number
    if not saved.changed:
        return _("Nothing was changed, so no revision was written.")
    if publishing:
        return _("Readers now see revision %d.") % number
    return _("Saved as revision %d; it waits for review, readers see no change yet.") % number


def refuse_unnamed(request, waiting: list) -> None:
    """StateError where unreviewed revisions would go out that nobody has ticked."""
    if waiting and "include_unreviewed" not in request.POST:
        raise StateError(
            _("Nothing was done: publishing would also publish unreviewed revisions: %s.") % named(waiting)
        )


def again(posted) -> str:
    """What was ticked and chosen, as the query that shows the plan with it."""
    kept = [name for name in posted if name in ("part", "item", "note") or name.startswith(("choice-", "text-"))]
    chosen = [(name, value) for name in kept for value in posted.getlist(name)]
    return urlencode(chosen)
