"""The preview beside the text: the whole form as typed, rendered as readers will see it."""

from django.http import JsonResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST

from artifacts.admin.autosave import AutosaveViews
from artifacts.admin.typed import valid_content
from artifacts.domain.contents import tidied
from artifacts.domain.render import render as render_content
from artifacts.errors import ArtifactError
from artifacts.forms import MarkdownWidget
from artifacts.models import Artifact


class PreviewViews(AutosaveViews):
    """Mixed into the admin of an artifact that has a long text, in the field `text_field`."""

    text_field = ""

    def by_post(self) -> dict:
        return super().by_post() | {"preview": require_POST(self.preview_view)}

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == self.text_field:
            kwargs["widget"] = MarkdownWidget
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def changeform_view(self, *args, **kwargs):
        """The form, which alone may hold the preview's frame."""
        return super().changeform_view(*args, **kwargs)

    def preview_view(self, request, object_id=None):
        """What stands in the form as HTML, or one sentence on why it cannot be shown: no error while one types."""
        artifact = self.editable(request, object_id)
        row = self.found(request, object_id) if artifact else None
        try:
            # Read anew afterwards: the form writes what was typed to its own copy of the row.
            content = tidied(valid_content(self, request, row))
            parts = render_content(content, artifact=self.artifact_shown(row), lines=True).parts
        except ArtifactError as error:
            return JsonResponse({"refused": error.sentence})
        context = {"parts": parts, "embedded": request.GET.get("view") == "embed"}
        return JsonResponse({"html": render_to_string("admin/artifacts/preview.html", context, request)})

    def artifact_shown(self, row) -> Artifact:
        """The artifact that is edited, read anew; for a new one an artifact that stands in no table."""
        if row is not None:
            return Artifact.objects.get(pk=row.artifact_id)
        return Artifact(public_id="preview", kind=self.kind)
