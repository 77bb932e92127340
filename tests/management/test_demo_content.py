"""The content of the demo: loaded once, published whole, and the same when it is loaded or exported again."""

import re

import pytest
from django.core.management import call_command

from artifacts.domain.demo import CONTENT
from artifacts.models import Address, Artifact, Batch, Publication, RevisionInfo

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def demo(shared_rows):
    """The demo, loaded once for the tests that look at it."""
    call_command("load_demo")


def test_a_second_load_changes_nothing(demo):
    before = [model.objects.count() for model in (Artifact, Address, RevisionInfo, Batch)]

    call_command("load_demo")

    assert [model.objects.count() for model in (Artifact, Address, RevisionInfo, Batch)] == before


def test_everything_of_the_demo_is_published_fresh_with_one_link_left_to_write(demo):
    parts = [publication.parts for publication in Publication.objects.all()]
    red = {link for one in parts for link in re.findall(r'class="missing" href="([^"]+)"', str(one))}
    unresolved = [entry["citekeys"] for one in parts for entry in one["references"] if not entry["html"]]
    assert len(parts) == Artifact.objects.count()
    assert (Publication.objects.stale().count(), red, unresolved) == (0, {"/wiki/genes-c9orf72"}, [])


def test_the_demo_stands_in_the_form_that_an_export_gives(tmp_path, demo):
    call_command("export_pages", tmp_path / "out")

    def files(folder):
        return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    assert files(tmp_path / "out") == files(CONTENT)
