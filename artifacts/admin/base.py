"""The admin of an artifact: Django's own forms and lists, with every write going through the verbs of `domain`."""

from django.contrib import admin, messages
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from artifacts.admin.conflicts import ConflictViews, Typed
from artifacts.admin.desk import DeskForm
from artifacts.admin.history import HistoryViews
from artifacts.admin.keeping import KeepingViews
from artifacts.admin.merging import MergeViews
from artifacts.admin.presence import PresenceViews
from artifacts.admin.previewing import PreviewViews
from artifacts.admin.read_only import PlainLookups
from artifacts.admin.review import ReviewViews
from artifacts.admin.revisions import told_of
from artifacts.admin.watching import WatchViews
from artifacts.domain.autosave import forget_posted
from artifacts.domain.publish import may_publish_own, named, publish, unreviewed
from artifacts.domain.save import save
from artifacts.errors import ArtifactError, ContentError, StaleSaveError
from artifacts.models import newest_of


class ArtifactAdmin(
    PlainLookups,
    DeskForm,
    HistoryViews,
    ReviewViews,
    ConflictViews,
    PresenceViews,
    PreviewViews,
    KeepingViews,
    MergeViews,
    WatchViews,
    admin.ModelAdmin,
):
    """Never reversion's VersionAdmin: looking at a revision must not write (docs/architecture.md, History)."""

    change_form_template = "admin/artifacts/change_form.html"
    list_per_page = 50
    list_select_related = ["artifact__publication__revision"]
    show_full_result_count = False
    actions = ["publish_selected"]
    readonly_fields = ["public_id", "state"]

    def has_delete_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        # A list of fifty would else read fifty rendered pages.
        large = [f"artifact__publication__{field}" for field in ("parts", "search_text", "summary")]
        rows = super().get_queryset(request).defer(*large)
        return rows.annotate(newest=newest_of("pk", "number"), newest_by=newest_of("pk", "author_name"))

    @admin.display(description=_("artifact id"), ordering="artifact__public_id")
    def public_id(self, row):
        return row.artifact.public_id if row.pk else "–"

    @admin.display(description=_("state"), ordering="artifact__state")
    def state(self, row):
        return row.artifact.get_state_display() if row.pk else "–"

    @admin.display(description=_("readers see"))
    def published(self, row):
        publication = getattr(row.artifact, "publication", None)
        seen = publication.revision.number if publication else 0
        told = _("revision %d") % seen if seen else _("nothing yet")
        if row.newest == seen:
            return told
        waiting = {"seen": told, "number": row.newest, "author": row.newest_by}
        return _("%(seen)s; %(number)d by %(author)s waits") % waiting

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        form.refused = getattr(request, "refused", None)
        return form

    def get_fieldsets(self, request, obj=None):
        editing = ["edit_summary", "include_unreviewed", "base_number"]
        fields = [name for name in self.get_fields(request, obj) if name not in (*editing, *self.readonly_fields)]
        if not may_publish_own(request.user):
            editing.remove("include_unreviewed")
        return [*self.parts_of(fields), (_("This edit"), {"fields": editing, "classes": ["this-edit"]})]

    def may_publish(self, request) -> bool:
        return request.user.has_perm("artifacts.publish_artifact")

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        context = (extra_context or {}) | {"may_publish": may_publish_own(request.user)}
        try:
            return super().changeform_view(request, object_id, form_url, context)
        except ArtifactError as error:
            # The form is built once more from what was sent, now with the sentence: nothing that was typed is lost.
            request.refused = error
            if isinstance(error, StaleSaveError) and (response := self.joined(request)) is not None:
                return response
            return super().changeform_view(request, object_id, form_url, context)

    def save_model(self, request, obj, form, change):
        """Nothing yet: the page and its rows are saved together, in `save_related`."""

    def save_related(self, request, form, formsets, change):
        publishing = "_publish" in request.POST and may_publish_own(request.user)
        artifact = form.instance.artifact if change else None
        cleaned = form.cleaned_data
        if publishing and artifact is not None and not cleaned.get("include_unreviewed"):
            self.refuse_unreviewed(request, artifact)
        content = self.content(form, {formset.model: formset for formset in formsets}, request)
        base, summary = cleaned["base_number"], cleaned["edit_summary"]
        request.typed = Typed(artifact, content, base, summary, publishing)
        saved = save(content, by=request.user, artifact=artifact, base=base, summary=summary)
        forget_posted(by=request.user, artifact=artifact, kind=self.opts.model_name)
        form.instance.artifact = saved.revision.artifact
        if publishing:
            self.tell_unpublished(request, publish(saved.revision, by=request.user))
        self.tell(request, saved, publishing)

    def refuse_unreviewed(self, request, artifact) -> None:
        waiting = unreviewed(artifact, by=request.user)
        if waiting:
            raise ContentError(
                _("Publishing would also publish unreviewed revisions: %s. Tick this box to do so.") % named(waiting),
                field="include_unreviewed",
            )

    def tell_unpublished(self, request, publication) -> None:
        """Name the works that readers are not shown yet."""
        entries = publication.parts["references"]
        keys = [key for entry in entries if entry.get("status") == "unpublished" for key in entry["citekeys"]]
        if keys:
            sentence = _("Readers do not see these works before their references are published: %s.")
            messages.warning(request, sentence % ", ".join(keys))

    def tell(self, request, saved, publishing: bool) -> None:
        request.wrote = saved.changed
        if publishing:
            messages.success(request, _("Readers now see revision %d.") % saved.revision.number)
        else:
            messages.info(request, told_of(saved, publishing=False))

    def message_user(self, request, message, level=messages.INFO, **options):
        """Without Django's own "was changed successfully": `tell` has said what became of it."""
        if level != messages.SUCCESS:
            super().message_user(request, message, level, **options)

    def log_change(self, request, obj, message):
        return super().log_change(request, obj, message) if request.wrote else None

    def construct_change_message(self, request, form, formsets, add=False):
        return form.cleaned_data["edit_summary"]

    def content(self, form, formsets, request) -> dict:
        """The content that the form holds; each kind of artifact says how."""
        raise NotImplementedError

    @admin.action(description=_("Publish the newest revision"), permissions=["publish"])
    def publish_selected(self, request, queryset):
        done = 0
        for row in queryset.select_related("artifact"):
            newest = row.artifact.revisions.newest()
            waiting = unreviewed(row.artifact, by=request.user, below=newest.number)
            if waiting:
                sentence = _("%(row)s: these were not reviewed either, look at its history: %(revisions)s.")
                messages.warning(request, sentence % {"row": row, "revisions": named(waiting)})
                continue
            try:
                publish(newest, by=request.user)
                done += 1
            except ArtifactError as error:
                messages.error(request, f"{row}: {error.sentence}")
        if done:
            messages.success(request, ngettext("%d was published.", "%d were published.", done) % done)

    def has_publish_permission(self, request) -> bool:
        return self.may_publish(request)


def kept(formset) -> list[dict]:
    """The cleaned rows of an inline that were not marked for deletion and are not empty."""
    return [
        {**form.cleaned_data, "moved": "order" in form.changed_data}
        for form in formset.forms
        if form.cleaned_data and not form.cleaned_data.get("DELETE") and (form.has_changed() or form.instance.pk)
    ]


def in_order(rows: list[dict]) -> list[dict]:
    """Rows by the number that people gave them, one that was given it just now first; those without one stand last."""
    return sorted(rows, key=lambda row: (float("inf") if row["order"] is None else row["order"], not row["moved"]))


def id_of(row) -> str | None:
    return row.artifact.public_id if row is not None else None
