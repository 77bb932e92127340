"""Captures: a captured page and what it is related to become artifacts, in one transaction."""

import re
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from artifacts.domain.exchange import with_references
from artifacts.domain.imports import NEW, SAME, close_batch, import_artifact, make_batch
from artifacts.domain.publish import publish
from artifacts.domain.refresh import refresh_after_commit
from artifacts.domain.save import save
from artifacts.models import Address, Artifact, WikiPage
from artifacts.representations.dumps.references import read_work
from artifacts.representations.exchange import Exchanged
from artifacts.text.addresses import normalise_key
from artifacts.text.captures import Capture, RelatedWork
from artifacts.text.merge_trace import merge_entries

IMPORTED_FROM = "importedFrom"
TAGS = ("import", "capture")
DATE_IN_ID = re.compile(r"SDA-(\d{4}-\d{2}-\d{2})-", re.IGNORECASE)


@dataclass
class Imported:
    """What an import of one capture did: an outcome by artifact id, and what people should look at."""

    public_id: str
    outcomes: dict[str, str] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)


def import_capture(capture: Capture, *, by, name: str, dry_run: bool = False) -> Imported:
    """Import the page and its related works whole or not at all; with `dry_run` everything is done and taken back."""
    imported = Imported(capture.public_id)
    with transaction.atomic():
        batch = make_batch(name, capture.source, by)
        summary = summary_of(capture, name)
        related = [_import_related(work, imported, by=by, batch=batch, name=name) for work in capture.related]
        content = page_content(capture, related, imported)
        page = Exchanged(capture.public_id, _free_addresses(capture, imported), content, works=_works(capture, content))
        *works, page = with_references([page])
        for work in works:
            imported.outcomes[work.public_id] = import_artifact(
                work, by=by, batch=batch, summary=f"Imported from {name}", tags=TAGS
            )
        edges = [*([(IMPORTED_FROM, capture.source)] if capture.source else []), *capture.provenance]
        imported.outcomes[capture.public_id] = import_artifact(
            page, by=by, batch=batch, summary=summary, tags=TAGS, provenance=edges
        )
        close_batch(batch, imported.outcomes.values())
        refresh_after_commit()
        if dry_run:
            transaction.set_rollback(True)
    return imported


def summary_of(capture: Capture, name: str) -> str:
    return f"Imported from {name}" + (f": {'; '.join(capture.repairs)}" if capture.repairs else "")


def page_content(capture: Capture, related: list[Artifact], imported: Imported) -> dict:
    """The page of a capture as content that `save` takes."""
    return {
        "kind": "page",
        "slug": normalise_key(capture.slug),
        "title": capture.title,
        "entity_type": _entity_type(capture.entity_type, imported),
        "body": capture.body,
        "kg_node_id": capture.kg_node_id,
        "metadata": capture.metadata,
        "infobox": [
            {"kind": row.kind, "label": row.label, "value": row.value, "citekeys": list(row.citekeys)}
            for row in capture.infobox
        ],
        "citations": _known_citations(capture),
        "relations": _relations(capture, related),
    }


def _entity_type(name: str, imported: Imported) -> str:
    code = name.strip().casefold().replace(" ", "_").replace("-", "_")
    code = {"cell_type": "cell", "trial": "clinical_trial", "therapeutics": "therapeutic"}.get(code, code)
    if code in WikiPage.EntityType.values:
        return code
    imported.remarks.append(f"the entity type {name!r} is not known here; the page is a general one")
    return WikiPage.EntityType.GENERAL


def _known_citations(capture: Capture) -> dict[str, str | None]:
    """What people resolved since stays resolved: a capture knows the keys only."""
    citations = Artifact.objects.filter(public_id=capture.public_id).values_list(
        "wikipage__citations__key", "wikipage__citations__reference__artifact__public_id"
    )
    return {key: reference for key, reference in citations if key and reference}


def _works(capture: Capture, content: dict) -> tuple[tuple[str, Exchanged], ...]:
    """The works that stood in the text, as references, by citekeys that lead nowhere yet."""
    told = ((key, read_work(fields)[0]) for key, fields in capture.works if key not in content["citations"])
    return tuple((key, Exchanged(work.public_id, (), work.content)) for key, work in told if work is not None)


def _relations(capture: Capture, related: list[Artifact]) -> list[dict]:
    reason = "listed as related on the captured page"
    return [
        {"to": artifact.public_id, "origin": "matched", "reason": reason, "dismissed": None}
        for artifact in dict.fromkeys(related)
    ]


def _import_related(work: RelatedWork, imported: Imported, *, by, batch, name: str) -> Artifact:
    """The hypothesis or analysis itself where it is known; else a new one that says what the capture tells of it."""
    known = Artifact.objects.filter(kind=work.kind, addresses__key=normalise_key(work.public_id)).first()
    if known is not None:
        imported.outcomes[known.public_id] = SAME
        imported.remarks += _differences(known, work)
        return known
    saved = save(
        _work_content(work),
        by=by,
        public_id=work.public_id,
        summary=f"Imported from {name}",
        tags=TAGS,
        batch=batch,
    )
    publish(saved.revision, by=by, refreshing=False)
    imported.outcomes[work.public_id] = NEW
    return saved.revision.artifact


def _work_content(work: RelatedWork) -> dict:
    if work.kind == "hypothesis":
        return {
            "kind": "hypothesis",
            "title": work.title,
            "target_genes": list(work.target_genes),
            "composite": work.score,
        }
    return {
        "kind": "analysis",
        "title": work.title,
        "status": work.status or "open",
        "date": _date_in(work.public_id),
    }


def _date_in(public_id: str) -> str | None:
    """The date that an analysis's id tells, if it is one."""
    match = DATE_IN_ID.match(public_id)
    with suppress(ValueError):
        return match and date.fromisoformat(match[1]).isoformat()
    return None


def _differences(known: Artifact, work: RelatedWork) -> list[str]:
    """Where a page that was captured long ago says other than the artifact does today; the artifact is left alone."""
    row = known.row
    says = {"title": (work.title, row.title)}
    if work.kind == "hypothesis":
        score = row.imported_composite if row.imported_composite is not None else row.composite
        says |= {"score": (work.score, score), "target": (list(work.target_genes), row.target_genes)}
    elif work.status:
        says["status"] = (work.status, row.status)
    return [
        f"{known.public_id}: the capture gives the {what} {theirs!r}, here it is {ours!r}, which was left alone"
        for what, (theirs, ours) in says.items()
        if theirs != ours
    ]


def _free_addresses(capture: Capture, imported: Imported) -> tuple[str, ...]:
    """The addresses that the page brings, without those that lead elsewhere already."""
    wanted = [*capture.addresses, *_merged_ids(capture)]
    holders = Address.objects.filter(key__in=map(normalise_key, wanted)).exclude(artifact__public_id=capture.public_id)
    taken = dict(holders.values_list("key", "artifact__public_id"))
    imported.remarks += [f"the address {key} leads to {holder} already" for key, holder in sorted(taken.items())]
    return tuple(key for key in wanted if normalise_key(key) not in taken)


def _merged_ids(capture: Capture) -> list[str]:
    ids = [entry.get("unprefixed_id") for entry in merge_entries(capture.metadata)]
    return [public_id for public_id in ids if isinstance(public_id, str) and public_id]
