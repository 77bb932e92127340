"""Merging many pairs by a file: an audit of one pair a line, which people read and amend, then applied or undone."""

import json
import logging
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from django.db import DatabaseError

from artifacts.domain.merge import MergePlan, merge, plan_merge
from artifacts.domain.merge_twins import Wanted, merge_twins
from artifacts.domain.pairs import shown_pairs
from artifacts.domain.settling import Settling
from artifacts.domain.twins import decided, plan_twins, standing
from artifacts.domain.unmerge import plan_unmerge, unmerge
from artifacts.errors import ArtifactError, MergeError
from artifacts.errors import marked as _
from artifacts.models import Artifact, DuplicateCandidate, Merge, NotDuplicate
from artifacts.representations.folding import KEPT
from artifacts.text.addresses import normalise_key
from artifacts.text.title_rules import BY_HAND, SAME

MERGE = "merge"
TEXTS_DIFFER = "texts differ"
JUDGED = "judged no duplicate"
# So many pairs are looked at, and merged where they are plain twins, at once.
TOGETHER = 50
DONE, ALREADY, UNDECIDED, LEFT = "done", "already", "undecided", "left"

logger = logging.getLogger(__name__)


class Outcome(NamedTuple):
    source: str
    target: str
    result: str
    sentence: str = ""


def twins() -> Iterator[tuple[Artifact, Artifact]]:
    """The pairs of a bare id and its twin `wiki-<id>`, both active: what a script made twice. Source, target."""
    active = Artifact.objects.active().filter(kind=Artifact.Kind.PAGE)
    ids = {normalise_key(public_id): pk for public_id, pk in active.values_list("public_id", "pk")}
    pairs = [(ids[key], ids[f"wiki-{key}"]) for key in sorted(ids) if f"wiki-{key}" in ids]
    for source, target in pairs:
        both = active.in_bulk([source, target])
        if len(both) == 2:
            yield both[source], both[target]


def candidates(least: float) -> Iterator[tuple[Artifact, Artifact]]:
    """The pairs that the search for duplicates found, from a score on; the better one stays. Source, target."""
    for candidate in DuplicateCandidate.objects.open().filter(score__gte=least).order_by("-score", "pk"):
        (pair,) = shown_pairs([candidate])
        yield pair.source.artifact, pair.target.artifact


def audit_lines(pairs: Iterable[tuple[Artifact, Artifact]]) -> Iterator[dict]:
    """What merging each pair would do: the title and its rule, what else differs, and whether a person decides."""
    for chunk in parts_of(pairs):
        sides = standing(artifact for pair in chunk for artifact in pair)
        judged = _judged(chunk)
        for source, target in chunk:
            both = source.pk in sides and target.pk in sides
            plan = plan_twins(sides[source.pk], sides[target.pk]) if both else None
            yield _audit_line(plan or plan_merge(source, target), {source.pk, target.pk} in judged)


def _judged(pairs) -> list[set[int]]:
    """The pairs that a person told apart, or took apart again."""
    pks = {artifact.pk for pair in pairs for artifact in pair}
    found = NotDuplicate.objects.filter(first__in=pks, second__in=pks)
    return [set(pair) for pair in found.values_list("first", "second")]


def _audit_line(plan: MergePlan, judged: bool) -> dict:
    rules = {choice.key.part: choice.rule for choice in plan.folded.choices}
    clashing = sorted({choice.key.part for choice in plan.folded.choices if choice.rule == KEPT} - {"metadata"})
    rule = rules.get("title", SAME)
    if clashing:
        rule = TEXTS_DIFFER
    # What a person told apart, or took apart again, no program merges.
    if judged:
        rule = JUDGED
    return {
        "source": plan.source.public_id,
        "target": plan.target.public_id,
        "rule": rule,
        "decision": BY_HAND if rule in (BY_HAND, TEXTS_DIFFER, JUDGED) else MERGE,
        "title": plan.content.get("title", ""),
        "differs": clashing or sorted(rules),
        "source_sha256": _hash_of(plan.source),
        "target_sha256": _hash_of(plan.target),
    }


def _hash_of(artifact: Artifact) -> str:
    return artifact.revisions.newest().content_sha256


