"""The form as it is typed: read as content and checked as a save would, with nothing written."""

from django.utils.translation import gettext as _

from artifacts.errors import ContentError
from artifacts.models import Artifact


def content_as_typed(model_admin, request, row=None) -> dict:
    """The content that the sent form holds; ContentError with the first sentence of what is wrong with it."""
    form = model_admin.get_form(request, row, change=row is not None)(request.POST, request.FILES, instance=row)
    refuse_errors(form)
    formsets = {}
    for formset_class, inline in model_admin.get_formsets_with_inlines(request, row):
        kwargs = model_admin.get_formset_kwargs(request, form.instance, inline, formset_class.get_default_prefix())
        formset = formset_class(**kwargs)
        for line in formset.forms:
            refuse_errors(line)
        if not formset.is_valid():
            raise ContentError(" ".join(formset.non_form_errors()))
        formsets[formset.model] = formset
    return model_admin.content(form, formsets, request)


def refuse_errors(form) -> None:
    """Raise the first error of a form, its field named before it."""
    for name, sentences in form.errors.items():
        label = form.fields[name].label if name in form.fields else ""
        sentence = sentences[0] if sentences else _("This is not valid.")
        raise ContentError(f"{label}: {sentence}" if label else sentence)


def artifact_of(model_admin, row=None) -> Artifact:
    """The artifact that is edited; for a new one an artifact that stands in no table."""
    if row is not None:
        return Artifact.objects.get(pk=row.artifact_id)
    kind = {"wikipage": Artifact.Kind.PAGE}.get(model_admin.opts.model_name, model_admin.opts.model_name)
    return Artifact(public_id="preview", kind=kind)
