"""The filter of the exchange: target gene, status and range of scores, checked, and the hypotheses that it leaves."""

from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from artifacts.domain.ranking import Ranked
from artifacts.models import Hypothesis


class ScoreField(forms.FloatField):
    def __init__(self, **kwargs):
        attrs = {"min": "0", "max": "1", "step": "0.01", "inputmode": "decimal"}
        wrong = {
            name: _("Give a score from 0 to 1, such as 0.7.") for name in ("invalid", "min_value", "max_value", "step")
        }
        super().__init__(
            required=False,
            min_value=0,
            max_value=1,
            widget=forms.NumberInput(attrs=attrs),
            error_messages=wrong,
            **kwargs,
        )


def status_choices() -> list[tuple[str, str]]:
    return [("", _("any")), *Hypothesis.Status.choices]


class ExchangeFilter(forms.Form):
    gene = forms.CharField(
        label=_("Target gene"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"list": "genes", "autocomplete": "off", "placeholder": "SMN2"}),
    )
    status = forms.ChoiceField(label=_("Status"), required=False, choices=status_choices)
    least = ScoreField(label=_("Score from"))
    most = ScoreField(label=_("Score to"))

    def clean(self):
        least, most = self.cleaned_data.get("least"), self.cleaned_data.get("most")
        if least is not None and most is not None and least > most:
            self.add_error("most", _("Give a score that is not below the first one."))

    @property
    def asked(self) -> dict[str, str]:
        """What a valid filter asks for, without what was left empty."""
        return {name: str(value) for name, value in self.cleaned_data.items() if value not in (None, "")}

    @property
    def query(self) -> str:
        """The filter as a query string with its question mark; empty where nothing is asked for."""
        return f"?{urlencode(self.asked)}" if self.asked else ""

    def of(self, rows: list[Ranked]) -> list[Ranked]:
        """The rows that a valid filter leaves; one without a score lies in no range."""
        asked = self.cleaned_data
        gene, least, most = asked["gene"].casefold(), asked["least"], asked["most"]
        if gene:
            rows = [row for row in rows if gene in (symbol.casefold() for symbol in row.genes)]
        if asked["status"]:
            rows = [row for row in rows if row.status == asked["status"]]
        if least is not None:
            rows = [row for row in rows if row.score is not None and row.score >= least]
        if most is not None:
            rows = [row for row in rows if row.score is not None and row.score <= most]
        return rows
