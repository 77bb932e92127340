"""Check-ups: what the rules of lint find in a revision, kept of the newest, looked at anew when they may differ."""

import logging
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q
from django_tasks import task

from artifacts.domain.documents import content_of_revision
from artifacts.domain.subjects import subject_of, subjects_of
from artifacts.models import (
    Artifact,
    Checkup,
    Citation,
    Evidence,
    Finding,
    Publication,
    PublicationInput,
    RevisionInfo,
    newest_of,
)
from artifacts.text.lint import RULES, SEVERITIES, Coverage, coverage, lint
from artifacts.text.lint import Finding as Found

LOOKED_AT_ONCE = 20
# Of so many primary keys one query asks.
MOST_AT_ONCE = 500
CHECKED_TOGETHER = 50
LONGEST_PLACE = Finding._meta.get_field("place").max_length
WHAT_A_CHECKUP_SAYS = [field.name for field in Checkup._meta.concrete_fields if not field.primary_key]
# What others show or lean on: where a revision changes none of it, their findings stand.
FACE = {"title", "slug", "entity_type", "csl", "status", "state", "doi", "pmid", "pmcid"}

logger = logging.getLogger(__name__)


class Waiting(NamedTuple):
    """The primary keys of what is to be looked at once much is saved: what was saved, and what others may see of it."""

    saved: set[int]
    changed: set[int]


_waiting: ContextVar[Waiting | None] = ContextVar("waiting", default=None)


class Look(NamedTuple):
    """The findings of a content, the worst first, and its evidence coverage."""

    findings: list
    covered: Coverage


def look(content: dict, artifact: Artifact | None = None) -> Look:
    """Hold a content against the rules. Reads only."""
    return _look(subject_of(content, artifact))


def looks(contents: Iterable[tuple[dict, Artifact | None]]) -> list[Look | None]:
    """Look at many contents, each with the artifact that it is of, if any, in as many queries as at one. Reads only.

    None where a rule fails, which is logged.
    """
    return [_could_look(subject) for subject in subjects_of(contents)]


def _could_look(subject) -> Look | None:
    try:
        return _look(subject)
    except Exception:
        logger.exception("%s could not be checked.", subject.public_id)
        return None


def _look(subject) -> Look:
    found = lint(subject)
    return Look(sorted(found, key=lambda one: SEVERITIES.index(RULES[one.rule].severity)), coverage(subject))


def check(revision: RevisionInfo, content: dict) -> Checkup | None:
    """Keep what is found in the newest revision of an artifact, which must be locked; older ones keep their counts.

    None where a rule fails: that is logged, and no editor's save is lost by it.
    """
    artifact = revision.artifact
    try:
        with transaction.atomic():
            (checkup,) = store_looks([(revision, look(content, artifact))])
            return checkup
    except Exception:
        logger.exception("%s could not be checked.", artifact)
        return None


def store_looks(seen: Iterable[tuple[RevisionInfo, Look]]) -> list[Checkup]:
    """Keep what was found in the newest revisions of artifacts, which must be locked, in as many queries as for one."""
    seen = list(seen)
    revisions = [revision for revision, _look in seen]
    artifacts = [revision.artifact_id for revision in revisions]
    Finding.objects.filter(checkup__artifact__in=artifacts).delete()
    if any(revision.number > 1 for revision in revisions):
        before = Checkup.objects.filter(artifact__in=artifacts, newest=True).exclude(revision__in=revisions)
        before.update(newest=False)
    checkups = [_checkup(revision, look) for revision, look in seen]
    Checkup.objects.bulk_create(
        checkups, update_conflicts=True, unique_fields=["revision"], update_fields=WHAT_A_CHECKUP_SAYS
    )
    Finding.objects.bulk_create(
        row_of(one, checkup) for checkup, (_revision, look) in zip(checkups, seen, strict=True) for one in look.findings
    )
    return checkups


def row_of(found: Found, checkup: Checkup) -> Finding:
    """What a rule found as a check-up keeps it."""
    return Finding(
        checkup=checkup,
        rule=found.rule,
        severity=RULES[found.rule].severity,
        part=found.part,
        place=found.place[:LONGEST_PLACE],
        params=found.params,
        fixable=bool(found.edits),
    )


def _checkup(revision: RevisionInfo, look: Look) -> Checkup:
    by_severity = Counter(RULES[one.rule].severity for one in look.findings)
    return Checkup(
        revision=revision,
        artifact_id=revision.artifact_id,
        **{f"{severity}s": by_severity[severity] for severity in SEVERITIES},
        fixable=sum(bool(one.edits) for one in look.findings),
        claims=look.covered.claims,
        sourced=look.covered.sourced,
        by_rule=dict(Counter(one.rule for one in look.findings)),
    )


def check_saved(revision: RevisionInfo, content: dict) -> None:
    """Check what was just saved: here, or at the end of much that is saved together."""
    if (waiting := _waiting.get()) is not None:
        waiting.saved.add(revision.artifact_id)
    else:
        check(revision, content)


