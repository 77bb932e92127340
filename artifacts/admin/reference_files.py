"""Files of references in the admin: taken in, looked at entry by entry, applied, and their reports."""

from urllib.parse import urlencode

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models.fields.json import KT
from django.http import Http404, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from artifacts.admin.intake_form import IntakeForm
from artifacts.admin.read_only import ReadOnlyAdmin
from artifacts.admin.views import page
from artifacts.domain.publish import may_publish_own
from artifacts.domain.reference_applying import Result, done_of, go_on, start
from artifacts.domain.reference_files import Choice, Outcome, Planned, chosen, decide, plan_file
from artifacts.domain.resolve import works_for_keys
from artifacts.errors import ArtifactError
from artifacts.models import Artifact, ReferenceFile
from artifacts.representations.intake import read_references
from artifacts.templatetags.reference_files import OUTCOMES, RESULTS

PER_PAGE = 50
# What is done of a long file while somebody waits who asked to go on.
GONE_ON_BY = 200
MOST_PROBLEMS = 200
DIFFERS, NOTED, DECIDED = "differs", "noted", "decided"
FILTERS = {
    **OUTCOMES,
    DIFFERS: gettext_lazy("says otherwise"),
    NOTED: gettext_lazy("with remarks"),
    DECIDED: gettext_lazy("decided otherwise"),
}
# What can be chosen for all entries of a filter at once; a candidate is chosen one by one.
FOR_ALL = {
    Choice.KEEP: gettext_lazy("fill what is missing, keep ours where they differ"),
    Choice.TAKE: gettext_lazy("take what the file says wherever they differ"),
    Choice.CREATE: gettext_lazy("create new references"),
    Choice.SKIP: gettext_lazy("leave out"),
}


