"""Forms of the admin: a form gathers one artifact's content; the save verb, not the form, writes it."""

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.utils.translation import gettext_lazy as _

from artifacts.models import Analysis, Citation, Evidence, Hypothesis, InfoboxRow, Reference, Relation, WikiPage
from artifacts.models.validators import CITEKEY


class ArtifactForm(forms.ModelForm):
    """What every artifact's form has: the revision that it was opened at, and a summary of the edit.

    `refused` is set by the admin when a verb refused the content: its sentence is shown and the text is kept.
    """

    base_number = forms.IntegerField(widget=forms.HiddenInput, required=False)
    edit_summary = forms.CharField(
        label=_("Edit summary"),
        required=False,
        max_length=1000,
        help_text=_("What you changed and why, in a few words; it stands in the history."),
        widget=forms.TextInput(attrs={"class": "vLargeTextField"}),
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

    def clean(self):
        cleaned = super().clean()
        if self.refused is not None:
            field = self.refused.field
            self.add_error(field if field in self.fields else None, self.refused.sentence)
        return cleaned


class WikiPageForm(ArtifactForm):
    class Meta:
        model = WikiPage
        fields = ["title", "slug", "entity_type", "body", "kg_node_id", "metadata"]


class HypothesisForm(ArtifactForm):
    class Meta:
        model = Hypothesis
        exclude = ["artifact"]  # noqa: DJ006 (its ten dimensions are named once, in the model)


class AnalysisForm(ArtifactForm):
    class Meta:
        model = Analysis
        fields = ["title", "question", "domain", "status", "date", "summary", "metadata"]


class ReferenceForm(ArtifactForm):
    class Meta:
        model = Reference
        fields = ["csl", "doi", "pmid", "pmcid", "url", "status", "status_date", "status_source", "metadata"]
        help_texts = {
            "csl": _("The work as CSL-JSON: type, title, author, container-title, issued …"),
            "doi": _("As in 10.1056/nejmoa1702752."),
        }


class CitekeysField(forms.CharField):
    """A list of citekeys, written with commas between them."""

    def prepare_value(self, value):
        return ", ".join(value) if isinstance(value, list) else value

    def to_python(self, value):
        keys = [key.strip().removeprefix("@") for key in super().to_python(value).split(",") if key.strip()]
        for key in keys:
            if not CITEKEY.fullmatch(key):
                raise forms.ValidationError(
                    _("%(key)s is no citekey: write keys such as finkel2017, with commas between them."),
                    params={"key": key},
                )
        return keys

    def has_changed(self, initial, data):
        return (initial or []) != self.to_python(data or "")


class OrderedForm(forms.ModelForm):
    """A row whose place among its fellows is a number that people can change."""

    order = forms.IntegerField(
        label=_("Order"), required=False, widget=forms.NumberInput(attrs={"class": "vSmallField"})
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["order"] = self.instance.position + 1


class InfoboxRowForm(OrderedForm):
    citekeys = CitekeysField(label=_("Sources"), required=False)

    class Meta:
        model = InfoboxRow
        fields = ["order", "kind", "label", "value", "citekeys"]
        widgets = {
            "label": forms.TextInput(attrs={"class": "vTextField"}),
            "value": AdminTextareaWidget(attrs={"rows": 2}),
        }


class EvidenceForm(OrderedForm):
    class Meta:
        model = Evidence
        fields = ["order", "stance", "claim", "category", "strength", "reference"]
        widgets = {"claim": AdminTextareaWidget(attrs={"rows": 3})}


class CitationForm(forms.ModelForm):
    class Meta:
        model = Citation
        fields = ["key", "reference"]


class RelationForm(forms.ModelForm):
    dismissed = forms.BooleanField(label=_("Dismissed"), required=False)

    class Meta:
        model = Relation
        fields = ["target", "reason", "dismissed"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["dismissed"] = self.instance.dismissed_at is not None


class ReasonForm(forms.Form):
    """Why an artifact is withdrawn or put back."""

    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
