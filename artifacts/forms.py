"""Forms of the admin: a form gathers one artifact's content; the save verb, not the form, writes it."""

import json

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from markdownx.widgets import AdminMarkdownxWidget

from artifacts.domain.lookup import lookups_on
from artifacts.errors import ArtifactError
from artifacts.models import Analysis, Citation, Evidence, Hypothesis, InfoboxRow, Reference, Relation, WikiPage
from artifacts.models.validators import CITEKEY
from artifacts.representations.canonical import normalised
from artifacts.text.identifiers import normalise_doi, normalise_pmcid, normalise_pmid


class DataField(forms.JSONField):
    """JSON that both databases can hold and that no parser chokes on."""

    def to_python(self, value):
        try:
            return normalised(super().to_python(value))
        except ArtifactError as error:
            raise forms.ValidationError(error.sentence) from error
        except (RecursionError, ValueError) as error:
            raise forms.ValidationError(_("This JSON is nested too deep, or a number in it is too long.")) from error

    def bound_data(self, data, initial):
        """As it was typed, not as it was understood."""
        return initial if self.disabled else forms.fields.InvalidJSONInput(data or "")

    def prepare_value(self, value):
        if isinstance(value, forms.fields.InvalidJSONInput):
            return value
        return json.dumps(value, ensure_ascii=False, indent=2)

    def has_changed(self, initial, data):
        try:
            return super().has_changed(initial, data)
        except (RecursionError, ValueError):
            return True


class IdentifierField(forms.CharField):
    """A DOI, PMID or PMCID in any of its usual spellings, web addresses too."""

    def __init__(self, normalise, **kwargs):
        super().__init__(required=False, **kwargs)
        self.normalise = normalise

    def to_python(self, value):
        try:
            return self.normalise(super().to_python(value))
        except ArtifactError as error:
            raise forms.ValidationError(error.sentence) from error


class VerbCheckedForm(forms.ModelForm):
    """A form that leaves the rules over several rows to the save verb, whose sentences say what to do."""

    def _post_clean(self):
        self.instance.validate_constraints = lambda exclude=None: None
        super()._post_clean()


class ArtifactForm(VerbCheckedForm):
    """What every artifact's form has: the revision that it was opened at, and a summary of the edit.

    `refused` is set by the admin when a verb refused the content: its sentence is shown and the text is kept.
    """

    base_number = forms.IntegerField(widget=forms.HiddenInput, required=False)
    edit_summary = forms.CharField(
        label=_("Edit summary"),
        required=False,
        max_length=1000,
        help_text=_("What you changed and why, in a few words; it stands in the history."),
        widget=forms.TextInput(attrs={"class": "vLargeTextField", "list": "own-summaries"}),
    )
    include_unreviewed = forms.BooleanField(
        label=_("Publish the unreviewed revisions before mine too"),
        required=False,
        help_text=_("Needed only to publish on top of what somebody else saved for review."),
    )
    refused = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["base_number"] = self.instance.artifact.revisions.newest().number
        for field in self.fields.values():
            if isinstance(field.widget, MarkdownWidget):
                field.widget.instance = self.instance

    def clean(self):
        cleaned = super().clean()
        if self.refused is not None:
            field = self.refused.field
            self.add_error(field if field in self.fields else None, self.refused.sentence)
        return cleaned


class MarkdownWidget(AdminMarkdownxWidget):
    """markdownx's text area, which the scripts of the desk turn into an editor with a preview of the whole form."""

    template_name = "admin/artifacts/editor.html"
    # The row whose form it stands in.
    instance = None

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        kind = f"{self.instance._meta.app_label}_{self.instance._meta.model_name}"
        pk = self.instance.pk
        preview = reverse(f"admin:{kind}_preview", args=[pk]) if pk else reverse(f"admin:{kind}_add_preview")
        return context | {"preview_url": preview, "artifact_pk": pk or "", "lookups_on": lookups_on()}

    class Media:
        extend = False
        css = {"all": ["desk/editor.css"]}
        js = [forms.Script("desk/editor.js", type="module")]


class WikiPageForm(ArtifactForm):
    class Meta:
        model = WikiPage
        fields = ["title", "slug", "entity_type", "body", "kg_node_id", "metadata"]
        field_classes = {"metadata": DataField}


class HypothesisForm(ArtifactForm):
    class Meta:
        model = Hypothesis
        exclude = ["artifact"]  # noqa: DJ006 (its ten dimensions are named once, in the model)
        field_classes = {"metadata": DataField, "target_genes": DataField}


