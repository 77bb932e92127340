"""The desk: an artifact's form laid out in parts that one can jump between, and what it offers to its editor."""

from django.core.exceptions import PermissionDenied
from django.forms import Script
from django.utils.translation import gettext_lazy as _

from artifacts.models import RevisionInfo

# Of one's own newest summaries, how many are looked at and how many different ones are offered.
LOOKED_AT, OFFERED = 40, 8


def scripts(*paths: str) -> list[Script]:
    """Scripts that begin once the form is there to be worked on."""
    return [Script(path, defer=True) for path in paths]


class DeskForm:
    """Mixed into an artifact's ModelAdmin: `parts` names the fields of each part, the others end up folded."""

    # (title, names of fields, and a class for its style, if it needs one)
    parts: tuple[tuple, ...] = ()

    class Media:
        css = {"all": ["desk/desk.css"]}
        js = [
            *scripts("vendor/sortable/Sortable.min.js", "desk/rows.js", "desk/chips.js", "desk/unsaved.js"),
            *scripts("desk/presence.js", "desk/shortcuts.js", "desk/slug.js"),
        ]

    def parts_of(self, fields: list[str]) -> list[tuple]:
        """The fieldsets of a form with these fields."""
        fields = [*fields, *self.readonly_fields]
        kept = [(title, [name for name in names if name in fields], classes) for title, names, *classes in self.parts]
        named = {name for _title, names, _classes in kept for name in names}
        more = {"fields": [name for name in fields if name not in named], "classes": ["collapse", "more"]}
        parts = [(title, {"fields": names, "classes": classes}) for title, names, classes in kept if names]
        return [*parts, (_("More"), more)]

    def check_editor(self, request) -> None:
        """Refuse what the form's scripts ask to whoever may neither add nor change."""
        if not (self.has_add_permission(request) or self.has_change_permission(request)):
            raise PermissionDenied

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["own_summaries"] = own_summaries(request.user)
        return super().render_change_form(request, context, add, change, form_url, obj)


def own_summaries(user) -> list[str]:
    """What somebody last wrote of their edits, the newest first, each once."""
    newest = RevisionInfo.objects.filter(author=user).exclude(summary="").order_by("-pk")
    return list(dict.fromkeys(newest.values_list("summary", flat=True)[:LOOKED_AT]))[:OFFERED]
