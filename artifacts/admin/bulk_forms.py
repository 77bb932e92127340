"""What each bulk verb asks before it is done."""

from django import forms
from django.utils.translation import gettext_lazy as _

from artifacts.domain.publish import may_publish_own
from artifacts.models import WikiPage
from artifacts.text.page_tags import LONGEST

WIDE = {"class": "vLargeTextField"}


class BulkForm(forms.Form):
    """Made for one person: what they may not do is not asked."""

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        if "publish" in self.fields and not may_publish_own(user):
            del self.fields["publish"]


class FixForm(BulkForm):
    publish = forms.BooleanField(
        label=_("Publish at once, where readers see the newest revision now"), required=False, initial=True
    )


class EditForm(FixForm):
    field_order = ["summary", "publish"]
    summary = forms.CharField(
        label=_("Edit summary"),
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs=WIDE),
        help_text=_("Stands in the history of each; empty, it says what was done."),
    )


class TypeForm(EditForm):
    field_order = ["entity_type", "summary"]
    entity_type = forms.ChoiceField(label=_("New type"), choices=WikiPage.EntityType.choices)


class TagForm(EditForm):
    field_order = ["tag", "summary"]
    tag = forms.CharField(label=_("Tag"), max_length=LONGEST, widget=forms.TextInput(attrs={"list": "tags"}))


class PublishForm(BulkForm):
    include_unreviewed = forms.BooleanField(
        label=_("Publish with them what nobody has reviewed; without this tick those are left alone"), required=False
    )


class WithdrawForm(BulkForm):
    reason = forms.CharField(
        label=_("Why; readers see it"), max_length=500, widget=forms.Textarea(attrs={**WIDE, "rows": 3})
    )