@admin.register(ReferenceFile)
class ReferenceFileAdmin(ReadOnlyAdmin):
    list_display = ["name", "format", "by", "at", "told"]
    list_filter = ["format"]
    list_select_related = ["by"]
    search_fields = ["name"]
    show_full_result_count = False
    change_list_template = "admin/artifacts/intake_list.html"

    def menu(self, request) -> list[tuple]:
        entries = [(_("Imported files"), reverse("admin:artifacts_referencefile_changelist"))]
        if may_import(request):
            entries.insert(0, (_("Import references"), reverse("admin:artifacts_referencefile_add")))
        return entries

    def get_queryset(self, request):
        # A list of fifty would else read fifty files and their reports.
        return super().get_queryset(request).defer("text", "report").annotate(begun=KT("report__started"))

    def get_urls(self):
        acting = {"decide": self.decide_view, "go_on": self.go_on_view}
        own = [
            path(
                f"<int:pk>/{word}/",
                self.admin_site.admin_view(require_POST(view)),
                name=f"artifacts_referencefile_{word}",
            )
            for word, view in acting.items()
        ]
        return own + super().get_urls()

    @admin.display(description=_("state"), ordering="applied_at")
    def told(self, file):
        if file.applied_at is not None:
            return _("applied")
        return _("under way") if file.begun else _("waits to be looked at")

    def changelist_view(self, request, extra_context=None):
        context = {"title": _("Imported files"), "may_import": may_import(request)}
        return super().changelist_view(request, context | (extra_context or {}))

    def add_view(self, request, form_url="", extra_context=None):
        """Take in a file or a pasted text; with `?page=`, for the unresolved citekeys of that page."""
        if not may_import(request):
            raise PermissionDenied
        wiki_page = page_asked(request)
        form = IntakeForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid() and (file := form.take(request, wiki_page)) is not None:
            return HttpResponseRedirect(self.address(file))
        context = {
            "title": _("Import references"),
            "form": form,
            "page": wiki_page,
            "latest": self.get_queryset(request).select_related("by")[:5],
        }
        return page(self, request, "admin/artifacts/intake.html", context)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """What applying the file would do; once that has begun, what became of it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        file = self.get_object(request, object_id)
        if file is None:
            raise Http404(_("There is no such file."))
        file.refresh_from_db(fields=["text", "report"])
        wiki_page = Artifact.objects.filter(pk=file.report.get("page") or 0).first()
        context = self.report(request, file, wiki_page) if file.report.get("started") else self.dry_run(request, file)
        context |= {
            "file": file,
            "page": wiki_page,
            "may_import": may_import(request),
        }
        return page(self, request, context.pop("template"), context)

    def dry_run(self, request, file) -> dict:
        plan = plan_file(file)
        rows = [(one, chosen(file, one)) for one in plan.planned]
        counts = {name: sum(shown_by(name, one, choice) for one, choice in rows) for name in FILTERS}
        show = request.GET.get("show", "")
        shown = [row for row in rows if show not in FILTERS or shown_by(show, *row)]
        open_to = {choice for one, _choice in shown for choice in one.choices}
        return {
            "template": "admin/artifacts/intake_plan.html",
            "title": _("Look at %s") % file.name,
            "filters": [(name, label, counts[name]) for name, label in FILTERS.items() if counts[name]],
            "total": len(rows),
            "show": show,
            "rows": Paginator(shown, PER_PAGE).get_page(request.GET.get("p")),
            "problems": plan.problems[:MOST_PROBLEMS],
            "problem_count": len(plan.problems),
            "written": sum(would_write(*row) for row in rows),
            "left": sum(one.outcome == Outcome.DOUBTFUL and choice == Choice.SKIP for one, choice in rows),
            "for_all": [(choice, label) for choice, label in FOR_ALL.items() if choice in open_to],
            "may_publish": may_publish_own(request.user),
        }

    def report(self, request, file, wiki_page) -> dict:
        reading, done = read_references(file.text, file.format), done_of(file)
        rows = [(entry, done[str(entry.number)]) for entry in reading.entries if str(entry.number) in done]
        show = request.GET.get("show", "")
        shown = Paginator([row for row in rows if show not in RESULTS or row[1].result == show], PER_PAGE)
        listed = shown.get_page(request.GET.get("p"))
        ids = {
            row.public_id: row for row in Artifact.objects.filter(public_id__in=[one.public_id for _e, one in listed])
        }
        counts = {result: sum(one.result == result for _entry, one in rows) for result in RESULTS}
        return {
            "template": "admin/artifacts/intake_report.html",
            "title": _("Report of %s") % file.name,
            "filters": [(name, label, counts[name]) for name, label in RESULTS.items() if counts[name]],
            "total": len(reading.entries),
            "done": len(done),
            "show": show,
            "rows": listed,
            "entries": [(entry, one, ids.get(one.public_id)) for entry, one in listed],
            "waits": not file.report.get("publishing") and counts[Result.CREATED] + counts[Result.UPDATED],
            "problems": reading.problems[:MOST_PROBLEMS],
            "problem_count": len(reading.problems),
            "resolvable": works_for_keys(wiki_page, file) if wiki_page and file.applied_at else {},
        }

    def decide_view(self, request, pk):
        """Remember what was chosen on the page that was sent, then show another one, or apply the file."""
        file = self.found(request, pk)
        posted = request.POST
        try:
            self.remember(file, posted)
            if "_apply" in posted:
                start(file, by=request.user, publishing="publish" in posted)
                return HttpResponseRedirect(self.address(file))
        except ArtifactError as error:
            messages.error(request, error.sentence)
        place = {name: posted[name] for name in ("show", "p") if posted.get(name)}
        return HttpResponseRedirect(f"{self.address(file)}{'?' if place else ''}{urlencode(place)}")

    def remember(self, file, posted) -> None:
        plan = plan_file(file)
        choices = {
            int(number): posted[name]
            for name in posted
            if name.startswith("choice-") and (number := name.removeprefix("choice-")).isdecimal() and len(number) < 10
        }
        if posted.get("all") in FOR_ALL:
            show, choice = posted.get("shown", ""), posted["all"]
            choices |= {
                one.entry.number: choice
                for one in plan.planned
                if choice in one.choices and (show not in FILTERS or shown_by(show, one, chosen(file, one)))
            }
        decide(file, plan, choices)

    def go_on_view(self, request, pk):
        """Do some of what is left of a file, where no worker does."""
        file = self.found(request, pk)
        try:
            go_on(file, most=GONE_ON_BY)
        except ArtifactError as error:
            messages.error(request, error.sentence)
        return HttpResponseRedirect(self.address(file))

    def found(self, request, pk) -> ReferenceFile:
        if not may_import(request):
            raise PermissionDenied
        file = ReferenceFile.objects.filter(pk=pk).first()
        if file is None:
            raise Http404(_("There is no such file."))
        return file

    def address(self, file) -> str:
        return reverse("admin:artifacts_referencefile_change", args=[file.pk])


def may_import(request) -> bool:
    """Who may make and change references may import them."""
    return request.user.has_perms(["artifacts.add_reference", "artifacts.change_reference"])


def page_asked(request) -> Artifact | None:
    """The wiki page that an import was started from."""
    asked = request.GET.get("page", "")
    pages = Artifact.objects.filter(kind=Artifact.Kind.PAGE)
    return pages.filter(pk=int(asked)).first() if asked.isdecimal() and len(asked) < 19 else None


def shown_by(name: str, one: Planned, choice: str) -> bool:
    """Whether a filter of the dry run shows an entry."""
    if name == DIFFERS:
        return bool(one.comparison.differing)
    if name == NOTED:
        return bool(one.entry.notes)
    if name == DECIDED:
        return choice != one.default
    return one.outcome == name


def would_write(one: Planned, choice: str) -> bool:
    """Whether applying writes a revision for an entry, as far as can be told before."""
    if choice == Choice.SKIP or one.repeats:
        return False
    return one.outcome != Outcome.SAME or choice == Choice.TAKE
