"""Template filters: a work of the library on one line, as somebody chooses among several."""

from django import template

from artifacts.errors import ArtifactError
from artifacts.models import Reference
from artifacts.representations.csl import author_names, clean_csl

register = template.Library()
AUTHORS = 3


@register.filter
def work_line(reference) -> str:
    """`Finkel RS, Mercuri E, Darras BT et al. · N Engl J Med · 2017 · PMID 29091570`"""
    try:
        csl = clean_csl(reference.csl)
    except ArtifactError:
        csl = {}
    names = author_names(csl)
    authors = ", ".join(names[:AUTHORS]) + (" et al." if len(names) > AUTHORS else "")
    container = csl.get("container-title-short") or csl.get("container-title", "")
    identifier = f"PMID {reference.pmid}" if reference.pmid else reference.doi or reference.pmcid
    return " · ".join(filter(None, [authors, container, str(reference.year or ""), identifier]))


@register.filter
def cautions(entries: list[dict]) -> list[dict]:
    """The entries of a reference list that readers are warned of before they read on."""
    return [entry for entry in entries if entry.get("status") in Reference.DOUBTED]
