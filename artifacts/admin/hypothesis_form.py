"""The form of a hypothesis as the desk shows it: scores on sliders, genes as words, evidence for and against."""

import json

from django import forms
from django.contrib import admin
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from artifacts.admin.desk import scripts
from artifacts.admin.rows import RowInline
from artifacts.domain.render.hypothesis import imported_where_it_differs
from artifacts.forms import EvidenceForm, HypothesisForm, WordsField
from artifacts.models import WEIGHTS, Evidence, score_level
from artifacts.models.hypotheses import HIGH, MEDIUM


class SymbolsField(WordsField):
    """Symbols, with blanks between them too; as JSON too, which programs send."""

    adding = _("add a gene")

    def to_python(self, value):
        text = super().to_python(value)
        if text.startswith("["):
            try:
                return json.loads(text)
            except (ValueError, RecursionError):
                pass
        return list(dict.fromkeys(text.replace(",", " ").replace(";", " ").split()))


class ScoredForm(HypothesisForm):
    target_genes = SymbolsField(
        label=_("Target genes"),
        required=False,
        help_text=_("Symbols, with commas between them, as in SMN1, SMN2."),
        widget=forms.TextInput(attrs={"class": "vLargeTextField"}),
    )

    class Meta(HypothesisForm.Meta):
        widgets = {
            name: forms.NumberInput(attrs={"min": 0, "max": 1, "step": "any", "class": "score-number"})
            for name in [*WEIGHTS, "imported_composite"]
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in WEIGHTS.keys() & self.fields.keys():
            self.fields[name].widget.attrs["data-weight"] = WEIGHTS[name]


class EvidenceInline(RowInline, admin.StackedInline):
    model = Evidence
    form = EvidenceForm
    extra = 1
    autocomplete_fields = ["reference"]
    ordering = ["position"]
    heading = _("Evidence")
    ordered = True
    template = "admin/artifacts/rows.html"
    above = "admin/artifacts/desk/evidence_heads.html"
    adders = [("stance=for", _("Add evidence for")), ("stance=against", _("Add evidence against"))]

    class Media:
        js = scripts("desk/scores.js")


def composite_told(hypothesis) -> str:
    """The composite with what it is the mean of; the scripts keep it true while the scores are changed."""
    composite = hypothesis.composite if hypothesis else None
    present = hypothesis.scores if hypothesis else {}
    context = {
        "composite": composite,
        "level": score_level(composite),
        "terms": [(WEIGHTS[name], score) for name, score in present.items()],
        "weight": sum(WEIGHTS[name] for name in present),
        "missing": len(WEIGHTS) - len(present),
        "imported": imported_where_it_differs(hypothesis.imported_composite, composite) if hypothesis else None,
        "high": HIGH,
        "medium": MEDIUM,
    }
    return render_to_string("admin/artifacts/desk/composite.html", context)