@contextmanager
def checking_once():
    """Look once, at the end, at all that is saved here, within its transaction, and after that at what leans on it.

    For programs that save many artifacts which lean on each other, and that nobody waits for.
    """
    waiting = Waiting(set(), set())
    token = _waiting.set(waiting)
    try:
        yield
    finally:
        _waiting.reset(token)
    check_many(waiting.saved)
    transaction.on_commit(partial(check_dependents_of_many, waiting))


def check_dependents_of_many(waiting: Waiting) -> None:
    changed, found = sorted(waiting.changed), set()
    for at in range(0, len(changed), MOST_AT_ONCE):
        found.update(dependents(*changed[at : at + MOST_AT_ONCE]).values_list("pk", flat=True))
    check_many(found - waiting.saved)


def forget_findings(revision: RevisionInfo) -> None:
    """Findings quote the text: where that is taken away they go with it."""
    Finding.objects.filter(checkup=revision.pk).delete()


def check_again(pk: int) -> bool:
    """Look at an artifact's newest revision once more; False where it could not be, which is logged."""
    try:
        with transaction.atomic():
            artifact = Artifact.objects.select_for_update(no_key=True, of=("self",)).get(pk=pk)
            newest = artifact.revisions.select_related("version", "artifact").order_by("-number").first()
            return newest is not None and check(newest, content_of_revision(newest)) is not None
    except Exception:
        logger.exception("The artifact %s could not be checked.", pk)
        return False


def check_many(pks: Iterable[int]) -> None:
    """Look at artifacts' newest revisions once more, many in one transaction; one by one where that fails."""
    in_parts(pks, _check_together, _check_one_by_one)


def _check_one_by_one(pks: list[int]) -> None:
    for pk in pks:
        check_again(pk)


def in_parts(pks: Iterable[int], act: Callable[[list[int]], None], otherwise: Callable[[list[int]], None]) -> None:
    """Act on artifacts, many in one transaction, in primary-key order; otherwise where that fails, which is logged."""
    pks = sorted(pks)
    for at in range(0, len(pks), CHECKED_TOGETHER):
        part = pks[at : at + CHECKED_TOGETHER]
        try:
            with transaction.atomic():
                act(part)
        except Exception:
            logger.exception("%d artifacts could not be checked together.", len(part))
            otherwise(part)


def _check_together(pks: list[int]) -> None:
    rows = Artifact.objects.filter(pk__in=pks).order_by("pk").select_for_update(no_key=True, of=("self",))
    artifacts = {artifact.pk: artifact for artifact in rows}
    newest = Artifact.objects.filter(pk__in=pks).order_by().annotate(newest=newest_of("pk", "pk")).values("newest")
    revisions = list(RevisionInfo.objects.filter(pk__in=newest).select_related("version"))
    for revision in revisions:
        revision.artifact = artifacts[revision.artifact_id]
    seen = looks((content_of_revision(revision), revision.artifact) for revision in revisions)
    store_looks((revision, look) for revision, look in zip(revisions, seen, strict=True) if look is not None)


def check_all(artifacts) -> int:
    """Look at artifacts once more, one transaction each; how many could be."""
    return sum(map(check_again, artifacts.order_by("pk").values_list("pk", flat=True)))


def check_dependents_after_commit(artifact: Artifact, changed: dict | None = None) -> None:
    """Look anew at what leans on an artifact, if a revision changed what others see of it; None for a new one."""
    if changed and not FACE & changed.keys():
        return
    if (waiting := _waiting.get()) is not None:
        waiting.changed.add(artifact.pk)
    else:
        transaction.on_commit(partial(check_dependents, artifact.pk))


def check_dependents(pk: int) -> None:
    """The first of them here, the rest by the task worker."""
    waiting = list(dependents(pk).values_list("pk", flat=True)[: LOOKED_AT_ONCE + 1])
    for other in waiting[:LOOKED_AT_ONCE]:
        check_again(other)
    if len(waiting) > LOOKED_AT_ONCE:
        check_rest.enqueue(pk, waiting[LOOKED_AT_ONCE])


@task()
def check_rest(pk: int, start: int) -> int:
    """Look at those that lean on an artifact, from one primary key on; how many could be."""
    return check_all(dependents(pk).filter(pk__gte=start))


def dependents(*pks: int):
    """What cites artifacts, or links to one of their addresses as far as readers see it, in primary-key order."""
    keys = Artifact.objects.filter(pk__in=pks).values("addresses__key")
    inputs = PublicationInput.objects.exclude(role=PublicationInput.Role.IMAGE)
    linking = inputs.filter(Q(artifact__in=pks) | Q(key__in=keys)).values("publication")
    return (
        Artifact.objects.filter(
            Q(pk__in=Publication.objects.filter(pk__in=linking).values("artifact"))
            | Q(pk__in=Citation.objects.filter(reference__in=pks).values("page"))
            | Q(pk__in=Evidence.objects.filter(reference__in=pks).values("hypothesis"))
        )
        .exclude(pk__in=pks)
        .order_by("pk")
    )
