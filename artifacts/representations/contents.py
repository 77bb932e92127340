"""Contents: the rows of one artifact, read as the content of its document."""

from artifacts.models import Artifact
from artifacts.representations.canonical import normalised


def content_of(artifact: Artifact) -> dict:
    """The working copy of an artifact as normalised content."""
    content = READERS[artifact.kind](artifact.row)
    return normalised({**content, **identity_of(artifact)})


def identity_of(artifact: Artifact) -> dict:
    state = {"name": artifact.state}
    if artifact.state != Artifact.State.ACTIVE:
        state["reason"] = artifact.state_reason
    if artifact.merged_into is not None:
        state["merged_into"] = artifact.merged_into.public_id
    return {"id": artifact.public_id, "kind": artifact.kind, "state": state}


def page_content(page) -> dict:
    return {
        "slug": page.slug,
        "title": page.title,
        "entity_type": page.entity_type,
        "body": page.body,
        "kg_node_id": page.kg_node_id,
        "metadata": page.metadata,
        "infobox": [
            {"kind": row.kind, "label": row.label, "value": row.value, "citekeys": row.citekeys}
            for row in page.infobox.all()
        ],
        "citations": {
            citation.key: citation.reference.public_id if citation.reference else None
            for citation in page.citations.select_related("reference__artifact")
        },
        "relations": [
            {
                "to": relation.target.public_id,
                "origin": relation.origin,
                "reason": relation.reason,
                "dismissed": _dismissal(relation),
            }
            for relation in page.relations.select_related("target", "dismissed_by")
        ],
    }


def _dismissal(relation) -> dict | None:
    if relation.dismissed_at is None:
        return None
    by = relation.dismissed_by.get_username() if relation.dismissed_by else None
    return {"by": by, "at": relation.dismissed_at.isoformat()}


def hypothesis_content(hypothesis) -> dict:
    return {
        "title": hypothesis.title,
        "statement": hypothesis.statement,
        "target_genes": hypothesis.target_genes,
        "scores": hypothesis.scores,
        "composite": hypothesis.imported_composite,
        "status": hypothesis.status,
        "analysis": hypothesis.analysis.public_id if hypothesis.analysis else None,
        "evidence": [
            {
                "stance": piece.stance,
                "claim": piece.claim,
                "category": piece.category,
                "strength": piece.strength,
                "reference": piece.reference.public_id if piece.reference else None,
            }
            for piece in hypothesis.evidence.select_related("reference__artifact")
        ],
        "metadata": hypothesis.metadata,
    }


def analysis_content(analysis) -> dict:
    return {
        "title": analysis.title,
        "question": analysis.question,
        "domain": analysis.domain,
        "status": analysis.status,
        "date": analysis.date.isoformat() if analysis.date else None,
        "summary": analysis.summary,
        "metadata": analysis.metadata,
    }


def reference_content(reference) -> dict:
    return {
        "csl": reference.csl,
        "doi": reference.doi,
        "pmid": reference.pmid,
        "pmcid": reference.pmcid,
        "url": reference.url,
        "status": reference.status,
        "status_date": reference.status_date.isoformat() if reference.status_date else None,
        "status_source": reference.status_source,
        "metadata": reference.metadata,
    }


READERS = {
    "page": page_content,
    "hypothesis": hypothesis_content,
    "analysis": analysis_content,
    "reference": reference_content,
}
