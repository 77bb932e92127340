"""The rows of an artifact as inlines: replaced as a whole by the save verb, and shown without a query for each."""

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect

from artifacts.models.artifact import ArtifactRow


class KnownChoiceField(forms.ModelChoiceField):
    """A choice among rows that its formset reads for all of its forms at once."""

    # The rows that were chosen in any of the forms, by primary key as it is sent.
    known: dict[str, object] = {}

    def to_python(self, value):
        if value in self.empty_values:
            return None
        if str(value) not in self.known:
            raise forms.ValidationError(
                self.error_messages["invalid_choice"], code="invalid_choice", params={"value": value}
            )
        return self.known[str(value)]


class StandingRowField(KnownChoiceField):
    """Which row a form stands for; one that is gone was replaced by a newer save, and the save verb tells of that."""

    def clean(self, value):
        try:
            return super().clean(value)
        except forms.ValidationError:
            return None


class StandingSelect(AutocompleteSelect):
    """Autocompletion whose choice at hand was read with its row."""

    standing = None

    def optgroups(self, name, value, attrs=None):
        if self.standing is None or [str(key) for key in value] != [str(self.standing.pk)]:
            return super().optgroups(name, value, attrs)
        none = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        label = self.choices.field.label_from_instance(self.standing)
        return [(None, [*none, self.create_option(name, self.standing.pk, label, True, 1)], 0)]


class RowFormSet(forms.BaseInlineFormSet):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.chosen = {}

    def chosen_in(self, name: str, queryset) -> dict[str, object]:
        """What the sent forms choose in the field of that name, by primary key: one query for all of them."""
        if name not in self.chosen:
            sent = {self.data.get(f"{self.add_prefix(n)}-{name}", "") for n in range(self.total_form_count())}
            rows = queryset.select_related("artifact") if issubclass(queryset.model, ArtifactRow) else queryset
            keys = {int(key) for key in sent if key.isdecimal() and key.isascii() and len(key) < 19}
            self.chosen[name] = {str(row.pk): row for row in rows.filter(pk__in=keys)} if keys else {}
        return self.chosen[name]

    def add_fields(self, form, index):
        super().add_fields(form, index)
        key = self._pk_field.name
        given = form.fields[key]
        form.fields[key] = StandingRowField(
            given.queryset, initial=given.initial, required=False, widget=forms.HiddenInput
        )
        for name, field in form.fields.items():
            if isinstance(field, KnownChoiceField) and self.is_bound:
                field.known = self.chosen_in(name, field.queryset)
            widget = getattr(field.widget, "widget", None)
            if isinstance(widget, StandingSelect) and form.instance.pk:
                widget.standing = getattr(form.instance, name)


class RowInline:
    """Mixed into the inline of an artifact's rows."""

    formset = RowFormSet

    def get_queryset(self, request):
        related = self.autocomplete_fields
        return super().get_queryset(request).select_related(*related) if related else super().get_queryset(request)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.autocomplete_fields:
            kwargs |= {"widget": StandingSelect(db_field, self.admin_site), "form_class": KnownChoiceField}
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


def kept(formset) -> list[dict]:
    """The cleaned rows of an inline that were not marked for deletion and are not empty."""
    return [
        {**form.cleaned_data, "moved": "order" in form.changed_data}
        for form in formset.forms
        if form.cleaned_data and not form.cleaned_data.get("DELETE") and (form.has_changed() or form.instance.pk)
    ]


def in_order(rows: list[dict]) -> list[dict]:
    """Rows by the number that people gave them, one that was given it just now first; those without one stand last."""
    return sorted(rows, key=lambda row: (float("inf") if row["order"] is None else row["order"], not row["moved"]))
