"""Lineages: where the revisions of many artifacts come from, looked up in as many queries as for one."""

from collections import Counter, defaultdict

from artifacts.domain.render.provenance import MOST_EDGES, author, batch_of, before, folded_in, imported, origin
from artifacts.models import Merge, ProvenanceEdge, RevisionInfo


class Lineages:
    """Asks when it is made. `provenance` and `origin` are what `provenance_parts` and `origin_parts` tell."""

    def __init__(self, artifacts):
        self._imported, self._merges, self._revisions = defaultdict(list), defaultdict(list), defaultdict(list)
        for row in ProvenanceEdge.objects.filter(subject__in=artifacts):
            self._imported[row.subject_id].append(row)
        merges = Merge.objects.filter(target__in=artifacts).select_related("source", "by", "target_after")
        for merge in merges.select_related("target_parted").order_by("pk"):
            self._merges[merge.target_id].append(merge)
        revisions = RevisionInfo.objects.filter(artifact__in=artifacts).select_related("batch").order_by("number")
        for info in revisions:
            self._revisions[info.artifact_id].append(info)

    def provenance(self, artifact, revision) -> list[dict]:
        up_to = [info for info in self._revisions[artifact.pk] if info.number <= revision.number]
        merges = [merge for merge in self._merges[artifact.pk] if _is_part_of(merge, revision)]
        batches = {info.batch_id: info.batch for info in up_to if info.batch_id is not None}
        authors = Counter(info.author_name for info in up_to)
        seen = [info for info in up_to if info.number < revision.number and info.first_published is not None]
        return [
            *(imported(artifact, row) for row in self._imported[artifact.pk][:MOST_EDGES]),
            *(folded_in(artifact, merge) for merge in merges[:MOST_EDGES]),
            *(told for pk in sorted(batches)[:MOST_EDGES] for told in batch_of(artifact, batches[pk])),
            *(author(artifact, name, count) for name, count in list(authors.items())[:MOST_EDGES]),
            *(before(artifact, info) for info in seen[-1:]),
        ]

    def origin(self, artifact) -> dict:
        return origin(self._revisions[artifact.pk][0])


def _is_part_of(merge: Merge, revision) -> bool:
    """As `Merge.objects.part_of` says."""
    parted = merge.target_parted
    return merge.target_after.number <= revision.number and not (parted and parted.number <= revision.number)
