"""The admin of an artifact: Django's own forms and lists, with every write going through the verbs of `domain`."""

from django.contrib import admin, messages
from django.utils.translation import gettext as _

from artifacts.admin.autosave import forget_typed
from artifacts.admin.bulk import BulkViews
from artifacts.admin.conflicts import ConflictViews, Typed
from artifacts.admin.desk import DeskForm
from artifacts.admin.history import HistoryViews
from artifacts.admin.keeping import KeepingViews
from artifacts.admin.lists import ListViews
from artifacts.admin.merging import MergeViews
from artifacts.admin.presence import PresenceViews
from artifacts.admin.previewing import PreviewViews
from artifacts.admin.read_only import PlainLookups
from artifacts.admin.review import ReviewViews
from artifacts.admin.revisions import told_of
from artifacts.admin.saved_filters import SavedFilterViews
from artifacts.admin.tables import TableViews
from artifacts.admin.watching import WatchViews
from artifacts.domain.publish import may_publish_own, named, publish, unreviewed
from artifacts.domain.save import save
from artifacts.errors import ArtifactError, ContentError, StaleSaveError


class ArtifactAdmin(
    PlainLookups,
    DeskForm,
    SavedFilterViews,
    TableViews,
    BulkViews,
    ListViews,
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
    readonly_fields = ["public_id", "state"]

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=_("artifact id"), ordering="artifact__public_id")
    def public_id(self, row):
        return row.artifact.public_id if row.pk else "–"

    @admin.display(description=_("state"), ordering="artifact__state")
    def state(self, row):
        return row.artifact.get_state_display() if row.pk else "–"

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
        forget_typed(request, artifact, self.opts.model_name)
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


def id_of(row) -> str | None:
    return row.artifact.public_id if row is not None else None
