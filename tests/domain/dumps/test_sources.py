"""What a record said before its repairs is kept small, until the text that it is packed against is taken away."""

import pytest

from artifacts.domain.dumps.importing import import_dump
from artifacts.domain.dumps.sources import source_of
from artifacts.domain.publish import publish
from artifacts.domain.suppress import suppress
from artifacts.models import Artifact, ImportRecord
from tests.dumps import BODY, INFOBOX, write_dump
from tests.helpers import edit

pytestmark = pytest.mark.django_db


@pytest.fixture(name="record")
def _record(tmp_path) -> ImportRecord:
    import_dump([write_dump(tmp_path / "dump")], name="first", rejects=tmp_path / "rejects.jsonl")
    return ImportRecord.objects.get(artifact__public_id="wiki-genes-smn1")


def test_the_source_is_the_content_before_its_repairs(record):
    source = source_of(record)

    assert source["body"] == BODY.format(infobox=INFOBOX)
    assert source["citations"]["lefebvre1995"].startswith("ref-")
    assert len(record.source) < 1000


def test_it_goes_with_the_text_of_its_revision(record, administrator):
    artifact = Artifact.objects.get(pk=record.artifact_id)
    saved = edit(artifact, by=administrator, body="Another text.")
    publish(saved.revision, by=administrator)

    suppress(record.revision, by=administrator, reason="privacy")

    record.refresh_from_db()
    assert source_of(record) is None
