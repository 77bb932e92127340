"""The rows of an artifact as inlines: replaced as a whole by the save verb, and shown without a query for each."""

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect


class StandingRowField(forms.ModelChoiceField):
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
    def add_fields(self, form, index):
        super().add_fields(form, index)
        key = self._pk_field.name
        given = form.fields[key]
        form.fields[key] = StandingRowField(
            given.queryset, initial=given.initial, required=False, widget=forms.HiddenInput
        )
        for name, field in form.fields.items():
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
            kwargs["widget"] = StandingSelect(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
