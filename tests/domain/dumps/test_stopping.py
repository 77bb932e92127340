"""Whatever stops an import on its way, it ends as if nothing had."""

import json

import pytest
from django.db import IntegrityError, transaction

from artifacts.domain.dumps import importing
from artifacts.domain.dumps.importing import Tell, import_dump
from artifacts.domain.dumps.progress import Progress
from artifacts.domain.dumps.writing import Writer
from artifacts.models import Batch
from tests.dumps import PAGES, page, state, write_dump

pytestmark = pytest.mark.django_db


class Killed(Exception):
    pass


def after(number: int, what):
    """Let a function work so many times, and stop everything the next time."""
    left = [number]

    def working(*args, **kwargs):
        if not left[0]:
            raise Killed
        left[0] -= 1
        return what(*args, **kwargs)

    return working


@pytest.fixture(name="undisturbed", scope="module")
def _undisturbed(django_db_setup, django_db_blocker, tmp_path_factory):
    """What an import leaves that nothing stops; taken back again."""
    folder = tmp_path_factory.mktemp("undisturbed")
    with django_db_blocker.unblock(), transaction.atomic():
        import_dump([write_dump(folder / "dump")], name="first", rejects=folder / "rejects.jsonl")
        told = state()
        transaction.set_rollback(True)
    return told


@pytest.mark.parametrize("number", [0, 2, 5, 9, 14, 19])
def test_killed_before_a_commit_it_ends_as_if_undisturbed(imported, undisturbed, monkeypatch, number):
    monkeypatch.setattr(importing, "CHUNK", 1)
    with monkeypatch.context() as patched:
        patched.setattr(Progress, "save", after(number, Progress.save))
        with pytest.raises(Killed):
            imported()

    imported()

    assert state() == undisturbed
    assert Batch.objects.get(name="first").state == "done"


@pytest.mark.parametrize("number", [1, 6, 11, 16])
def test_killed_after_a_commit_it_ends_as_if_undisturbed(imported, undisturbed, monkeypatch, number):
    monkeypatch.setattr(importing, "CHUNK", 1)
    with pytest.raises(Killed):
        imported(tell=Tell(did=after(number, lambda many: None)))

    imported()

    assert state() == undisturbed


def test_killed_while_it_refuses_records_it_writes_each_down_once(imported, tmp_path, monkeypatch):
    folder = write_dump(
        tmp_path / "dump", wiki_pages=[page("bad", title=""), PAGES[0], page("worse", title=""), PAGES[1]]
    )
    monkeypatch.setattr(importing, "CHUNK", 1)
    with monkeypatch.context() as patched:
        patched.setattr(Writer, "write", after(8, Writer.write))
        with pytest.raises(Killed):
            imported(folder)

    report = imported(folder)

    lines = (tmp_path / "first.rejects.jsonl").read_text().splitlines()
    assert [json.loads(line)["record"]["slug"] for line in lines] == ["genes-bad", "genes-worse"]
    assert report["rejects"] == 2


def test_an_address_that_somebody_takes_meanwhile_lets_the_chunk_be_tried_again(imported, tmp_path, monkeypatch):
    folder = write_dump(tmp_path / "dump", wiki_pages=[page("bad", title=""), *PAGES])
    tries = []

    def write(writer, units, preparation):
        tries.append(len(units))
        made = written(writer, units, preparation)
        if len(tries) == 1:
            raise IntegrityError
        return made

    written = Writer.write
    monkeypatch.setattr(Writer, "write", write)

    report = imported(folder)

    assert report["counts"]["reference"] == {"new": 4}
    assert report["rejects"] == len((tmp_path / "first.rejects.jsonl").read_text().splitlines()) == 1
