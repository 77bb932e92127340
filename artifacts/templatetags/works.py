"""Template filters: what a status says, and a work of the library on one line, as somebody chooses among several."""

from django import template
from django.utils.translation import gettext_lazy as _

from artifacts.errors import ArtifactError
from artifacts.models import Reference
from artifacts.representations.csl import author_names, clean_csl, short_authors

register = template.Library()
TOLD = {
    # Hypotheses.
    "proposed": _("Proposed: it was put forward, and nobody has weighed it yet."),
    "active": _("Active: it is being worked on."),
    "debated": _("Debated: the evidence for and against it is being weighed."),
    "promoted": _("Promoted: it stood up to a first look, and is taken further."),
    "validated": _("Validated: it held where it was put to the test."),
    "archived": _("Archived: it is kept, and nobody works on it any more."),
    # Analyses.
    "open": _("Open: the question is not answered yet."),
    "completed": _("Completed: the question was answered as far as its summary says."),
    "failed": _("Failed: it came to no answer."),
    # References.
    "unverified": _("Unverified: nobody has compared this record with its source yet."),
    "verified": _("Verified: this record was compared with its source."),
    "retracted": _("Retracted: the work was withdrawn. What rests on it needs another source."),
    "concern": _(
        "Expression of concern: its publisher has doubts about the work. What rests on it may need another source."
    ),
    "corrected": _("Corrected: a correction of the work was published. Read it together with that."),
}


@register.filter
def work_line(reference) -> str:
    """`Finkel RS, Mercuri E, Darras BT, et al. · N Engl J Med · 2017 · PMID 29091570`"""
    try:
        csl = clean_csl(reference.csl)
    except ArtifactError:
        csl = {}
    authors = short_authors(author_names(csl))
    container = csl.get("container-title-short") or csl.get("container-title", "")
    identifier = f"PMID {reference.pmid}" if reference.pmid else reference.doi or reference.pmcid
    return " · ".join(filter(None, [authors, container, str(reference.year or ""), identifier]))


@register.filter
def cautions(entries: list[dict]) -> list[dict]:
    """The entries of a reference list that readers are warned of before they read on."""
    return [entry for entry in entries if entry.get("status") in Reference.DOUBTED]


@register.filter
def status_told(status: str) -> str:
    """What a status of a hypothesis, an analysis or a reference means, in a sentence; empty for an unknown one."""
    return TOLD.get(status, "")
