"""Provenance as it is shown: imported edges, and those that follow from revisions, batches and merges."""

from django.contrib.auth import get_user_model
from django.db.models import Count, Min
from django.urls import reverse

from artifacts.domain.accounts import name_of
from artifacts.domain.known import Known
from artifacts.models import Batch, Merge, RevisionInfo
from artifacts.text.merge_trace import merge_entries

# Of edges of one kind more than this are told by the history alone.
MOST_EDGES = 20


def provenance_parts(artifact, revision) -> list[dict]:
    """Edges as subject, relation (W3C PROV), object, with the object's address here, who made it so, when and why."""
    if artifact.pk is None:
        return []
    edges = [imported(artifact, row) for row in artifact.provenance.all()[:MOST_EDGES]]
    if revision is None:
        return edges
    if revision.number == 1:
        # It follows from the revision alone: nothing was folded in, and nothing stood before.
        return [*edges, *batch_of(artifact, revision.batch), author(artifact, revision.author_name, 1)]
    up_to = RevisionInfo.objects.filter(artifact=artifact, number__lte=revision.number)
    return [
        *edges,
        *_merged(artifact, revision),
        *_batches(artifact, up_to),
        *_authors(artifact, up_to),
        *_revision_before(artifact, revision, up_to),
    ]


def _merged(artifact, revision) -> list[dict]:
    """What was folded in."""
    merges = Merge.objects.part_of(revision).with_sides().order_by("pk")[:MOST_EDGES]
    return [folded_in(artifact, merge) for merge in merges]


def imported(artifact, row) -> dict:
    return edge(artifact, row.relation, row.object, href=_web_address(row.object))


def folded_in(artifact, merge: Merge) -> dict:
    return edge(
        artifact,
        "wasDerivedFrom",
        merge.source.public_id,
        href=history_of(merge.source.public_id),
        detail=merge.reason,
        date=merge.at.isoformat(),
        by=name_of(merge.by),
    )


def _batches(artifact, up_to) -> list[dict]:
    """The imports that wrote some of these revisions."""
    batches = Batch.objects.filter(pk__in=up_to.values("batch")).order_by("pk")[:MOST_EDGES]
    return [told for batch in batches for told in batch_of(artifact, batch)]


def batch_of(artifact, batch: Batch | None) -> list[dict]:
    if batch is None:
        return []
    return [edge(artifact, "wasGeneratedBy", batch.name, detail=batch.source, date=batch.at.isoformat())]


def _authors(artifact, up_to) -> list[dict]:
    """Who wrote these revisions, and how many each, in the order in which they came to it."""
    rows = up_to.values("author_name").annotate(Count("pk"), Min("number")).order_by("number__min")[:MOST_EDGES]
    return [author(artifact, row["author_name"], row["pk__count"]) for row in rows]


def author(artifact, name: str, revisions: int) -> dict:
    return edge(artifact, "wasAttributedTo", name, revisions=revisions)


def _revision_before(artifact, revision, up_to) -> list[dict]:
    """The revision that readers saw before this one; none where they saw none."""
    seen = up_to.filter(number__lt=revision.number, first_published__isnull=False).newest()
    return [before(artifact, seen)] if seen else []


def before(artifact, revision: RevisionInfo) -> dict:
    return edge(
        artifact,
        "wasRevisionOf",
        f"{artifact.public_id}/r/{revision.number}",
        href=reverse("revision", args=[artifact.public_id, revision.number]),
        detail=revision.summary,
        date=revision.date.isoformat(),
        by=revision.author_name,
    )


def origin_parts(artifact, revision) -> dict | None:
    """How the first revision came to be: by whom and when, and by which import from where; None for a preview."""
    if revision is None:
        return None
    return origin(revision if revision.number == 1 else artifact.revisions.select_related("batch").get(number=1))


def origin(first: RevisionInfo) -> dict:
    batch = first.batch
    return {
        "date": first.date.isoformat(),
        "by": first.author_name,
        "batch": batch.name if batch else "",
        "source": batch.source if batch else "",
        "href": _web_address(batch.source) if batch else "",
    }


def edge(artifact, relation: str, object_: str, *, href="", detail="", date="", by="", revisions=0) -> dict:
    return {
        "subject": artifact.public_id,
        "relation": relation,
        "object": object_,
        "href": href,
        "detail": detail,
        "date": date,
        "by": by,
        "revisions": revisions,
    }


def _web_address(text: str) -> str:
    return text if text.startswith(("https://", "http://")) else ""


def history_of(public_id: str) -> str:
    return reverse("history", args=[public_id])


def merged_ids(metadata: dict) -> set[str]:
    """The ids that `__merged_from` names."""
    return set(map(_merged_id, merge_entries(metadata)))


def merge_trace(metadata: dict, artifact, known: Known) -> list[dict]:
    """`__merged_from` as rows: which id was folded in, when, by whom and why, and its history where it is kept here."""
    entries = merge_entries(metadata)
    if not entries:
        return []
    kept = (merged_ids(metadata) & known.kept) - {artifact.public_id}
    people = get_user_model().objects.filter(username__in={_text(entry, "by") for entry in entries} - {""})
    names = {user.get_username(): name_of(user) for user in people}
    return [
        {
            "id": _merged_id(entry),
            "history": history_of(_merged_id(entry)) if _merged_id(entry) in kept else "",
            "at": _text(entry, "merged_at"),
            "by": names.get(_text(entry, "by"), _text(entry, "by")),
            "why": _text(entry, "why"),
        }
        for entry in entries
    ]


def _merged_id(entry: dict) -> str:
    return _text(entry, "unprefixed_id") or _text(entry, "source_id")


def _text(entry: dict, name: str) -> str:
    return str(entry.get(name) or "")
