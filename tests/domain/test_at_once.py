"""Many contents are looked up, rendered and held against the rules in as many queries as one, and to the same end."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from artifacts.domain.checkup import check_again, look, looks, store_looks
from artifacts.domain.documents import content_of_revision
from artifacts.domain.render import render, render_many
from artifacts.domain.titles import titles
from artifacts.models import Artifact, Checkup, Finding, RevisionInfo
from tests.helpers import edit, make_analysis, make_hypothesis, make_page, make_reference

pytestmark = pytest.mark.django_db

BODY = """# {name}

The {title} acts in neurons, and nobody says so anywhere in the whole of this long paragraph.

It leads to [TAU](/genes/tau), [gone](/genes/gone), [[genes-old]] and [H](/hypothesis/h-1).[@{work}][@nothing]

Tau protein binds it.[@PMID:9590285][@ref-lefebvre1995] {{disputed: perhaps}}
"""


@pytest.fixture(autouse=True)
def _no_titles_of_other_tests():
    titles.forget()


@pytest.fixture
def artifacts():
    """Seven artifacts of every kind that draw on each other; one was merged, one was edited since."""
    work = make_reference(pmid="9590285")
    other = make_reference("second", csl={"title": "Another work"}, status="retracted")
    make_page("tau", title="Tau protein")
    old = make_page("old")
    Artifact.objects.filter(pk=old.pk).update(
        state="merged", merged_into=Artifact.objects.get(public_id="wiki-genes-tau")
    )
    evidence = [{"claim": "It helps.", "reference": work.public_id}]
    analysis = make_analysis(summary=BODY.format(name="A", title="Tau protein", work=work.public_id))
    make_hypothesis("h-1", evidence=evidence, analysis=analysis.public_id, target_genes=["TAU"])
    for n, cited in enumerate((work, other)):
        make_page(
            f"p{n}",
            title=f"Page {n}",
            body=BODY.format(name=n, title=f"Page {1 - n}", work="a"),
            citations={"a": cited.public_id},
            infobox=[{"label": "Symbol", "value": "SMN1", "citekeys": ["a"]}],
            relations=[{"to": "h-1", "reason": "shares a gene"}, {"to": analysis.public_id}],
            metadata={"__merged_from": [{"unprefixed_id": "wiki-genes-old", "by": "somebody"}]},
        )
    edit(Artifact.objects.get(public_id="wiki-genes-p1"), live=True, title="Page One")
    return Artifact.objects.active().order_by("pk")


def newest(artifacts) -> list[tuple[dict, RevisionInfo]]:
    found = [
        artifact.revisions.select_related("artifact", "version", "batch").order_by("-number").first()
        for artifact in artifacts
    ]
    return [(content_of_revision(revision), revision) for revision in found]


def queries_of(act) -> int:
    with CaptureQueriesContext(connection) as queries:
        act()
    return len(queries)


def test_many_are_rendered_as_each_is_alone(artifacts):
    together = render_many(newest(artifacts))

    for (content, revision), rendered in zip(newest(artifacts), together, strict=True):
        alone = render(content, artifact=revision.artifact, revision=revision)
        assert rendered.parts == alone.parts
        assert rendered.inputs == alone.inputs


def test_many_new_pages_are_rendered_in_as_many_queries_as_one(artifacts):
    cited = {"body": BODY.format(name="New", title="It", work="a"), "citations": {"a": "ref-second"}}
    pages = newest([make_page(f"new{n}", **cited) for n in range(3)])

    assert queries_of(lambda: render_many(pages[:1])) == queries_of(lambda: render_many(pages))


def test_many_are_looked_at_as_each_is_alone(artifacts):
    contents = [(content, revision.artifact) for content, revision in newest(artifacts)]

    together = looks(contents)

    assert together == [look(content, artifact) for content, artifact in contents]
    assert sum(len(one.findings) for one in together) > 10


def test_looking_at_many_takes_as_many_queries_as_at_one(artifacts):
    contents = [(content, revision.artifact) for content, revision in newest(artifacts) if content["kind"] == "page"]

    assert queries_of(lambda: looks(contents[1:2])) == queries_of(lambda: looks(contents))


def test_what_was_found_in_many_is_kept_in_as_many_queries_as_for_one_and_as_of_each(artifacts):
    for pk in artifacts.values_list("pk", flat=True):
        check_again(pk)
    before = kept()
    seen = [(revision, look(content, revision.artifact)) for content, revision in newest(artifacts)]

    queries = queries_of(lambda: store_looks(seen))

    assert queries == queries_of(lambda: store_looks(seen[-1:]))
    assert kept() == before


def kept() -> list[tuple]:
    """All that is stored of check-ups and their findings, but when and under which numbers."""
    checkups = [field.attname for field in Checkup._meta.concrete_fields if field.name != "at"]
    findings = [field.attname for field in Finding._meta.concrete_fields if field.name != "id"]
    return [
        *Checkup.objects.order_by("pk").values_list(*checkups),
        *Finding.objects.order_by("checkup", "pk").values_list(*findings),
    ]
