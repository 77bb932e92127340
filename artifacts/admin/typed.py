"""Typed: the content of a form as it stands, valid or not, so that it can be looked at before it is saved."""

from typing import NamedTuple

from django import forms

from artifacts.admin.base import in_order, kept
from artifacts.forms import WordsField
from artifacts.models import Evidence, InfoboxRow
from artifacts.representations.canonical import normalised
from artifacts.text.lint.subject import LONG_TEXTS


class AsTyped(NamedTuple):
    """`rows` names the form rows that the content's rows were typed in, by part and in order."""

    content: dict
    rows: dict[str, list[str]]


def as_typed(model_admin, request, artifact) -> AsTyped:
    """Read a posted form; what does not pass its field is taken as it was written. ContentError for no text at all."""
    row = artifact.row if artifact else None
    form = model_admin.get_form(request, row, change=row is not None)(request.POST, request.FILES, instance=row)
    form.is_valid()
    _fill_in(form)
    formsets, _inlines = model_admin._create_formsets(request, form.instance, change=row is not None)
    for formset in formsets:
        formset.is_valid()
        for one in formset.forms:
            _fill_in(one)
            one.cleaned_data["prefix"] = one.prefix
            if any(_lacks_choice(field, one.cleaned_data.get(name)) for name, field in one.fields.items()):
                one.cleaned_data = {}
    by_model = {formset.model: formset for formset in formsets}
    content = model_admin.content(form, by_model, request)
    long_text = LONG_TEXTS.get(content["kind"])
    if long_text:
        # Fields strip what surrounds a text: the places of findings are those in what stands in the form.
        content[long_text] = request.POST.get(long_text, "").replace("\r\n", "\n")
    rows = {
        part: [typed["prefix"] for typed in in_order(kept(by_model[model]))]
        for part, model in (("infobox", InfoboxRow), ("evidence", Evidence))
        if model in by_model
    }
    return AsTyped(normalised(content), rows)


def _fill_in(form) -> None:
    """Give a form with errors something of the right type in each of its fields."""
    form.cleaned_data = getattr(form, "cleaned_data", {})
    if not form.errors:
        return
    for name, field in form.fields.items():
        if name not in form.cleaned_data:
            form.cleaned_data[name] = _stand_in(field, form[name].data)


def _stand_in(field, typed):
    if isinstance(field, WordsField):
        return []
    if isinstance(field, forms.JSONField):
        return {}
    if isinstance(field, forms.CharField | forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
        return typed or ""
    return None


def _lacks_choice(field, value) -> bool:
    return isinstance(field, forms.ModelChoiceField) and field.required and value is None
