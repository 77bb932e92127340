"""The form of a reference as the desk shows it: the work in plain fields, its whole CSL-JSON still there below them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from artifacts.errors import ArtifactError
from artifacts.forms import ReferenceForm
from artifacts.representations.csl_fields import plain_fields, with_plain_fields

TYPES = {
    "article-journal": _("journal article"),
    "review": _("review"),
    "article": _("preprint or article"),
    "book": _("book"),
    "chapter": _("chapter"),
    "paper-conference": _("conference paper"),
    "thesis": _("thesis"),
    "report": _("report"),
    "dataset": _("data set"),
    "software": _("software"),
    "webpage": _("web page"),
    "article-newspaper": _("newspaper article"),
    "patent": _("patent"),
    "legislation": _("legislation"),
    "document": _("document"),
}
WIDE = {"class": "vLargeTextField"}
PREFIX = "csl_"
# What a new work is, unless its editor says otherwise.
USUAL_TYPE = "article-journal"


class LinesField(forms.CharField):
    """Lines as they are compared with what stood there: browsers end them their own way."""

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")


def line(label, **options) -> forms.CharField:
    return forms.CharField(label=label, required=False, widget=forms.TextInput(attrs=WIDE), **options)


class WorkForm(ReferenceForm):
    csl_type = forms.ChoiceField(label=_("Type"), required=False)
    csl_title = line(_("Title"))
    csl_authors = LinesField(
        label=_("Authors"),
        required=False,
        help_text=_("One a line: Lefebvre, Suzie. A group by its name alone."),
        widget=forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"}),
    )
    csl_container = line(_("Journal or book"))
    csl_date = forms.CharField(label=_("Published"), required=False, help_text=_("As in 1995, 1995-01 or 1995-01-13."))
    csl_volume = forms.CharField(label=_("Volume"), required=False)
    csl_issue = forms.CharField(label=_("Issue"), required=False)
    csl_pages = forms.CharField(label=_("Pages"), required=False)
    csl_publisher = line(_("Publisher"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        shown = plain_fields(self.instance.csl)
        self.initial |= {PREFIX + name: text for name, text in shown.items()}
        if self.instance.pk is None:
            self.initial["csl_type"] = USUAL_TYPE
        if "csl" in self.fields:
            # An empty record is filled by the plain fields; the save verb tells what it lacks then.
            self.fields["csl"].required = False
        others = [] if shown["type"] in ("", *TYPES) else [(shown["type"], shown["type"])]
        if "csl_type" in self.fields:
            self.fields["csl_type"].choices = [("", "–"), *TYPES.items(), *others]

    def clean(self):
        cleaned = super().clean()
        csl = {} if cleaned.get("csl", {}) is None else cleaned.get("csl")
        if isinstance(csl, dict):
            try:
                cleaned["csl"] = with_plain_fields(csl, self.changed_plainly(cleaned))
                if self.instance.pk is None and cleaned["csl"] and cleaned.get("csl_type"):
                    cleaned["csl"].setdefault("type", cleaned["csl_type"])
            except ArtifactError as error:
                self.add_error("csl_date", error.sentence)
        return cleaned

    def changed_plainly(self, cleaned: dict) -> dict[str, str]:
        """The plain fields that differ from the record as it was opened; one that was not sent does not."""
        sent = {name for name in self.changed_data if name.startswith(PREFIX) and self.add_prefix(name) in self.data}
        return {name.removeprefix(PREFIX): cleaned[name] for name in sent & cleaned.keys()}
