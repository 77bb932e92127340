"""Bulk: one verb done to many artifacts, each planned, then done or skipped with its reason; one revision each."""

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from django.db import transaction

from artifacts.domain.fixes import apply_fixes, plan_fixes
from artifacts.domain.merge import newest_if_at
from artifacts.domain.publish import check_publishable, may_publish_own, named, publish, unreviewed
from artifacts.domain.refresh import refresh_some
from artifacts.domain.save import check_active, save
from artifacts.domain.withdraw import check_withdrawable, withdraw
from artifacts.errors import ArtifactError, ContentError, StateError
from artifacts.errors import marked as _
from artifacts.models import Artifact, Publication, RevisionInfo, WikiPage, newest_of
from artifacts.representations.changes import Changes, compare_contents
from artifacts.representations.contents import content_of
from artifacts.text.page_tags import page_tags, with_tags

ALL_KINDS = tuple(Artifact.Kind.values)
EDIT, PUBLISH, WITHDRAW = "artifacts.change_wikipage", "artifacts.publish_artifact", "artifacts.withdraw_artifact"

logger = logging.getLogger(__name__)


class Case(NamedTuple):
    """What would become of one artifact: its changes, none where its text stays, or why nothing would be done."""

    artifact: Artifact
    base: int
    changes: Changes | None = None
    refusal: str = ""


class Outcome(NamedTuple):
    """`number` is the revision that it led to; `reason` says why one was skipped."""

    pk: int
    title: str
    number: int = 0
    reason: str = ""

    @property
    def done(self) -> bool:
        return not self.reason


@dataclass(frozen=True)
class Verb:
    """`plan` gives the changes or raises why not; `do` gives the revision. Both are called with options and `by`."""

    permission: str
    plan: Callable[..., Changes | None]
    do: Callable[..., RevisionInfo]
    kinds: tuple[str, ...] = ALL_KINDS


def altering(alter: Callable[[dict, dict], dict], summary: str) -> Verb:
    """A verb that saves an altered content; published where readers see what it was made of, if that is asked for."""

    def altered(artifact: Artifact, options: dict) -> tuple[dict, dict]:
        check_active(artifact)
        before = content_of(artifact)
        after = alter(before, options)
        if after == before:
            raise StateError(_("There is nothing to change."))
        return before, after

    def plan(artifact, newest, options, by):
        return compare_contents(*altered(artifact, options))

    def do(artifact, newest, options, by):
        _before, after = altered(artifact, options)
        with transaction.atomic():
            seen = Publication.objects.number_of(artifact)
            told = options.get("summary") or summary.format(**options)
            saved = save(after, by=by, artifact=artifact, base=newest.number, summary=told, tags=["bulk"])
            if options.get("publish") and seen == newest.number and may_publish_own(by):
                publish(saved.revision, by=by, refreshing=False)
        return saved.revision

    return Verb(EDIT, plan, do, kinds=(Artifact.Kind.PAGE.value,))


def set_type(content: dict, options: dict) -> dict:
    if options["entity_type"] not in WikiPage.EntityType.values:
        raise ContentError(_("There is no entity type {name!r}."), name=options["entity_type"], field="entity_type")
    return {**content, "entity_type": options["entity_type"]}


def add_tag(content: dict, options: dict) -> dict:
    if not page_tags({"tags": [options["tag"]]}):
        raise ContentError(_("A tag is 1 to 60 characters long."), field="tag")
    return {**content, "metadata": with_tags(content["metadata"], [*page_tags(content["metadata"]), options["tag"]])}


def remove_tag(content: dict, options: dict) -> dict:
    tags = page_tags(content["metadata"])
    unwanted = page_tags({"tags": [options["tag"]]})
    if not set(unwanted) & set(tags):
        return content
    return {**content, "metadata": with_tags(content["metadata"], [tag for tag in tags if tag not in unwanted])}


def plan_publishing(artifact, newest, options, by) -> Changes | None:
    check_publishable(newest, by=by)
    if Publication.objects.number_of(artifact) == newest.number:
        raise StateError(_("Readers see the newest revision already."))
    others = unreviewed(artifact, by=by, below=newest.number)
    if others and not options.get("include_unreviewed"):
        raise StateError(_("Nobody has reviewed these, which would go out with it: {names}."), names=named(others))
    return None


