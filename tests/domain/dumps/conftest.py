"""Fixtures: a small dump imported."""

import pytest

from artifacts.domain.dumps.importing import import_dump
from tests.dumps import write_dump


@pytest.fixture(name="imported")
def _imported(tmp_path):
    def imported(folder=None, name="first", **given) -> dict:
        folder = folder or write_dump(tmp_path / "dump")
        return import_dump([folder], name=name, rejects=tmp_path / f"{name}.rejects.jsonl", **given)

    return imported
