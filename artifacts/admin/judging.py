"""Judging many revisions at once: a page that lists what would become of each, and then does it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter

from django.contrib import admin, messages
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from artifacts.admin.revisions import refuse_unnamed
from artifacts.admin.views import page
from artifacts.domain.publish import check_publishable, unreviewed
from artifacts.domain.review import (
    approve,
    approve_and_publish,
    check_judgeable,
    check_rejection,
    plan_rejection,
    reject,
    without_rejected,
)
from artifacts.errors import ArtifactError
from artifacts.models import RevisionInfo

MOST = 100


@dataclass
class Case:
    """Revisions of one artifact, judged together; `others` would go out with them; `refusal` says why not.

    `after` is a newer revision of the artifact that is undone before this one.
    """

    revisions: list[RevisionInfo]
    others: list[RevisionInfo] = field(default_factory=list)
    after: RevisionInfo | None = None
    refusal: str = ""

    @property
    def last(self) -> RevisionInfo:
        return self.revisions[-1]


def each_alone(chosen: list[RevisionInfo]) -> list[Case]:
    return [Case([info]) for info in chosen]


def newest_first(chosen: list[RevisionInfo]) -> list[Case]:
    """So that nothing chosen stands on top of what is undone."""
    cases, newer = [], {}
    for info in reversed(chosen):
        cases.append(Case([info], after=newer.get(info.artifact_id)))
        newer[info.artifact_id] = info
    return cases


def by_artifact(chosen: list[RevisionInfo]) -> list[Case]:
    """Only the newest of an artifact is published."""
    artifact = attrgetter("artifact_id")
    return [Case(list(infos)) for _artifact, infos in groupby(sorted(chosen, key=artifact), artifact)]


def check_approval(case: Case, by) -> None:
    check_judgeable(case.last, by=by)


def check_publication(case: Case, by) -> None:
    for info in case.revisions:
        check_judgeable(info, by=by)
    following = without_rejected(case.last)
    check_publishable(following, by=by)
    waiting = unreviewed(following.artifact, by=by, below=following.number)
    case.others = [info for info in waiting if info not in case.revisions]


def check_rejecting(case: Case, by) -> None:
    check_judgeable(case.last, by=by)
    # What stands in the way may be gone once the newer one is undone: only then can it be told.
    if case.after is None:
        check_rejection(plan_rejection(case.last))


@dataclass(frozen=True)
class Judgement:
    """One of the actions: how what was chosen falls into cases, what refuses one, what judges it, and what is told."""

    title: str
    cases: Callable[[list[RevisionInfo]], list[Case]]
    check: Callable[..., None]
    verb: Callable
    told: Callable[[int], str]


def publish_case(case: Case, *, by, note: str) -> None:
    approve_and_publish(case.last, by=by, note=note, below=case.revisions[:-1])


JUDGEMENTS = {
    "approve_selected": Judgement(
        gettext_lazy("Approve"),
        each_alone,
        check_approval,
        lambda case, **how: approve(case.last, **how),
        lambda done: ngettext("%d revision is approved.", "%d revisions are approved.", done) % done,
    ),
    "approve_and_publish_selected": Judgement(
        gettext_lazy("Approve and publish"),
        by_artifact,
        check_publication,
        publish_case,
        lambda done: (
            ngettext("%d revision is approved and published.", "%d revisions are approved and published.", done) % done
        ),
    ),
    "reject_selected": Judgement(
        gettext_lazy("Reject with a note"),
        newest_first,
        check_rejecting,
        lambda case, **how: reject(case.last, **how),
        lambda done: ngettext("%d revision is rejected.", "%d revisions are rejected.", done) % done,
    ),
}


class Judging:
    """Mixed into a ModelAdmin of revisions."""

    actions = list(JUDGEMENTS)

    def has_judge_permission(self, request) -> bool:
        return request.user.has_perm("artifacts.publish_artifact")

    def has_reject_permission(self, request) -> bool:
        return self.has_judge_permission(request) and request.user.has_perm("artifacts.restore_artifact")

    @admin.action(description=JUDGEMENTS["approve_selected"].title, permissions=["judge"])
    def approve_selected(self, request, queryset):
        return self.judge(request, queryset, "approve_selected")

    @admin.action(description=JUDGEMENTS["approve_and_publish_selected"].title, permissions=["judge"])
    def approve_and_publish_selected(self, request, queryset):
        return self.judge(request, queryset, "approve_and_publish_selected")

    @admin.action(description=JUDGEMENTS["reject_selected"].title, permissions=["reject"])
    def reject_selected(self, request, queryset):
        return self.judge(request, queryset, "reject_selected")

    def judge(self, request, queryset, action: str):
        """Show what would be done, or do it once that was seen; what is refused is left alone and named."""
        chosen = list(queryset.select_related("artifact", "author", "version", "review_by").order_by("pk")[: MOST + 1])
        if len(chosen) > MOST:
            messages.error(request, _("Choose at most %d revisions.") % MOST)
            return None
        judgement = JUDGEMENTS[action]
        cases = judgement.cases(chosen)
        if "confirmed" not in request.POST:
            return self.asked(request, action, chosen, cases)
        done = sum(self.carried_out(request, judgement, case) for case in cases)
        if done:
            messages.success(request, judgement.told(done))
        return None

    def carried_out(self, request, judgement: Judgement, case: Case) -> int:
        """How many revisions were judged: those of the case, or none."""
        try:
            judgement.check(case, request.user)
            refuse_unnamed(request, case.others)
            judgement.verb(case, by=request.user, note=request.POST.get("note", ""))
        except ArtifactError as error:
            messages.error(request, f"{case.last}: {error.sentence}")
            return 0
        return len(case.revisions)

    def asked(self, request, action: str, chosen: list[RevisionInfo], cases: list[Case]):
        for case in cases:
            try:
                JUDGEMENTS[action].check(case, request.user)
            except ArtifactError as error:
                case.refusal = error.sentence
        context = {
            "title": JUDGEMENTS[action].title,
            "action": action,
            "chosen": chosen,
            "cases": [(case, case.last.artifact.admin_url("review", case.last.number)) for case in cases],
            "others": any(case.others for case in cases),
            "possible": not all(case.refusal for case in cases),
        }
        return page(self, request, "admin/artifacts/judge.html", context)
