"""Findings of the whole site in the admin: totals by rule, the worst artifacts, and how it stood a week ago."""

import re
from datetime import timedelta

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from artifacts.admin.read_only import ReadOnlyAdmin
from artifacts.admin.severities import SIGNS
from artifacts.admin.views import page
from artifacts.domain.findings import by_rule, newest_checkups, totals, totals_then, unchecked, worst
from artifacts.models import ROWS, Artifact, Checkup
from artifacts.models import Finding as StoredFinding
from artifacts.text.lint import RULES

# What a rule's sentence names of each finding.
NAMED = re.compile(r"\{\w+\}")
WEEK = timedelta(days=7)
MOST_WORST = 25


@admin.register(Checkup)
class CheckupAdmin(ReadOnlyAdmin):
    """A check-up is looked at in the form of what it is of; here stands what they come to together."""

    list_display = ["revision", "artifact", "newest", "errors", "warnings", "infos", "at"]
    list_filter = ["newest"]
    list_select_related = ["artifact", "revision__artifact"]

    def menu(self, request) -> list[tuple[str, str]]:
        return [(_("Findings"), reverse("admin:findings"))]

    def site_urls(self) -> list:
        return [path("artifacts/findings/", self.admin_site.admin_view(self.findings_view), name="findings")]

    def findings_view(self, request):
        if not self.has_view_permission(request):
            raise PermissionDenied
        kinds = {kind: words for kind, words in Artifact.Kind.choices if kind in ROWS}
        kind = request.GET.get("kind") if request.GET.get("kind") in kinds else Artifact.Kind.PAGE.value
        checkups = newest_checkups(artifact__kind=kind)
        words = dict(StoredFinding.Severity.choices)
        found = by_rule(checkups)
        changelist = reverse(f"admin:artifacts_{ROWS[kind]}_changelist")
        context = {
            "title": _("Findings"),
            "kinds": list(kinds.items()),
            "kind": kind,
            "changelist": changelist,
            "rules": [
                {
                    "row": row,
                    "words": words[row.severity],
                    "sign": SIGNS[row.severity],
                    "about": NAMED.sub("…", _(RULES[row.rule].template)) if row.rule in RULES else "",
                }
                for row in found
            ],
            "worst": [(checkup.artifact.admin_url("change"), checkup) for checkup in worst(checkups, MOST_WORST)],
            "trend": trend(totals(checkups), totals_then(timezone.now() - WEEK, kind)),
            "unchecked": unchecked().filter(kind=kind).count(),
        }
        return page(self, request, "admin/artifacts/findings_page.html", context)


def trend(now, then) -> list[dict]:
    """Each count today, and by how much it differs from the one before; nothing where there was none."""
    told = {
        "errors": _("Errors"),
        "warnings": _("Warnings"),
        "infos": _("Remarks"),
        "coverage": _("Sourced, percent"),
    }
    values = [(name, words, getattr(now, name), getattr(then, name)) for name, words in told.items()]
    return [
        {"words": words, "now": value, "by": value - before if then.artifacts and None not in (value, before) else None}
        for _name, words, value, before in values
    ]
