"""Where merges lead, and what an artifact's own row is."""

import pytest

from artifacts.models import Artifact
from tests.helpers import make_analysis, make_hypothesis, make_page, make_reference

pytestmark = pytest.mark.django_db


def chain(*names: str) -> list[Artifact]:
    """Artifacts, each merged into the next."""
    artifacts = [Artifact.objects.create(public_id=name, kind="page") for name in names]
    for artifact, target in zip(artifacts, artifacts[1:], strict=False):
        artifact.state, artifact.merged_into = "merged", target
        artifact.save()
    return [Artifact.objects.get(pk=artifact.pk) for artifact in artifacts]


def test_a_merge_path_ends_at_the_live_artifact():
    one, two, three, four = chain("one", "two", "three", "four")

    assert one.merge_path() == [one, two, three, four]
    assert one.final() == four
    assert four.merge_path() == [four]
    assert one.leads_to(three)
    assert not three.leads_to(one)


def test_following_a_circle_of_merges_ends():
    one, two = chain("one", "two")
    Artifact.objects.filter(pk=two.pk).update(state="merged", merged_into=one)

    assert Artifact.objects.get(pk=one.pk).merge_path() == [one, two]
    assert Artifact.objects.finals(Artifact.objects.all()) == {one.pk: two, two.pk: one}


def test_many_merges_are_followed_in_a_query_per_step(django_assert_num_queries):
    chains = [chain(*(f"{name}-{step}" for step in range(4))) for name in ("a", "b", "c")]
    beginnings = [artifacts[0] for artifacts in chains]

    with django_assert_num_queries(3):
        finals = Artifact.objects.finals(beginnings)

    assert [finals[artifact.pk] for artifact in beginnings] == [artifacts[-1] for artifacts in chains]


def test_keys_lead_past_merges():
    page = make_page("prkn")
    merged = make_page("parkin")
    Artifact.objects.filter(pk=merged.pk).update(state="merged", merged_into=page)

    found = Artifact.objects.for_keys(["genes-parkin", "wiki-genes-prkn", "genes-nothing"])

    assert found == {"genes-parkin": page, "wiki-genes-prkn": page}


@pytest.mark.parametrize(
    ("make", "kind"),
    [
        (make_page, "page"),
        (make_hypothesis, "hypothesis"),
        (make_analysis, "analysis"),
        (make_reference, "reference"),
    ],
)
def test_an_artifact_knows_its_row_and_its_address(make, kind):
    artifact = make()

    assert artifact.kind == kind
    assert artifact.row.artifact == artifact
    assert artifact.row.get_absolute_url() == f"/artifact/{artifact.public_id}"
