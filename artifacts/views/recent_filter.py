"""The filter of recent changes: what the query string asks for, checked, and the revisions that it leaves."""

from datetime import UTC, datetime, time
from urllib.parse import urlencode

from django import forms
from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _

from artifacts.models import Artifact, RevisionInfo
from artifacts.templatetags.artifact_html import TAGS
from artifacts.views.context import LISTED_KINDS, type_labels


def type_choices() -> list[tuple[str, str]]:
    return [("", _("anything")), ("page", _("all wiki pages")), *type_labels().items()]


def tag_choices() -> list[tuple[str, str]]:
    return [("", _("any")), *TAGS.items()]


class DayField(forms.DateField):
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def __init__(self, **kwargs):
        super().__init__(required=False, input_formats=["%Y-%m-%d"], **kwargs)


class RecentFilter(forms.Form):
    type = forms.ChoiceField(label=_("Type"), required=False, choices=type_choices)
    author = forms.CharField(label=_("Author"), required=False, max_length=200)
    tag = forms.ChoiceField(label=_("Tag"), required=False, choices=tag_choices)
    since = DayField(label=_("Since"))
    until = DayField(label=_("Until"))

    def clean(self):
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and since > until:
            self.add_error("until", _("Give a day that is not before the first one."))

    @property
    def asked(self) -> dict[str, str]:
        """What a valid filter asks for, without what was left empty."""
        return {name: str(value) for name, value in self.cleaned_data.items() if value}

    @property
    def query(self) -> str:
        """The filter as a query string with its question mark; empty where nothing is asked for."""
        return f"?{urlencode(self.asked)}" if self.asked else ""

    def revisions(self):
        """The public revisions that a valid filter leaves, the newest publication first.

        The same for everyone: staff see drafts in the admin.
        """
        rows = RevisionInfo.objects.visible_to(AnonymousUser()).order_by("-first_published", "-pk")
        asked = self.cleaned_data
        if asked["type"] in (Artifact.Kind.PAGE, *LISTED_KINDS):
            rows = rows.filter(artifact__kind=asked["type"])
        elif asked["type"]:
            rows = rows.filter(artifact__publication__entity_type=asked["type"])
        if asked["author"]:
            rows = rows.filter(author_name__iexact=asked["author"])
        if asked["tag"]:
            rows = rows.tagged(asked["tag"])
        if asked["since"]:
            rows = rows.filter(first_published__gte=datetime.combine(asked["since"], time.min, UTC))
        if asked["until"]:
            rows = rows.filter(first_published__lte=datetime.combine(asked["until"], time.max, UTC))
        return rows
