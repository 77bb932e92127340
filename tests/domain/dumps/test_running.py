"""Two processes compute while one writes; two importers never run at once."""

import threading

import pytest
from django.db import connection

from artifacts.domain.dumps.importing import import_dump
from artifacts.domain.dumps.lock import importing_alone
from artifacts.domain.dumps.undoing import undo_batch
from artifacts.errors import BusyError
from tests.dumps import state, write_dump

pytestmark = pytest.mark.django_db(transaction=True)


def test_worker_processes_make_the_same_of_a_dump(tmp_path):
    folder = write_dump(tmp_path / "dump")
    import_dump([folder], name="alone", rejects=tmp_path / "alone.jsonl")
    alone = state()
    undo_batch("alone")

    import_dump([folder], name="alone again", rejects=tmp_path / "crew.jsonl", processes=2)

    assert str(state()).replace("alone again", "alone") == str(alone)


def test_a_second_importer_is_refused_while_one_runs(tmp_path):
    told = []

    def second():
        try:
            import_dump([write_dump(tmp_path / "dump")], name="second", rejects=tmp_path / "second.jsonl")
        except BusyError as error:
            told.append(error.sentence)
        finally:
            connection.close()

    with importing_alone():
        thread = threading.Thread(target=second)
        thread.start()
        thread.join()

    assert told == ["Another import, or the undoing of one, is running: wait until it is done, or stop it."]


def test_the_lock_is_free_again_after_an_error():
    with pytest.raises(ZeroDivisionError), importing_alone():
        raise ZeroDivisionError

    with importing_alone():
        pass
