"""Rules of cited works: retracted, doubted, corrected, or not yet published here."""

from artifacts.errors import marked as _
from artifacts.text.lint.findings import ERROR, INFO, REFERENCE, WARNING, Finding, rule
from artifacts.text.lint.links import TEXTS


def _cited(subject, doubtful) -> list[Finding]:
    """A finding for each work of which something is true; two keys of one work are one."""
    works = {key: work for key in subject.citekeys if (work := (subject.works or {}).get(key)) and doubtful(work)}
    once = {work.public_id: (key, work) for key, work in reversed(works.items())}
    return [Finding("", REFERENCE, key, {"key": key, "label": work.label}) for key, work in reversed(once.values())]


@rule(
    "retracted-work",
    ERROR,
    _("{label} was retracted: remove what rests on it, or say in the text that it was retracted."),
    TEXTS,
)
def retracted_work(subject):
    return _cited(subject, lambda work: work.status == "retracted")


@rule("work-of-concern", ERROR, _("{label} is under an expression of concern: find another source."), TEXTS)
def work_of_concern(subject):
    return _cited(subject, lambda work: work.status == "concern")


@rule("corrected-work", WARNING, _("{label} was corrected: check that what is said here still holds."), TEXTS)
def corrected_work(subject):
    return _cited(subject, lambda work: work.status == "corrected")


@rule("unpublished-reference", INFO, _("The reference {label} is not published: readers do not see it yet."), TEXTS)
def unpublished_reference(subject):
    return _cited(subject, lambda work: not work.published)
