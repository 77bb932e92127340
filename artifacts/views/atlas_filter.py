"""What the atlas is asked for: a node, or two to find paths between, a relation and a least confidence; checked."""

from django import forms
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from artifacts.templatetags.artifact_html import words
from artifacts.text.graph_names import LONGEST_NODE, LONGEST_RELATION
from artifacts.views.exchange_filter import ScoreField


class NodeField(forms.CharField):
    def __init__(self, label):
        attrs = {"autocomplete": "off", "spellcheck": "false"}
        super().__init__(label=label, required=False, max_length=LONGEST_NODE, widget=forms.TextInput(attrs=attrs))


class AroundForm(forms.Form):
    node = NodeField(_("Node"))
    relation = forms.CharField(label=_("Relation"), required=False, max_length=LONGEST_RELATION, widget=forms.Select)
    least = ScoreField(label=_("Confidence from"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.is_bound:
            self.offer([])
        else:
            # What relations there are depends on the node.
            del self.fields["relation"]

    def offer(self, relations: list[tuple[str, int]]) -> None:
        """Let relations be chosen, each with its number, and the one that was although it is none of these."""
        chosen = self.data.get("relation")
        offered = [(name, f"{words(name)} ({count})") for name, count in relations]
        if chosen and chosen not in dict(relations):
            offered.append((chosen, words(chosen)))
        self.fields["relation"].widget.choices = [("", _("any")), *offered]


class PathForm(forms.Form):
    # Of one page with the other form: no two fields have one id.
    least = ScoreField(label=_("Confidence from"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="path_%s", **kwargs)
        # One of these names is a word of Python's.
        self.fields = {"from": NodeField(_("From")), "to": NodeField(_("To")), **self.fields}


def atlas_address(path: str, form: forms.Form) -> str:
    """The address that asks for what a valid form asks for, at a path of the atlas."""
    asked = {name: value for name, value in form.cleaned_data.items() if value not in (None, "")}
    return f"{path}?{urlencode(asked)}"