def read_lines(path: Path) -> Iterator[dict]:
    """The lines of an audit; MergeError with the number of one that cannot be read."""
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, start=1):
            if not line.strip():
                continue
            try:
                pair = json.loads(line)
                told = [pair[name] for name in ("source", "target", "decision")] + [pair.get("title") or ""]
                if not all(isinstance(text, str) and "\x00" not in text for text in told):
                    raise TypeError
            except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
                raise MergeError(
                    _("{path}, line {number}: this is no pair with source, target and decision."),
                    path=path.name,
                    number=number,
                ) from error
            yield pair


def apply_lines(lines: Iterable[dict], *, by, why: str) -> Iterator[Outcome]:
    """Merge the pairs that are decided; one that was merged already is passed over.

    Plain twins are merged many in one transaction, every other pair in one of its own: a kill leaves whole pairs.
    """
    settling = Settling()
    for chunk in parts_of(lines):
        done = _merged_together(chunk, settling, by=by, why=why)
        for pair in chunk:
            if pair["decision"] != MERGE:
                yield Outcome(pair["source"], pair["target"], UNDECIDED)
            elif _names(pair) in done:
                yield Outcome(*_names(pair), DONE)
            else:
                yield _outcome(pair, lambda source, target, pair=pair: _apply(source, target, pair, by=by, why=why))
    settling.finish()


def _merged_together(pairs: list[dict], settling: Settling, *, by, why: str) -> set[tuple[str, str]]:
    """The plain twins among the pairs, merged in one transaction, by their ids; none where the database refuses one."""
    named = {name for pair in pairs for name in _names(pair)}
    pks = dict(Artifact.objects.filter(public_id__in=named).values_list("public_id", "pk"))
    wanted = {
        Wanted(
            pks[pair["source"]],
            pks[pair["target"]],
            pair.get("title"),
            pair.get("source_sha256"),
            pair.get("target_sha256"),
            pair.get("rule") == JUDGED,
        ): _names(pair)
        for pair in pairs
        if pair["decision"] == MERGE and pks.keys() >= set(_names(pair))
    }
    try:
        with settling.together():
            return {wanted[pair] for pair in merge_twins(list(wanted), settling, by=by, why=why)}
    except DatabaseError:
        logger.exception("%d pairs could not be merged together, and are merged one by one.", len(wanted))
        return set()


def _names(pair: dict) -> tuple[str, str]:
    return pair["source"], pair["target"]


def parts_of(things: Iterable) -> Iterator[list]:
    things = iter(things)
    while chunk := list(islice(things, TOGETHER)):
        yield chunk


def undo_lines(lines: Iterable[dict], *, by, why: str) -> Iterator[Outcome]:
    """Take the merges of the pairs back, the last first; one after which something was edited is left to a person."""
    for pair in reversed(list(lines)):
        yield _outcome(pair, lambda source, target: _undo(source, target, by=by, why=why))


def _outcome(pair: dict, verb) -> Outcome:
    names = _names(pair)
    found = {artifact.public_id: artifact for artifact in Artifact.objects.filter(public_id__in=names)}
    missing = [name for name in names if name not in found]
    if missing:
        return Outcome(*names, LEFT, f"there is no {missing[0]}")
    try:
        return Outcome(*names, *verb(*(found[name] for name in names)))
    except ArtifactError as error:
        return Outcome(*names, LEFT, error.sentence)


def _apply(source: Artifact, target: Artifact, pair: dict, *, by, why: str) -> tuple[str, str]:
    if source.merged_into_id == target.pk:
        return ALREADY, ""
    if pair.get("rule") != JUDGED and NotDuplicate.objects.of(source, target).exists():
        return LEFT, "a person judged since that they are no duplicates"
    plan = plan_merge(source, target)
    for side, artifact in (("source", source), ("target", target)):
        if pair.get(f"{side}_sha256", _hash_of(artifact)) != _hash_of(artifact):
            return LEFT, f"{artifact.public_id} was edited since the audit"
    plan = plan_merge(source, target, decided(plan.folded.choices, pair.get("title")))
    merge(plan, by=by, why=why, refreshing=False)
    return DONE, ""


def _undo(source: Artifact, target: Artifact, *, by, why: str) -> tuple[str, str]:
    standing = Merge.objects.with_all().standing().filter(source=source, target=target).first()
    if standing is None:
        return ALREADY, ""
    plan = plan_unmerge(standing)
    if plan.unfolded.changes:
        return LEFT, f"{target.public_id} was edited since the merge: take it back in the admin"
    unmerge(plan, by=by, why=why, refreshing=False)
    return DONE, ""
