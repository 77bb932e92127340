"""The form of a page as the desk shows it: its tags a field of their own, beside the metadata that they are kept in."""

import json

from django import forms
from django.utils.translation import gettext_lazy as _

from artifacts.forms import WikiPageForm, WordsField
from artifacts.text.lint.targets import CATEGORY_OF
from artifacts.text.page_tags import KEY, LONGEST, page_tags, with_tags


class TagsField(WordsField):
    adding = _("add a tag")

    def to_python(self, value):
        words = [" ".join(word.split()) for word in super().to_python(value).split(",")]
        for word in words:
            if len(word) > LONGEST:
                raise forms.ValidationError(
                    _("A tag has %(most)d letters at most: shorten “%(word)s …”."),
                    params={"most": LONGEST, "word": word[:20]},
                )
        return page_tags({KEY: words})


class PageForm(WikiPageForm):
    tags = TagsField(
        label=_("Tags"),
        required=False,
        help_text=_("Words that pages are sorted by, with commas between them."),
        widget=forms.TextInput(attrs={"class": "vLargeTextField"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.fields["slug"].widget.attrs["data-categories"] = json.dumps(CATEGORY_OF)
            self.fields["slug"].help_text = _("The page's address: genes-smn2 is read at /genes/smn2.")
        self.kept = self.instance.metadata if isinstance(self.instance.metadata, dict) else {}
        self.initial.setdefault("tags", page_tags(self.kept))
        if self.all_told:
            self.initial["metadata"] = {name: value for name, value in self.kept.items() if name != KEY}

    @property
    def all_told(self) -> bool:
        """Whether the field of tags holds all that the metadata has of them; what is no tag stays in sight there."""
        given = self.kept.get(KEY)
        return (
            isinstance(given, list)
            and all(isinstance(tag, str) for tag in given)
            and (sorted(set(given)) == page_tags(self.kept))
        )

    def clean(self):
        cleaned = super().clean()
        metadata = cleaned.get("metadata")
        absent = self.fields["tags"].widget.value_omitted_from_data(self.data, self.files, self.add_prefix("tags"))
        if isinstance(metadata, dict) and "tags" in cleaned:
            if not absent and "tags" in self.changed_data:
                cleaned["metadata"] = with_tags(metadata, cleaned["tags"])
            elif self.all_told and KEY not in metadata:
                cleaned["metadata"] = {**metadata, KEY: self.kept[KEY]}
        return cleaned
