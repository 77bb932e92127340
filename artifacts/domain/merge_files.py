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
from artifacts.domain.twins import Standing, decided, plan_twins, standing
from artifacts.domain.unmerge import plan_unmerge, unmerge
from artifacts.domain.unmerge_twins import unmerge_twins
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
    for chunk in parts_of(pairs):
        found = active.in_bulk([pk for pair in chunk for pk in pair])
        yield from ((found[source], found[target]) for source, target in chunk if found.keys() >= {source, target})


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
            hashes = [_hash_of(artifact, sides) for artifact in (source, target)]
            yield _audit_line(plan or plan_merge(source, target), hashes, {source.pk, target.pk} in judged)


def _judged(pairs) -> list[set[int]]:
    """The pairs that a person told apart, or took apart again."""
    pks = {artifact.pk for pair in pairs for artifact in pair}
    found = NotDuplicate.objects.filter(first__in=pks, second__in=pks)
    return [set(pair) for pair in found.values_list("first", "second")]


def _audit_line(plan: MergePlan, hashes: list[str], judged: bool) -> dict:
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
        "source_sha256": hashes[0],
        "target_sha256": hashes[1],
    }


def _hash_of(artifact: Artifact, sides: dict[int, Standing]) -> str:
    newest = sides[artifact.pk].newest if artifact.pk in sides else artifact.revisions.newest()
    return newest.content_sha256


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
    """The plain twins among the pairs, merged in one transaction, by their ids."""
    pks = _pks_of(pairs)
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
    return _together(merge_twins, wanted, settling, by=by, why=why)


def _names(pair: dict) -> tuple[str, str]:
    return pair["source"], pair["target"]


def parts_of(things: Iterable) -> Iterator[list]:
    things = iter(things)
    while chunk := list(islice(things, TOGETHER)):
        yield chunk


def undo_lines(lines: Iterable[dict], *, by, why: str) -> Iterator[Outcome]:
    """Take the merges of the pairs back, the last first; one after which something was edited is left to a person."""
    settling = Settling(rendering=True)
    for chunk in parts_of(reversed(list(lines))):
        done = _parted_together(chunk, settling, by=by, why=why)
        for pair in chunk:
            if _names(pair) in done:
                yield Outcome(*_names(pair), DONE)
            else:
                yield _outcome(pair, lambda source, target: _undo(source, target, by=by, why=why))
    settling.finish()


def _parted_together(pairs: list[dict], settling: Settling, *, by, why: str) -> set[tuple[str, str]]:
    pks = _pks_of(pairs)
    wanted = {(pks[names[0]], pks[names[1]]): names for names in map(_names, pairs) if pks.keys() >= set(names)}
    return _together(unmerge_twins, wanted, settling, by=by, why=why)


def _together(verb, wanted: dict, settling: Settling, *, by, why: str) -> set[tuple[str, str]]:
    """The ids of those of the pairs for which it could be done in one transaction; of none if the database refuses."""
    try:
        with settling.together():
            return {wanted[pair] for pair in verb(list(wanted), settling, by=by, why=why)}
    except DatabaseError:
        logger.exception("%d pairs could not be done together, and are done one by one.", len(wanted))
        return set()


def _pks_of(pairs: list[dict]) -> dict[str, int]:
    named = {name for pair in pairs for name in _names(pair)}
    return dict(Artifact.objects.filter(public_id__in=named).values_list("public_id", "pk"))


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
        newest = artifact.revisions.newest().content_sha256
        if pair.get(f"{side}_sha256", newest) != newest:
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