def do_publish(artifact, newest, options, by) -> RevisionInfo:
    plan_publishing(artifact, newest, options, by)
    return publish(newest, by=by, refreshing=False).revision


def plan_fixing(artifact, newest, options, by) -> Changes:
    return plan_fixes(artifact).changes


def do_fix(artifact, newest, options, by) -> RevisionInfo:
    publishing = bool(options.get("publish")) and may_publish_own(by)
    return apply_fixes(
        plan_fixes(artifact),
        by=by,
        publish_too=publishing and Publication.objects.number_of(artifact) == newest.number,
    ).revision


def plan_withdrawal(artifact, newest, options, by) -> None:
    check_withdrawable(artifact)


def do_withdraw(artifact, newest, options, by) -> RevisionInfo:
    return withdraw(artifact, by=by, reason=options.get("reason", ""))


VERBS = {
    "publish": Verb(PUBLISH, plan_publishing, do_publish),
    "set_type": altering(set_type, "Type set to {entity_type}"),
    "add_tag": altering(add_tag, "Tag added: {tag}"),
    "remove_tag": altering(remove_tag, "Tag removed: {tag}"),
    "fix": Verb(EDIT, plan_fixing, do_fix, kinds=(Artifact.Kind.PAGE.value,)),
    "withdraw": Verb(WITHDRAW, plan_withdrawal, do_withdraw),
}


def bases_of(pks) -> list[tuple[int, int]]:
    """Each artifact of a queryset of primary keys with the number of its newest revision, from which a plan is made."""
    artifacts = Artifact.objects.filter(pk__in=pks).order_by("pk")
    return list(artifacts.annotate(newest=newest_of("pk", "number")).values_list("pk", "newest"))


def plan_bulk(verb: str, bases: Iterable[tuple[int, int]], options: dict, *, by) -> list[Case]:
    """What would become of each artifact. Reads only."""
    return [_case(VERBS[verb], artifact, base, options, by) for artifact, base in _artifacts(bases)]


def run_bulk(verb: str, bases: Iterable[tuple[int, int]], options: dict, *, by) -> Iterator[Outcome]:
    """Do it to each artifact in its own transaction; one that was changed since, or may not be, is skipped.

    What shows them is refreshed at the end: exhaust the iterator.
    """
    for artifact, base in _artifacts(bases):
        yield _outcome(verb, artifact, base, options, by)
    refresh_some()


def _artifacts(bases) -> Iterator[tuple[Artifact, int]]:
    bases = dict(bases)
    rows = Artifact.objects.select_related("merged_into").in_bulk(bases)
    return ((rows[pk], base) for pk, base in bases.items() if pk in rows)


def _case(verb: Verb, artifact: Artifact, base: int, options: dict, by) -> Case:
    try:
        check_kind(verb, artifact)
        return Case(artifact, base, verb.plan(artifact, newest_if_at(artifact, base), options, by))
    except ArtifactError as error:
        return Case(artifact, base, refusal=error.sentence)


def _outcome(verb: str, artifact: Artifact, base: int, options: dict, by) -> Outcome:
    title = str(artifact.row)
    try:
        check_kind(VERBS[verb], artifact)
        revision = VERBS[verb].do(artifact, newest_if_at(artifact, base), options, by)
        return Outcome(artifact.pk, title, number=revision.number)
    except ArtifactError as error:
        return Outcome(artifact.pk, title, reason=error.sentence)
    except Exception:
        # One that breaks keeps none of the others waiting, nor takes away what is told of them.
        logger.exception("%s could not be done to %s.", verb, artifact)
        return Outcome(artifact.pk, title, reason=StateError(_("SciDEX failed here; it is in the log.")).sentence)


def check_kind(verb: Verb, artifact: Artifact) -> None:
    if artifact.kind not in verb.kinds:
        raise StateError(_("This is not done to a {kind}."), kind=artifact.get_kind_display())
