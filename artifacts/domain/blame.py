"""Blame: the revision that each sentence and row of another stood in first, followed through merges to its source."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.core.cache import cache

from artifacts.domain.documents import content_of_revision
from artifacts.models import Artifact, Merge, RevisionInfo
from artifacts.representations.canonical import sha256
from artifacts.representations.changes import TEXTS
from artifacts.representations.document import unpack
from artifacts.representations.folding import renamed_by
from artifacts.representations.units import ROWS, RowUnit, renamed, rows_of, units_of
from artifacts.text.blame import Ledger, Run, row_ledger, runs_of, text_ledger

CACHE_SECONDS = 3600
# What was folded in by more merges than these is put down to the merge itself.
MOST_MERGES = 100


@dataclass(frozen=True)
class BlamedRow:
    name: str
    text: str
    origin: int


@dataclass(frozen=True)
class Blame:
    """What a revision says, each run and row with the primary key of the revision that it stood in first.

    `unsure` are the origins that follow a revision without text: what is first seen there may be from that one.
    """

    title: str
    texts: tuple[tuple[str, tuple[tuple[Run, ...], ...]], ...]
    rows: tuple[tuple[str, tuple[BlamedRow, ...]], ...]
    unsure: frozenset[int]

    def words(self) -> Counter:
        """How many words stand here of each origin."""
        said = [run for _name, paragraphs in self.texts for paragraph in paragraphs for run in paragraph]
        said += [row for _part, rows in self.rows for row in rows]
        counted = Counter()
        for one in said:
            counted[one.origin] += len(one.text.split())
        return counted


def blame(artifact: Artifact, number: int) -> Blame:
    """Who wrote what in a revision; DocumentError where its text was suppressed or pruned. References have no text."""
    revision = artifact.revisions.select_related("version").get(number=number)
    content = content_of_revision(revision)
    merges = _merges_into(artifact)
    pages = {artifact.pk, *(merge.source_id for merge in merges)}
    removed = RevisionInfo.objects.filter(artifact__in=pages).exclude(removed="").order_by("pk")
    # All else that the answer depends on is in the chain of hashes.
    state = [
        revision.pk,
        revision.chain_sha256,
        [merge.pk for merge in merges],
        list(removed.values_list("pk", flat=True)),
    ]
    key = f"blame:{sha256(state)}"
    found = cache.get(key)
    if found is None:
        found = _blamed(content, revision, merges)
        cache.set(key, found, CACHE_SECONDS)
    return found


def _merges_into(artifact: Artifact) -> list:
    """The merges into an artifact, those into their sources and so on, undone ones too: a query per step."""
    found, asked, asking = [], set(), {artifact.pk}
    while asking and len(found) < MOST_MERGES:
        asked |= asking
        merges = Merge.objects.filter(target__in=asking).order_by("pk")
        found += merges.values_list(
            *("pk", "source_id", "source_before__number"),
            *("target_id", "target_after_id", "target_after__number", "decisions"),
            named=True,
        )
        asking = {merge.source_id for merge in found} - asked
    return found[:MOST_MERGES]


def _blamed(content: dict, revision: RevisionInfo, merges: list) -> Blame:
    texts = {name: content[name] for name in TEXTS if content.get(name)}
    rows = {part: list(rows_of(content, part)) for part in ROWS if content.get(part)}
    # Read already, and so told of even where it is suppressed in this very moment.
    histories = _Histories(merges, {revision.pk: content})
    ledgers = histories.ledgers(revision.artifact_id, revision.number) if texts or rows else {}
    return Blame(
        title=content.get("title") or content.get("csl", {}).get("title") or revision.artifact.public_id,
        texts=tuple((name, runs_of(text, ledgers[name])) for name, text in texts.items()),
        rows=tuple((part, _blamed_rows(units, ledgers[part])) for part, units in rows.items()),
        unsure=frozenset(histories.unsure),
    )


def _blamed_rows(rows: list[RowUnit], ledger: Ledger) -> tuple[BlamedRow, ...]:
    origins = ledger.origins(row.key for row in rows)
    return tuple(BlamedRow(row.name, row.text, origin) for row, origin in zip(rows, origins, strict=True))


class _Histories:
    """The ledgers of an artifact and of what was folded into it, each read once.

    `known` holds contents that were read before, by the primary key of their revision.
    """

    def __init__(self, merges: list, known: dict[int, dict]):
        self.unsure: set[int] = set()
        self._merges = merges
        self._known = known
        self._ledgers: dict[tuple[int, int], dict[str, Ledger]] = {}

    def ledgers(self, artifact_id: int, number: int) -> dict[str, Ledger]:
        """A ledger for each text and part, read up to and with a revision."""
        key = artifact_id, number
        if key not in self._ledgers:
            # Merges in a circle end here.
            self._ledgers[key] = {}
            self._ledgers[key] = self._read(artifact_id, number)
        return self._ledgers[key]

    def _read(self, artifact_id: int, number: int) -> dict[str, Ledger]:
        lent_by = self._lent(artifact_id, number)
        ledgers: dict[str, Ledger] = {}
        revisions = RevisionInfo.objects.filter(artifact=artifact_id, number__lte=number).order_by("number")
        after_gap, lent = False, []
        for pk, removed, packed in revisions.values_list("pk", "removed", "version__serialized_data").iterator():
            lent += lent_by.get(pk, ())
            if removed and pk not in self._known:
                after_gap = True
                continue
            if after_gap:
                self.unsure.add(pk)
                after_gap = False
            content = self._known.get(pk) or unpack(packed)["content"]
            for name, units in units_of(content).items():
                if name not in ledgers:
                    ledgers[name] = row_ledger() if name in ROWS else text_ledger()
                ledgers[name].read(units, pk, [origins[name] for origins in lent if name in origins])
            lent = []
        return ledgers

    def _lent(self, artifact_id: int, number: int) -> dict[int, list[dict[str, dict]]]:
        """What was folded in, by the revision that did it: for each text and part the origins of its pieces.

        A piece is spelt as in the target, where its citekeys may be other ones.
        """
        found = defaultdict(list)
        for merge in self._merges:
            if merge.target_id == artifact_id and merge.target_after__number <= number:
                names = renamed_by(merge.decisions.get("citekeys", {}))
                ledgers = self.ledgers(merge.source_id, merge.source_before__number)
                lent = {name: _renamed(ledger.standing(), names) for name, ledger in ledgers.items()}
                found[merge.target_after_id].append(lent)
        return found


def _renamed(standing: dict, names: dict[str, str]) -> dict:
    found = defaultdict(list)
    for piece, origins in standing.items():
        found[renamed(piece, names)] += origins
    return found
