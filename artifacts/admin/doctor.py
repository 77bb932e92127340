"""The page doctor in the admin: findings stand in the form, and safe fixes are seen before they are made."""

from collections import Counter

from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from artifacts.admin.autosave import AutosaveViews
from artifacts.admin.revisions import RevisionViews
from artifacts.admin.severities import SIGNS, counted
from artifacts.admin.typed import as_typed
from artifacts.domain.checkup import look
from artifacts.domain.fixes import finding_id, plan_fixes
from artifacts.errors import ArtifactError
from artifacts.models import Checkup
from artifacts.models import Finding as StoredFinding
from artifacts.text.lint import RULES, Coverage, Finding


class DoctorViews(RevisionViews, AutosaveViews):
    def views(self) -> dict:
        return super().views() | {"fix": self.fix_view}

    def by_post(self) -> dict:
        return super().by_post() | {"check": require_POST(self.check_view)}

    def check_view(self, request, object_id=None):
        """What is found in the form as it stands; JSON, and nothing is written."""
        artifact = self.editable(request, object_id)
        try:
            typed = as_typed(self, request, artifact)
        except ArtifactError as error:
            return JsonResponse({"error": error.sentence}, status=400)
        findings, covered = look(typed.content, artifact)
        shown = panel(findings, covered, artifact)
        return JsonResponse(
            {
                "findings": [as_json(finding) for finding in findings],
                "coverage": covered._asdict(),
                "rows": typed.rows,
                "html": render_to_string("admin/artifacts/findings_list.html", {"doctor": shown}, request),
            }
        )

    def fix_view(self, request, object_id):
        """The safe fixes, all or those asked for, as a comparison; by POST they are saved."""
        row = self.found(request, object_id)
        if not self.has_change_permission(request, row):
            raise PermissionDenied
        rules, findings = request.GET.getlist("rule") or None, request.GET.getlist("finding") or None
        try:
            plan = plan_fixes(row.artifact, rules, findings)
            if request.method == "POST":
                if response := self.carry_out(request, row, plan):
                    return response
                plan = plan_fixes(row.artifact, rules, findings)
        except ArtifactError as error:
            return self.refused(request, row, error)
        counts = Counter(finding.rule for finding in plan.mended)
        context = {
            "title": _("Safe fixes"),
            "intro": _("What stands there now, and what will stand there. Mended by rule: %s.")
            % ", ".join(f"{rule} ({count})" for rule, count in counts.most_common()),
            "note": request.POST.get("note", ""),
            "save_label": _("Fix for review"),
            "publish_label": _("Fix and publish"),
        }
        return self.planned(request, row, plan.base, context, plan)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        """The form with what its newest check-up found; without JavaScript that is what there is to see."""
        artifact = obj.artifact if change else None
        context["doctor"] = stored_panel(artifact)
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_add_check"
        context["check_url"] = artifact.admin_url("check") if artifact else reverse(name)
        return super().render_change_form(request, context, add, change, form_url, obj)


def stored_panel(artifact) -> dict:
    checkup = Checkup.objects.filter(artifact=artifact, newest=True).prefetch_related("findings").first()
    if checkup is None:
        return panel([], Coverage(0, 0), artifact)
    findings = [_as_found(row) for row in checkup.findings.all() if row.rule in RULES]
    return panel(findings, Coverage(checkup.claims, checkup.sourced), artifact)


def _as_found(row: StoredFinding) -> Finding:
    """A stored finding as the rule told it; its edits are known anew when it is looked at, here only whether."""
    return Finding(row.rule, row.part, row.place, row.params, (True,) if row.fixable else ())


def panel(findings: list[Finding], covered: Coverage, artifact) -> dict:
    """What the form's panel shows."""
    counts = Counter(RULES[finding.rule].severity for finding in findings)
    return {
        "findings": [_shown(finding, artifact) for finding in findings],
        "counts": [
            (severity, SIGNS[severity], counted(severity, counts[severity])) for severity in SIGNS if counts[severity]
        ],
        "fixable": sum(bool(finding.edits) for finding in findings),
        "fix_url": artifact.admin_url("fix") if artifact else "",
        "claims": covered.claims,
        "sourced": covered.sourced,
        "percent": covered.percent,
    }


def _shown(finding: Finding, artifact) -> dict:
    severity, identifier = RULES[finding.rule].severity, finding_id(finding)
    return {
        "id": identifier,
        "rule": finding.rule,
        "severity": severity,
        "sign": SIGNS[severity],
        "part": finding.part,
        "place": finding.place,
        "where": _where(finding),
        "message": sentence_of(finding),
        "fixable": bool(finding.edits),
        "fix_url": f"{artifact.admin_url('fix')}?finding={identifier}" if artifact and finding.edits else "",
    }


def _where(finding: Finding) -> str:
    told = {
        "line": _("Line %s"),
        "row": _("Row %s"),
        "reference": _("Citation %s"),
        "field": _("Field %s"),
    }
    return told[finding.part] % finding.place if finding.part in told else _("The whole")


def sentence_of(finding: Finding) -> str:
    """The rule's sentence in the language of whoever asks."""
    return _(RULES[finding.rule].template).format(**finding.params)


def as_json(finding: Finding) -> dict:
    """As scripts are told of it; places count code points."""
    return {
        "id": finding_id(finding),
        "rule": finding.rule,
        "severity": RULES[finding.rule].severity,
        "part": finding.part,
        "place": finding.place,
        "message": sentence_of(finding),
        "fixable": bool(finding.edits),
        "edits": [edit._asdict() for edit in finding.edits],
    }
