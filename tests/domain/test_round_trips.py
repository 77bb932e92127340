"""Whatever people save, the working copy is the newest revision, and saving it again changes nothing."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reversion.models import Version

from artifacts.domain.documents import document_of_revision
from artifacts.domain.publish import publish
from artifacts.domain.save import save
from artifacts.errors import ContentError
from artifacts.models import WEIGHTS, Analysis, Artifact, Hypothesis, InfoboxRow, Reference, WikiPage
from artifacts.representations.canonical import sha256
from artifacts.representations.contents import content_of
from tests.helpers import make_analysis, make_hypothesis, make_reference, someone

pytestmark = pytest.mark.django_db

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=40)
TITLE = TEXT.filter(lambda text: text.strip())
KEY = st.from_regex(r"[A-Za-z0-9_:.-]{1,12}", fullmatch=True)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)
METADATA = st.dictionaries(TEXT, JSON, max_size=3)
REFERENCES = st.sampled_from([None, "", "ref-one", "ref-two"])
RELATED = st.lists(st.sampled_from(["h-one", "h-two", "SDA-one"]), unique=True)
DATES = st.sampled_from([None, "", "2026-04-01", "20260401", "2026-W14-3"])
MOMENTS = st.sampled_from(
    [None, {"by": "somebody", "at": "2026-04-01T14:00:00+02:00"}, {"by": "gone", "at": "2026-04-01"}]
)
BODY = st.lists(
    TEXT | st.sampled_from(["[@a]", "[@a; @b, p. 12]", "[@ref-one]", "[[genes-x]]", "[x](/genes/a%00b)", "# H", "\n\n"])
).map(" ".join)


def choice(model, field):
    return st.sampled_from([value for value, _label in model._meta.get_field(field).choices])


PAGE = st.fixed_dictionaries(
    {"slug": st.just("genes-smn1"), "title": TITLE},
    optional={
        "body": BODY,
        "entity_type": choice(WikiPage, "entity_type"),
        "kg_node_id": TEXT,
        "metadata": METADATA,
        "infobox": st.lists(
            st.fixed_dictionaries(
                {"kind": choice(InfoboxRow, "kind")},
                optional={"label": TEXT, "value": BODY, "citekeys": st.lists(KEY, max_size=2)},
            ),
            max_size=3,
        ),
        "citations": st.dictionaries(KEY, REFERENCES, max_size=3),
        "relations": st.builds(
            lambda ids, reason, dismissed: [{"to": to, "reason": reason, "dismissed": dismissed} for to in ids],
            RELATED,
            TEXT,
            MOMENTS,
        ),
    },
)
HYPOTHESIS = st.fixed_dictionaries(
    {"title": TITLE},
    optional={
        "statement": BODY,
        "target_genes": st.lists(st.from_regex(r"[A-Z0-9]{1,8}", fullmatch=True), max_size=3),
        "scores": st.dictionaries(st.sampled_from(sorted(WEIGHTS)), st.none() | st.floats(0, 1) | st.integers(0, 1)),
        "composite": st.none() | st.floats(0, 1),
        "status": choice(Hypothesis, "status"),
        "analysis": st.sampled_from([None, "", "SDA-one"]),
        "evidence": st.lists(
            st.fixed_dictionaries(
                {"claim": TITLE},
                optional={"stance": st.sampled_from(["for", "against"]), "strength": TEXT, "reference": REFERENCES},
            ),
            max_size=3,
        ),
        "metadata": METADATA,
    },
)
ANALYSIS = st.fixed_dictionaries(
    {"title": TITLE},
    optional={
        "question": TEXT,
        "domain": TEXT,
        "summary": BODY,
        "status": choice(Analysis, "status"),
        "date": DATES,
        "metadata": METADATA,
    },
)
REFERENCE = st.fixed_dictionaries(
    {
        "csl": st.builds(
            lambda title, rest: {**rest, "title": title},
            TITLE,
            st.dictionaries(st.sampled_from(["type", "author", "issued", "volume", "DOI", "other"]), JSON, max_size=3),
        )
    },
    optional={
        "doi": st.sampled_from(["", "10.1000/x"]),
        "pmid": st.sampled_from(["", "12345"]),
        "pmcid": st.sampled_from(["", "PMC12345"]),
        "url": st.sampled_from(["", "https://example.org/x"]),
        "status": choice(Reference, "status"),
        "status_date": DATES,
        "status_source": TEXT,
        "metadata": METADATA,
    },
)
CONTENTS = {"page": PAGE, "hypothesis": HYPOTHESIS, "analysis": ANALYSIS, "reference": REFERENCE}


@pytest.fixture
def known():
    make_reference("one")
    make_reference("two")
    make_analysis("SDA-one")
    make_hypothesis("h-one")
    make_hypothesis("h-two")


@pytest.mark.parametrize("kind", CONTENTS)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_working_copy_is_the_newest_revision_after_any_edits(kind, known, data):
    edits = data.draw(st.lists(CONTENTS[kind], min_size=1, max_size=4))
    with transaction.atomic():
        check_edits(kind, edits)
        transaction.set_rollback(True)


def check_edits(kind: str, edits: list[dict]) -> None:
    artifact, base, versions = None, None, Version.objects.count()
    for content in edits:
        try:
            saved = save({"kind": kind, **content}, by=someone(), artifact=artifact, base=base, public_id="x-1")
        except ContentError:
            continue
        artifact, base = Artifact.objects.get(public_id="x-1"), saved.revision.number
        newest = artifact.revisions.newest()
        assert content_of(artifact) == document_of_revision(newest)["content"]
        assert sha256(content_of(artifact)) == newest.content_sha256
        assert Version.objects.count() - versions == base == newest.number
        again = save(content_of(artifact), by=someone(), artifact=artifact, base=base)
        assert (again.changed, again.revision) == (False, newest)
        publication = publish(newest, by=someone())
        assert publication.parts["title"].startswith(publication.title)
