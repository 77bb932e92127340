"""Merging in the admin: choose the other one, see the plan item by item, then merge by POST."""

import re
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from artifacts.admin.views import ArtifactViews, page
from artifacts.domain.merge import MergePlan, merge, plan_merge, shown_by, waiting
from artifacts.domain.publish import may_publish_own
from artifacts.domain.render import render
from artifacts.errors import ArtifactError, StaleSaveError
from artifacts.models import Artifact
from artifacts.representations.changes import item_text
from artifacts.representations.decisions import Decision
from artifacts.text.addresses import normalise_key, page_keys, target_keys
from artifacts.text.worddiff import word_spans
from artifacts.views.changes import shown_changes
from artifacts.views.finding import addresses_of, identifier_keys

MOST_LISTED = 20
WEB = re.compile(r"https?://[^/]*")
SECONDS_FOR_WORDS = 1.0
SIDES = {
    "target": gettext_lazy("Keep"),
    "source": gettext_lazy("Take"),
    "both": gettext_lazy("Both"),
    "hand": gettext_lazy("By hand"),
}
RULES = {
    "extended": gettext_lazy("the longer title holds the other"),
    "slug": gettext_lazy("the other title is only the slug"),
    "longer": gettext_lazy("the other title is much shorter"),
    "capitals": gettext_lazy("they differ in capitals only"),
    "by hand": gettext_lazy("no rule settles this: choose"),
    "empty": gettext_lazy("the other side says nothing"),
    "contained": gettext_lazy("it holds all words of the other side"),
    "added": gettext_lazy("only the side that is merged into it has it"),
    "kept": gettext_lazy("what stays goes first"),
    "general": gettext_lazy("the other type says nothing"),
}


class OtherForm(forms.Form):
    source = forms.CharField(
        label=gettext_lazy("What to merge into this"),
        max_length=500,
        help_text=gettext_lazy("An artifact id, a slug, a DOI or PMID, or the address of the page."),
        widget=forms.TextInput(attrs={"class": "vLargeTextField", "autofocus": True}),
    )


class MergeViews(ArtifactViews):
    def views(self) -> dict:
        return super().views() | {"merge": self.merge_view}

    def merge_view(self, request, object_id):
        """The plan of folding `?source=` into this one, or the question which one that is."""
        row = self.allowed(request, object_id, "merge")
        asked = (request.POST.get("source") or request.GET.get("source") or "").replace("\x00", "").strip()
        source = found_by(asked) if asked else None
        if source is None:
            form = OtherForm({"source": asked} if asked else None)
            if asked:
                form.add_error("source", _("Nothing has this address."))
            context = {"form": form, "title": _("Merge"), "alike": self.alike(row, asked)}
            return self.answer(request, row, "admin/artifacts/merge_choose.html", context)
        try:
            plan = plan_merge(source, row.artifact, decisions_of(request.POST))
        except ArtifactError as error:
            messages.error(request, error.sentence)
            return HttpResponseRedirect(request.path)
        if "_merge" in request.POST or "_publish" in request.POST:
            try:
                return self.merge(request, row, plan)
            except StaleSaveError as error:
                # Its choices were made of other texts: the new plan begins with its defaults.
                messages.error(request, error.sentence)
                return HttpResponseRedirect(f"{request.path}?{urlencode({'source': source.public_id})}")
            except ArtifactError as error:
                messages.error(request, error.sentence)
        return self.answer(request, row, "admin/artifacts/merge.html", self.planned_merge(request, plan))

    def alike(self, row, asked: str) -> list:
        """What could be meant: by title for what was typed, else what has the same title."""
        rows = self.model.objects.filter(artifact__state=Artifact.State.ACTIVE).exclude(pk=row.pk)
        wanted = {"title__icontains": asked} if asked else {"title__iexact": row.title}
        return list(rows.filter(**wanted).select_related("artifact")[:MOST_LISTED])

    def merge(self, request, row, plan: MergePlan):
        check_bases(plan, request.POST)
        publishing = "_publish" in request.POST and may_publish_own(request.user)
        merge(
            plan,
            by=request.user,
            why=request.POST.get("why", ""),
            publishing=publishing,
            include_unreviewed="include_unreviewed" in request.POST,
        )
        told = _("Done: %(source)s is merged into %(target)s. It can be taken back in the list of merges.")
        messages.success(request, told % {"source": plan.source.public_id, "target": plan.target.public_id})
        return self.back(row)

    def planned_merge(self, request, plan: MergePlan) -> dict:
        shown = shown_by(plan)
        swapped = plan.source.admin_url("merge")
        return {
            "title": _("Merge %(source)s into %(target)s")
            % {"source": plan.source.public_id, "target": plan.target.public_id},
            "plan": plan,
            "source_row": plan.source.row,
            "swap_url": f"{swapped}?source={plan.target.public_id}",
            "choices": list(shown_choices(plan)),
            "united": plan.folded.united.told,
            "shown_by": shown[:MOST_LISTED],
            "more": max(0, len(shown) - MOST_LISTED),
            "unreviewed": waiting(plan, by=request.user),
            "why": request.POST.get("why", ""),
            "parts": render(plan.content, artifact=plan.target).parts,
            "part_template": f"artifacts/parts/{plan.target.kind}.html",
            "include_unreviewed": "include_unreviewed" in request.POST,
            **shown_changes(plan.changes),
        }

    def answer(self, request, row, template: str, context: dict):
        shared = {"object": row, "artifact": row.artifact, "may_publish": may_publish_own(request.user)}
        return page(self, request, template, shared | context)


def found_by(asked: str) -> Artifact | None:
    """The artifact that an id, a slug, an identifier or an address leads to, itself: merges are not followed."""
    # Whatever host a pasted address names: staff may reach the site by another one than readers do.
    path = WEB.sub("", asked)
    keys = [*identifier_keys(asked), normalise_key(path), *page_keys(path), *target_keys(f"/{path.lstrip('/')}")]
    found = addresses_of(keys)
    return next((found[key] for key in keys if key in found), None)


def decisions_of(posted) -> list[Decision | None]:
    """What the form says of each choice, in their order; as many as it knows of."""
    return [
        Decision(side, posted.get(f"text-{n}", "")) if side in SIDES else None
        for n, side in enumerate(choices_of(posted))
    ]


def choices_of(posted) -> list[str | None]:
    """What is chosen for each item of a plan, in their order; as many as the form knows of."""
    count = posted.get("choices", "0")
    count = int(count) if count.isdecimal() and len(count) < 6 else 0
    return [posted.get(f"choice-{n}") for n in range(count)]


def check_bases(plan, posted) -> None:
    """StaleSaveError where what was shown was planned from other revisions than today's."""
    if (posted.get("source_base"), posted.get("target_base")) != (str(plan.source_base), str(plan.target_base)):
        raise StaleSaveError(_("Somebody saved meanwhile, so nothing was done. This is what would happen now."))


def shown_choices(plan: MergePlan):
    """Each choice with both sides compared by word and its options in words."""
    seconds = SECONDS_FOR_WORDS / max(len(plan.folded.choices), 1)
    for place, choice in enumerate(plan.folded.choices):
        sides = [item_text(choice.key.part, value) for value in (choice.target, choice.source)]
        yield {
            "place": place,
            "choice": choice,
            "spans": word_spans(*sides, seconds),
            "rule": RULES.get(choice.rule, choice.rule),
            "options": [
                (side, _("Leave out") if side == "target" and choice.target is None else SIDES[side])
                for side in choice.options
            ],
            "text": choice.text or (sides[0] or sides[1]),
        }