class AnalysisForm(ArtifactForm):
    class Meta:
        model = Analysis
        fields = ["title", "question", "domain", "status", "date", "summary", "metadata"]
        field_classes = {"metadata": DataField}


class ReferenceForm(ArtifactForm):
    doi = IdentifierField(normalise_doi, label="DOI", help_text=_("As in 10.1056/nejmoa1702752."))
    pmid = IdentifierField(normalise_pmid, label="PMID", help_text=_("As in 29091570."))
    pmcid = IdentifierField(normalise_pmcid, label="PMCID", help_text=_("As in PMC4782111."))

    class Meta:
        model = Reference
        fields = ["csl", "doi", "pmid", "pmcid", "url", "status", "status_date", "status_source", "metadata"]
        field_classes = {"metadata": DataField, "csl": DataField}
        help_texts = {"csl": _("The work as CSL-JSON: type, title, author, container-title, issued …")}


class WordsField(forms.CharField):
    """A list of words, written with commas between them; `adding` is what the script that shows them apart offers."""

    adding = ""

    def widget_attrs(self, widget):
        return super().widget_attrs(widget) | {"data-chips": self.adding, "data-chip-remove": _("Remove")}

    def prepare_value(self, value):
        return ", ".join(map(str, value)) if isinstance(value, list) else value

    def has_changed(self, initial, data):
        try:
            return (initial or []) != self.to_python(data or "")
        except forms.ValidationError:
            return True


class CitekeysField(WordsField):
    adding = _("add a citekey")

    def widget_attrs(self, widget):
        return super().widget_attrs(widget) | {"data-list": "citekeys"}

    def to_python(self, value):
        keys = [key.strip().removeprefix("@") for key in super().to_python(value).split(",") if key.strip()]
        for key in keys:
            if not CITEKEY.fullmatch(key):
                raise forms.ValidationError(
                    _("%(key)s is no citekey: write keys such as finkel2017, with commas between them."),
                    params={"key": key},
                )
        return keys


class RowForm(VerbCheckedForm):
    """One row; that no two are the same is checked among the rows sent, not against those that they replace."""

    def validate_unique(self):
        """Nothing here."""

    def _post_clean(self):
        # That what is chosen exists was seen when it was read: Django would ask once more for each row.
        chosen = {field.name for field in self._meta.model._meta.fields if field.is_relation}
        clean_fields = self.instance.clean_fields
        self.instance.clean_fields = lambda exclude=None: clean_fields(exclude={*(exclude or ()), *chosen})
        super()._post_clean()


class OrderedForm(RowForm):
    """A row whose place among its fellows is a number that people can change.

    A new one in which nothing but its place is said, by the fields `placing`, is none.
    """

    placing = {"order"}
    order = forms.IntegerField(
        label=_("Order"), required=False, widget=forms.NumberInput(attrs={"class": "vSmallField"})
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["order"] = self.instance.position + 1

    def has_changed(self):
        return bool(set(self.changed_data) - (set() if self.instance.pk else self.placing))


class InfoboxRowForm(OrderedForm):
    placing = {"order", "kind"}
    citekeys = CitekeysField(label=_("Sources"), required=False)

    class Meta:
        model = InfoboxRow
        fields = ["order", "kind", "label", "value", "citekeys"]
        widgets = {
            "label": forms.TextInput(attrs={"class": "vTextField"}),
            "value": AdminTextareaWidget(attrs={"rows": 2}),
        }


class EvidenceForm(OrderedForm):
    placing = {"order", "stance"}

    class Meta:
        model = Evidence
        fields = ["order", "stance", "claim", "category", "strength", "reference"]
        widgets = {"claim": AdminTextareaWidget(attrs={"rows": 3})}


class CitationForm(RowForm):
    class Meta:
        model = Citation
        fields = ["key", "reference"]


class RelationForm(RowForm):
    dismissed = forms.BooleanField(label=_("Dismissed"), required=False)

    class Meta:
        model = Relation
        fields = ["target", "reason", "dismissed"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["dismissed"] = self.instance.dismissed_at is not None
        self.fields["target"].label_from_instance = lambda artifact: artifact.label


class ReasonForm(forms.Form):
    """Why an artifact is withdrawn or put back."""

    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), required=False)


class SuppressForm(forms.Form):
    """Why a revision's text is taken away for good, and that this is meant."""

    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        help_text=_("Readers see it in the text's place: name the kind of problem, never what the text said."),
    )
    confirmed = forms.BooleanField(label=_("I understand that the text cannot be brought back"))
