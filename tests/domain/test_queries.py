"""How many queries a verb takes does not depend on how much an artifact holds."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from artifacts.domain.publish import publish
from artifacts.domain.save import save
from artifacts.models import Artifact
from artifacts.representations.contents import content_of
from tests.helpers import fresh, make_analysis, make_hypothesis, make_page, make_reference, someone

pytestmark = pytest.mark.django_db


def page_content(count: int) -> dict:
    numbers = range(count)
    related = [make_hypothesis(f"h-{count}-{n}") for n in numbers] + [
        make_analysis(f"SDA-{count}-{n}") for n in numbers
    ]
    dismissed = {"by": someone().username, "at": "2026-04-01T00:00:00+00:00"}
    return {
        "kind": "page",
        "slug": f"genes-p{count}",
        "title": "Page",
        "body": " ".join(f"[@r{n}] [@PMID:{count}{n}] [[genes-t{n}]] [[genes-merged{n}]]" for n in numbers),
        "citations": {f"r{n}": make_reference(f"{count}-{n}", pmid=f"{count}{n}").public_id for n in numbers},
        "infobox": [{"label": f"Row {n}", "value": "[[genes-t0]]", "citekeys": [f"r{n}"]} for n in numbers],
        "relations": [
            {"to": artifact.public_id, "dismissed": dismissed if n % 2 else None} for n, artifact in enumerate(related)
        ],
    }


def hypothesis_content(count: int) -> dict:
    return {
        "kind": "hypothesis",
        "title": "It is.",
        "analysis": make_analysis(f"SDA-{count}").public_id,
        "target_genes": [f"T{n}" for n in range(count)],
        "evidence": [
            {"claim": f"Claim {n}", "reference": make_reference(f"{count}-{n}").public_id} for n in range(count)
        ],
    }


def analysis_content(count: int) -> dict:
    return {"kind": "analysis", "title": "Is it?", "summary": " ".join(f"[[genes-t{n}]]" for n in range(count))}


def reference_content(count: int) -> dict:
    authors = [{"family": f"Author {n}"} for n in range(count)]
    return {"kind": "reference", "csl": {"title": "Work", "author": authors}, "pmid": f"9{count}"}


@pytest.fixture
def targets():
    for n in range(3):
        target = make_page(f"t{n}")
        between, merged = make_page(f"between{n}"), make_page(f"merged{n}")
        Artifact.objects.filter(pk=between.pk).update(state="merged", merged_into=target)
        Artifact.objects.filter(pk=merged.pk).update(state="merged", merged_into=between)


def queries_of(verb) -> int:
    with CaptureQueriesContext(connection) as queries:
        verb()
    return len(queries)


def counted(content: dict, count: int) -> dict[str, int]:
    """Queries of each step of an artifact's life."""
    by, public_id = someone(), f"x-{count}"
    addresses = [f"old-{count}-{n}" for n in range(count)]
    counts = {"new": queries_of(lambda: save(content, by=by, public_id=public_id, addresses=addresses))}
    artifact = Artifact.objects.get(public_id=public_id)
    first = artifact.revisions.get()
    counts["first publish"] = queries_of(lambda: publish(first, by=by))
    counts["no-op"] = queries_of(lambda: save(content, by=by, artifact=artifact, base=1))
    counts["read"] = queries_of(lambda: content_of(fresh(artifact)))
    edited = {**content, "metadata": {"edited": "once"}}
    counts["edit"] = queries_of(lambda: save(edited, by=by, artifact=artifact, base=1))
    counts["publish"] = queries_of(lambda: publish(artifact.revisions.newest(), by=by))
    return counts


@pytest.mark.parametrize("content", [page_content, hypothesis_content, analysis_content, reference_content])
def test_a_verb_takes_as_many_queries_for_one_item_as_for_three(content, targets):
    counted(content(2), 2)

    assert counted(content(1), 1) == counted(content(3), 3)
