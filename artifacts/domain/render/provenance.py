"""Provenance as it is shown: imported edges, and those that follow from revisions, batches and merges."""

from django.urls import reverse

from artifacts.models import Merge, RevisionInfo
from artifacts.text.merge_trace import merge_entries


def provenance_parts(artifact, revision) -> list[dict]:
    """Edges as subject, relation (W3C PROV), object, with the object's address here where it has one."""
    if artifact.pk is None:
        return []
    edges = [
        edge(artifact, imported.relation, imported.object, href=_web_address(imported.object), detail="")
        for imported in artifact.provenance.all()
    ]
    if revision is None:
        return edges
    merges = Merge.objects.part_of(revision).select_related("source").order_by("pk")
    edges += [edge(artifact, "wasDerivedFrom", merge.source.public_id, detail=merge.reason) for merge in merges]
    up_to = RevisionInfo.objects.filter(artifact=artifact, number__lte=revision.number)
    for batch in (
        up_to.filter(batch__isnull=False).values_list("batch__name", flat=True).distinct().order_by("batch__name")
    ):
        edges.append(edge(artifact, "wasGeneratedBy", batch))
    for author in up_to.values_list("author_name", flat=True).distinct().order_by("author_name"):
        edges.append(edge(artifact, "wasAttributedTo", author))
    if revision.number > 1:
        before = up_to.filter(number__lt=revision.number, first_published__isnull=False).order_by("-number").first()
        if before is not None:
            href = reverse("revision", args=[artifact.public_id, before.number])
            edges.append(edge(artifact, "wasRevisionOf", f"{artifact.public_id}/r/{before.number}", href=href))
    return edges


def edge(artifact, relation: str, object_: str, href: str = "", detail: str = "") -> dict:
    return {"subject": artifact.public_id, "relation": relation, "object": object_, "href": href, "detail": detail}


def _web_address(text: str) -> str:
    return text if text.startswith(("https://", "http://")) else ""


def merge_trace(metadata: dict) -> list[dict]:
    """`__merged_from` as rows: which id was folded in, when, by whom and why."""
    return [
        {
            "id": str(entry.get("unprefixed_id") or entry.get("source_id") or ""),
            "at": str(entry.get("merged_at") or ""),
            "by": str(entry.get("by") or ""),
            "why": str(entry.get("why") or ""),
        }
        for entry in merge_entries(metadata)
    ]
