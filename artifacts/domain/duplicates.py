"""Duplicates: pairs that may be one thing told twice, found anew at each look; what people judged is remembered."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from math import prod

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from artifacts.domain.accounts import name_of
from artifacts.domain.duplicate_rules import Found, Rule, Watch, found_among
from artifacts.domain.save import both_locked
from artifacts.errors import ContentError, StateError
from artifacts.errors import marked as _
from artifacts.models import Artifact, DuplicateCandidate, NotDuplicate, newest_of
from artifacts.representations.canonical import normalised

# Asked for by a person, so it ranks above what a weak rule alone finds.
REOPENED_WEIGHT = 0.5
# When so many pairs of a kind wait, the likeliest, the others are left until these are settled.
MOST_WAITING = 20_000
BATCH = 500

Pair = tuple[int, int]


def unwatched(rows: Iterable, _count: int, _noun: str) -> Iterable:
    return rows


def find_duplicates(kinds: Iterable[str] = Artifact.Kind.values, *, watch: Watch = unwatched) -> Counter:
    """Write what waits to be judged anew; how many pairs each rule found that do wait.

    Each batch of pairs is one transaction: what somebody judges meanwhile stays judged.
    """
    told = Counter()
    for kind in kinds:
        before = {
            (candidate.first_id, candidate.second_id): candidate
            for candidate in DuplicateCandidate.objects.filter(first__kind=kind)
        }
        ranked = _ranked(chain(found_among(kind, watch), _reopened(before)))
        waiting: set[Pair] = set()
        while len(waiting) < MOST_WAITING and (batch := list(islice(ranked, BATCH))):
            for candidate in _write(batch):
                waiting.add((candidate.first_id, candidate.second_id))
                told.update(reason["rule"] for reason in candidate.reasons)
        _forget([candidate.pk for pair, candidate in before.items() if pair not in waiting])
    return told


@task()
def look_for_duplicates() -> int:
    """Find duplicates of every kind; how many pairs wait."""
    find_duplicates()
    return DuplicateCandidate.objects.open().count()


def possible_duplicates(artifact: Artifact) -> int:
    """With how many others an artifact may be one thing told twice."""
    return DuplicateCandidate.objects.open().of(artifact.public_id).count()


def judge_not_duplicate(first: Artifact, second: Artifact, *, by, why: str) -> NotDuplicate:
    """Remember that two artifacts are no duplicates, as both are told now; the pair waits no more.

    ContentError without a reason, StateError unless both are active.
    """
    why = normalised(why).strip()
    if not why:
        raise ContentError(_("Say why the two are no duplicates: it is shown if the pair comes up again."), field="why")
    with transaction.atomic():
        first, second = _locked_pair(first, second)
        hashes = _newest_hashes([first.pk, second.pk])
        judgement, _created = NotDuplicate.objects.update_or_create(
            first=first,
            second=second,
            defaults={
                "first_sha256": hashes[first.pk],
                "second_sha256": hashes[second.pk],
                "by": by,
                "at": timezone.now(),
                "why": why,
            },
        )
        DuplicateCandidate.objects.filter(first=first, second=second).delete()
    return judgement


def reopen(judgement: NotDuplicate, *, by) -> DuplicateCandidate:
    """Take a judgement back: the pair waits again, until it is merged or judged. StateError unless both are active."""
    with transaction.atomic():
        first, second = _locked_pair(judgement.first, judgement.second)
        NotDuplicate.objects.filter(pk=judgement.pk).delete()
        pair = {"first": first, "second": second}
        candidate = DuplicateCandidate.objects.filter(**pair).first() or DuplicateCandidate(**pair, score=0)
        found = [reason for reason in candidate.reasons if reason["rule"] not in (Rule.JUDGED_BEFORE, Rule.REOPENED)]
        candidate.reasons = [*found, {"rule": Rule.REOPENED, "detail": name_of(by)}]
        candidate.score = max(candidate.score, REOPENED_WEIGHT)
        candidate.save()
    return candidate


def _locked_pair(*artifacts: Artifact) -> list[Artifact]:
    """Both artifacts, the one with the smaller primary key first; StateError unless both are active."""
    pair = sorted(both_locked(*artifacts), key=lambda artifact: artifact.pk)
    for artifact in pair:
        if artifact.state != Artifact.State.ACTIVE:
            raise StateError(
                _("{public_id} is {state}: the pair is settled."),
                public_id=artifact.public_id,
                state=artifact.get_state_display(),
            )
    return pair


def _reopened(before: dict[Pair, DuplicateCandidate]) -> list[Found]:
    """The pairs that a person wants to be seen again, whether or not a rule finds them."""
    return [
        Found(*pair, Rule.REOPENED, REOPENED_WEIGHT, reason["detail"])
        for pair, candidate in before.items()
        for reason in candidate.reasons
        if reason["rule"] == Rule.REOPENED
    ]


def _ranked(found: Iterable[Found]) -> Iterator[DuplicateCandidate]:
    """One candidate for each pair with its reasons, the strongest first; the likeliest pairs first."""
    pairs: dict[Pair, dict[str, Found]] = defaultdict(dict)
    for one in found:
        rules = pairs[one.first, one.second]
        if one.rule not in rules or rules[one.rule].weight < one.weight:
            rules[one.rule] = one
    for pair in sorted(pairs, key=lambda pair: (-_score(pairs[pair].values()), pair)):
        yield _candidate(pair, pairs[pair].values())


def _candidate(pair: Pair, found: Iterable[Found]) -> DuplicateCandidate:
    strongest_first = sorted(found, key=lambda one: (-one.weight, one.rule))
    reasons = [{"rule": one.rule, "detail": one.detail} for one in strongest_first]
    return DuplicateCandidate(first_id=pair[0], second_id=pair[1], score=_score(found), reasons=reasons)


def _score(found: Iterable[Found]) -> float:
    """The chance that one of the rules is right, each taken by itself."""
    return round(1 - prod(1 - one.weight for one in found), 4)


def _write(candidates: list[DuplicateCandidate]) -> list[DuplicateCandidate]:
    """Write those that are still two active artifacts, and not judged as they are told now; which these are."""
    pks = {pk for candidate in candidates for pk in (candidate.first_id, candidate.second_id)}
    with transaction.atomic():
        rows = Artifact.objects.active().filter(pk__in=pks).order_by("pk").select_for_update(no_key=True)
        active = set(rows.values_list("pk", flat=True))
        judged = _judgements(active)
        hashes = _newest_hashes({pk for pair in judged for pk in pair})
        waiting = []
        for candidate in candidates:
            pair = candidate.first_id, candidate.second_id
            judgement = judged.get(pair)
            if not active.issuperset(pair) or (judgement and _stands(judgement, hashes)):
                continue
            if judgement:
                detail = f"{name_of(judgement.by)}, {judgement.at.date().isoformat()}: {judgement.why}"
                candidate.reasons.append({"rule": Rule.JUDGED_BEFORE, "detail": detail})
            waiting.append(candidate)
        DuplicateCandidate.objects.bulk_create(
            waiting,
            update_conflicts=True,
            unique_fields=["first", "second"],
            update_fields=["score", "reasons", "found_at"],
        )
    return waiting


def _judgements(pks: set[int]) -> dict[Pair, NotDuplicate]:
    judged = NotDuplicate.objects.filter(first__in=pks, second__in=pks).select_related("by")
    return {(judgement.first_id, judgement.second_id): judgement for judgement in judged}


def _stands(judgement: NotDuplicate, hashes: dict[int, str]) -> bool:
    """Whether neither side changed since."""
    judged = judgement.first_sha256, judgement.second_sha256
    return judged == (hashes[judgement.first_id], hashes[judgement.second_id])


def _newest_hashes(pks: Iterable[int]) -> dict[int, str]:
    """The content hash of the newest revision of each artifact."""
    return dict(Artifact.objects.filter(pk__in=pks).values_list("pk", newest_of("pk", "content_sha256")))


def _forget(pks: list[int]) -> None:
    for start in range(0, len(pks), BATCH):
        DuplicateCandidate.objects.filter(pk__in=pks[start : start + BATCH]).delete()
