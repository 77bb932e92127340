"""Term checks: the one finding that other pages' titles decide, looked for anew where a text stands as it was."""

from collections import Counter
from collections.abc import Iterable

from artifacts.domain.checkup import check_many, in_parts, row_of
from artifacts.domain.documents import content_of_revision
from artifacts.domain.titles import terms_of
from artifacts.models import Artifact, Checkup, Finding
from artifacts.text.lint import Subject
from artifacts.text.lint.terms import unlinked_term

COUNTED = f"{unlinked_term.severity}s"


def check_terms(pks: Iterable[int]) -> None:
    """Look for titles of other pages in the newest revisions of pages, and keep all else that was found in them."""
    in_parts(pks, _check_together, check_many)


def _check_together(pks: list[int]) -> None:
    list(Artifact.objects.filter(pk__in=pks).order_by("pk").select_for_update(no_key=True, of=("self",)))
    checkups = list(
        Checkup.objects.filter(artifact__in=pks, newest=True).select_related("artifact", "revision__version")
    )
    contents = [content_of_revision(checkup.revision) for checkup in checkups]
    terms = terms_of((Subject(content).bare, one.artifact_id) for content, one in zip(contents, checkups, strict=True))
    old = Finding.objects.filter(checkup__in=checkups, rule=unlinked_term.name)
    fixable = Counter(old.filter(fixable=True).values_list("checkup", flat=True))
    old.delete()
    findings = []
    for checkup, content, own in zip(checkups, contents, terms, strict=True):
        found = unlinked_term.check(Subject(content, checkup.artifact.public_id, terms=own))
        findings += [row_of(one, checkup) for one in found]
        before = checkup.by_rule.pop(unlinked_term.name, 0)
        checkup.by_rule |= {unlinked_term.name: len(found)} if found else {}
        setattr(checkup, COUNTED, getattr(checkup, COUNTED) + len(found) - before)
        checkup.fixable += sum(bool(one.edits) for one in found) - fixable[checkup.pk]
    Finding.objects.bulk_create(findings)
    Checkup.objects.bulk_update(checkups, [COUNTED, "fixable", "by_rule"])
