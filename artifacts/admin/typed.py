"""Typed: the content of a form as it stands, so that it can be looked at before it is saved; nothing is written."""

from typing import NamedTuple

from django import forms
from django.forms import BaseInlineFormSet
from django.utils.translation import gettext as _

from artifacts.admin.rows import in_order, kept
from artifacts.errors import ContentError
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
    form, formsets = _bound(model_admin, request, artifact.row if artifact else None)
    _fill_in(form)
    for formset in formsets.values():
        for one in formset.forms:
            _fill_in(one)
            one.cleaned_data["prefix"] = one.prefix
            if any(_lacks_choice(field, one.cleaned_data.get(name)) for name, field in one.fields.items()):
                one.cleaned_data = {}
    content = model_admin.content(form, formsets, request)
    long_text = LONG_TEXTS.get(content["kind"])
    if long_text:
        # Fields strip what surrounds a text: the places of findings are those in what stands in the form.
        content[long_text] = request.POST.get(long_text, "").replace("\r\n", "\n")
    rows = {
        part: [typed["prefix"] for typed in in_order(kept(formsets[model]))]
        for part, model in (("infobox", InfoboxRow), ("evidence", Evidence))
        if model in formsets
    }
    return AsTyped(normalised(content), rows)


def valid_content(model_admin, request, row=None) -> dict:
    """The content of a posted form; ContentError with the first sentence of what is wrong with it."""
    form, formsets = _bound(model_admin, request, row)
    _refuse_errors(form)
    for formset in formsets.values():
        # What is wrong between rows is told more plainly of all of them than of one.
        if formset.non_form_errors():
            raise ContentError(" ".join(formset.non_form_errors()))
        for line in formset.forms:
            _refuse_errors(line)
    return model_admin.content(form, formsets, request)


def _bound(model_admin, request, row) -> tuple[forms.ModelForm, dict[type, BaseInlineFormSet]]:
    """The form as it was posted, and its formsets by what they hold; each has been looked through for errors."""
    form = model_admin.get_form(request, row, change=row is not None)(request.POST, request.FILES, instance=row)
    form.is_valid()
    formsets, _inlines = model_admin._create_formsets(request, form.instance, change=row is not None)
    for formset in formsets:
        formset.is_valid()
    return form, {formset.model: formset for formset in formsets}


def _refuse_errors(form) -> None:
    """Raise the first error of a form, its field named before it."""
    for name, sentences in form.errors.items():
        label = form.fields[name].label if name in form.fields else ""
        sentence = sentences[0] if sentences else _("This is not valid.")
        raise ContentError(f"{label}: {sentence}" if label else sentence)


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
