"""The review of one revision: compared with what was reviewed last, then approved, published or rejected."""

from functools import partial
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from artifacts.admin.revisions import RevisionViews, again, refuse_unnamed, shown_clashes
from artifacts.admin.views import number_in
from artifacts.domain.documents import content_of_revision
from artifacts.domain.proposals import accept, discard, plan_draft
from artifacts.domain.publish import check_publishable, unreviewed
from artifacts.domain.review import (
    approve,
    approve_and_publish,
    check_judgeable,
    check_rejection,
    compared_with,
    next_in_queue,
    plan_rejection,
    reject,
    without_rejected,
)
from artifacts.errors import ArtifactError, StaleSaveError
from artifacts.models import Artifact, RevisionInfo
from artifacts.representations.changes import compare_contents
from artifacts.views.changes import shown_changes


class ReviewViews(RevisionViews):
    def numbered_views(self) -> dict:
        return super().numbered_views() | {
            "review": self.review_view,
            "reject": self.reject_view,
            "returned": self.returned_view,
        }

    def review_view(self, request, object_id, number):
        """What a revision changes, and the judgement of it. Publishing is offered beside what readers see now."""
        row = self.allowed(request, object_id, "publish")
        revision = self.revision_of(row, number)
        following = without_rejected(revision)
        waiting = unreviewed(row.artifact, by=request.user, below=following.number)
        waiting = [info for info in waiting if info.pk != revision.pk]
        note = (request.POST if request.method == "POST" else request.GET).get("note", "")
        if request.method == "POST" and "_publish" in request.POST:

            def publish_it():
                refuse_unnamed(request, waiting)
                approve_and_publish(revision, by=request.user, note=note)

            done = _("Readers now see revision %(number)d of %(title)s.") % {"number": following.number, "title": row}
            return self.judged(request, revision, done, publish_it)
        if request.method == "POST":
            verb = partial(approve, revision, by=request.user, note=note)
            done = _("Revision %(number)d of %(title)s is approved.") % {"number": number, "title": row}
            return self.judged(request, revision, done, verb)
        bases = compared_with(revision)
        against = request.GET.get("against") if request.GET.get("against") in bases else next(iter(bases), "")
        base = bases.get(against)
        # Beside what readers see stands what they would see.
        after = following if against == "readers" else revision
        try:
            changes = compare_contents(content_of_revision(base) if base else {}, content_of_revision(after))
        except ArtifactError as error:
            return self.refused(request, row, error)
        readers = bases.get("readers")
        context = {
            "title": _("Review revision %d") % number,
            "subtitle": row,
            "info": revision,
            "bases": bases,
            "against": against,
            "between": self.between(revision, base),
            "following": following,
            "unreviewed": waiting,
            "note": note,
            "skip": self.next_address(request, revision),
            "may_restore": request.user.has_perm("artifacts.restore_artifact"),
            "refusal": refusal_of(check_judgeable, revision, by=request.user),
            # Nothing older than what readers see is published from the desk.
            "publishable": "readers" in bases and (readers is None or readers.number < number),
            "publish_refusal": refusal_of(check_publishable, following, by=request.user),
            **shown_changes(changes),
        }
        return self.planned(request, row, number, context, template="admin/artifacts/review.html")

    def between(self, revision, base) -> list[RevisionInfo]:
        """The other unreviewed revisions that the comparison includes."""
        included = revision.artifact.revisions.filter(
            number__gt=base.number if base else 0,
            number__lt=revision.number,
            review=RevisionInfo.Review.UNREVIEWED,
        )
        return list(included.order_by("number"))

    def reject_view(self, request, object_id, number):
        """Undo a revision and return its text with a note; shown first where something is to choose or to publish."""
        row = self.allowed(request, object_id, "restore")
        if not self.may_publish(request):
            raise PermissionDenied
        revision = self.revision_of(row, number)
        data = request.POST if request.method == "POST" else request.GET
        note = data.get("note", "")
        try:
            check_judgeable(revision, by=request.user)
            rejection, chosen = self.settled(partial(plan_rejection, revision), data)
        except ArtifactError as error:
            return self.refused(request, row, error)
        if request.method == "POST" and "_preview" not in request.POST:
            return self.rejected(request, row, rejection, note, chosen if "base" in request.POST else None)
        context = {
            "title": _("Reject revision %d") % number,
            "intro": _("What stands there now, and what will stand there:"),
            "clashes": shown_clashes(rejection.clashes, chosen),
            "clashes_title": _("Later revisions changed the same"),
            "theirs_label": _("Take what stood there before"),
            "note": note,
            "note_label": _("Why; its author reads it:"),
            "may_publish": True,
        }
        if rejection.public:
            context |= {
                "warning": _("Readers see what this revision changed: the text without it is published too."),
                "publish_label": _("Reject, and publish the text without it"),
            }
        else:
            context["save_label"] = _("Reject and return it to its author")
        if rejection.undo is None:
            context |= {
                "intro": _("Nothing was before the first revision: it is marked, and its text stays for its author."),
                **shown_changes(compare_contents({}, {})),
            }
        return self.planned(request, row, number, context, rejection.undo)

    def rejected(self, request, row, rejection, note: str, choices):
        """Reject as the form says; to the plan of it where more has to be said, or somebody saved meanwhile."""
        revision, publishing = rejection.revision, "_publish" in request.POST
        if "base" not in request.POST and refusal_of(check_rejection, rejection):
            return self.shown_again(request)
        try:
            if publishing:
                refuse_unnamed(request, unreviewed(revision.artifact, by=request.user))
            reject(
                revision,
                by=request.user,
                note=note,
                choices=choices,
                base=number_in(request.POST, "base"),
                publishing=publishing,
            )
        except StaleSaveError:
            messages.error(request, _("Somebody saved meanwhile, so nothing was done. Now it would change this:"))
            return self.shown_again(request)
        except ArtifactError as error:
            messages.error(request, error.sentence)
            return self.shown_again(request)
        names = {"number": revision.number, "title": row, "author": revision.author_name}
        told = _("Revision %(number)d of %(title)s is rejected.")
        if revision.author.is_active:
            told = _("Revision %(number)d of %(title)s is rejected, and returned to %(author)s.")
        return self.gone_on(request, revision, told % names)

    def shown_again(self, request):
        """Back to the plan, as what was ticked and chosen makes it."""
        return HttpResponseRedirect(f"{request.path}?{again(request.POST)}")

    def judged(self, request, revision, done: str, verb):
        """Run a judgement and go on to what waits next; back to where it was asked where it is refused."""
        try:
            verb()
        except ArtifactError as error:
            messages.error(request, error.sentence)
            asked = {name: request.POST[name] for name in ("against", "note") if request.POST.get(name)}
            return HttpResponseRedirect(f"{request.path}?{urlencode(asked)}")
        return self.gone_on(request, revision, done)

    def gone_on(self, request, revision, done: str):
        messages.success(request, done)
        return HttpResponseRedirect(self.next_address(request, revision) or reverse("admin:review_queue"))

    def next_address(self, request, revision) -> str:
        following = next_in_queue(revision, by=request.user)
        return following.artifact.admin_url("review", following.number) if following else ""

    def returned_view(self, request, object_id, number):
        """Take back the text that a reviewer returned, or discard it: for its author alone. `number` is the draft's."""
        row = self.found(request, object_id)
        if not self.has_change_permission(request, row):
            raise PermissionDenied
        drafts = row.artifact.drafts.returned_to(request.user)
        draft = drafts.filter(pk=number).first()
        if draft is None:
            raise Http404(_("There is no such draft."))
        if request.method == "POST" and "_discard" in request.POST:
            return self.do(request, row, _("The returned text is discarded."), lambda: discard(draft))
        context = {
            "title": _("Returned: revision %d") % draft.rejected_number,
            "quote": draft.note,
            "clashes_title": _("Later revisions changed the same"),
            "theirs_label": _("Take what you wrote"),
            "save_label": _("Take back for review"),
            "discard_label": _("Discard the returned text"),
        }
        if draft.base_number == 0:
            # The first revision is never undone.
            context |= {
                "intro": _("Nothing is to be taken back: your text stands there. Edit it, and save it for review."),
                "clashes": (),
                "save_label": "",
            }
        return self.merged(request, row, number, partial(plan_draft, draft), context, save=partial(accept, draft))

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        """The form with what was returned to who asks, and the newest revision where readers do not see its text."""
        if change:
            revisions, publication = obj.artifact.revisions, getattr(obj.artifact, "publication", None)
            newest = revisions.newest()
            unseen = publication is None or publication.revision.content_sha256 != newest.content_sha256
            context["returned"] = obj.artifact.drafts.returned_to(request.user)
            context["latest"] = newest if unseen and obj.artifact.state == Artifact.State.ACTIVE else None
            context["waiting"] = revisions.waiting().order_by("number") if self.may_publish(request) else []
        return super().render_change_form(request, context, add, change, form_url, obj)


def refusal_of(check, subject, **who) -> str:
    """The sentence with which a check refuses, if it does."""
    try:
        check(subject, **who)
    except ArtifactError as error:
        return error.sentence
    return ""
