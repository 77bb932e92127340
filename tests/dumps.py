"""Dumps for tests: a few rows of each table written to files, and what an import of them leaves, to be compared."""

import json
import re
from pathlib import Path

from artifacts.domain.documents import document_of_revision
from artifacts.domain.search.engine import engine
from artifacts.models import Artifact, Checkup, ImportRecord, Publication

MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:\+\d\d:\d\d|Z)?")

PAPERS = [
    {"id": "p1", "pmid": "9560156", "title": "A determining gene", "authors": "Lefebvre S, et al", "year": 1995},
    {"id": "p2", "doi": "10.1056/nejmoa1702752", "title": "Infants and a drug", "journal": "NEJM", "year": 2017},
    {"id": "p3", "pmid": "32028028", "title": "Nobody cites it", "year": 2020},
]
ANALYSES = [
    {"id": "SDA-2026-04-01-gap-009", "title": "When is late?", "question": "When?", "summary": "See [[genes-smn1]]."}
]
HYPOTHESES = [
    {
        "id": "h-0badcafe",
        "title": "Earlier is better",
        "description": "It is, in [SMN1](/genes/smn1) alone.",
        "target_gene": "SMN1, SMN2",
        "novelty_score": 0.7,
        "composite_score": 0.61,
        "analysis_id": "SDA-2026-04-01-gap-009",
        "evidence_for": [{"claim": "Infants sat up.", "pmid": "9560156", "strength": "strong"}],
    }
]
INFOBOX = (
    '<table class="infobox infobox-gene"><tr><th class="infobox-header" colspan="2">SMN1</th></tr>'
    '<tr><td class="label">Symbol</td><td>SMN1</td></tr></table>'
)
BODY = """{infobox}

## Overview

The gene is deleted in most patients with the disease.[@lefebvre1995] It is helped by
[nusinersen](/therapeutics/nusinersen) ([nusinersen](/therapeutics/nusinersen)), and by [nothing](/genes/nothing).

## Trials

Infants who were treated early sat up on their own.[@finkel2017; @unknown2001] See PMID alone.[@PMID:32028028]
"""
REFS = {
    "lefebvre1995": {"pmid": "9560156", "title": "A determining gene", "claim": "Deleted in most."},
    "finkel2017": {"doi": "10.1056/NEJMoa1702752", "title": "Infants and a drug"},
    "bacon2020": {"pmid": "11111111", "title": "Only this page knows it"},
}


def page(name: str, *, category: str = "genes", **fields) -> dict:
    row = {
        "id": f"wp-{category}-{name}",
        "slug": f"{category}-{name}",
        "title": f"{name.upper()} page",
        "content_md": BODY.format(infobox=INFOBOX),
        "entity_type": "gene",
        "refs_json": REFS,
    }
    return row | fields


def artifact(public_id: str, title: str, **metadata) -> dict:
    return {"id": public_id, "artifact_type": "wiki_page", "title": title, "metadata": metadata}


PAGES = [
    page("smn1"),
    page("nusinersen", category="therapeutics", entity_type="therapeutic", content_md="Acts on [SMN1](/genes/smn1)."),
]
ARTIFACTS = [
    artifact("wiki-genes-smn1", "SMN1 - Survival", slug="genes-smn1"),
    artifact("genes-smn1", "SMN1", slug="genes-smn1"),
]


def write_dump(folder: Path, **tables: list) -> Path:
    """A folder of JSON lines; tables that are not given have the rows above."""
    folder.mkdir(exist_ok=True)
    given = {
        "papers": PAPERS,
        "analyses": ANALYSES,
        "hypotheses": HYPOTHESES,
        "wiki_pages": PAGES,
        "artifacts": ARTIFACTS,
    } | tables
    for name, rows in given.items():
        lines = (row if isinstance(row, str) else json.dumps(row) for row in rows)
        (folder / f"{name}.jsonl").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return folder


def state() -> dict:
    """What stands on the site, by ids and without moments and primary keys."""
    artifacts = {one.pk: one for one in Artifact.objects.order_by("public_id")}
    texts = engine().texts(list(artifacts), 100_000)
    return {one.public_id: _standing(one, artifacts) | {"words": texts.get(one.pk)} for one in artifacts.values()}


def _standing(artifact: Artifact, artifacts: dict) -> dict:
    revisions = artifact.revisions.order_by("number")
    publication = Publication.objects.filter(artifact=artifact).first()
    checkup = Checkup.objects.filter(artifact=artifact, newest=True).first()
    counted = ("errors", "warnings", "infos", "fixable", "claims", "sourced", "by_rule")
    found = checkup.findings.order_by("rule", "part", "place", "pk") if checkup else ()
    records = ImportRecord.objects.filter(artifact=artifact).order_by("pk")
    return timeless(
        {
            "documents": [document_of_revision(one) for one in revisions],
            "told": [
                (one.summary, one.author_name, one.review, bool(one.first_published), one.tags) for one in revisions
            ],
            "addresses": sorted(artifact.addresses.values_list("key", "kind")),
            "provenance": sorted(artifact.provenance.values_list("relation", "object")),
            "parts": publication and publication.parts,
            "face": publication
            and [publication.title, publication.entity_type, publication.summary, publication.score],
            "stale": publication and publication.stale,
            "inputs": publication
            and sorted(
                (one.role, one.key, one.artifact_id and artifacts[one.artifact_id].public_id)
                for one in publication.inputs.all()
            ),
            "checkup": checkup and [getattr(checkup, name) for name in counted],
            "findings": [(one.rule, one.severity, one.part, one.place, one.params, one.fixable) for one in found],
            "entry": artifact.search_entry.title_key if publication else None,
            "records": [(one.outcome, one.file, one.line, one.repairs, one.remarks) for one in records],
        }
    )


def timeless(value):
    return json.loads(MOMENT.sub("<moment>", json.dumps(value, default=str)))
