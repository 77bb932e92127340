"""The crew: worker processes that compute while one process writes; each has its own connection, and only reads."""

import gc
import os
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context

from django.db import connections

# So many jobs a worker are handed out ahead of the one whose result is wanted: more would only fill the memory.
AHEAD = 2
SECONDS_BETWEEN_LOOKS = 1
# Texts are parsed into very many small objects, nearly all of which go by themselves: by default a sixth of the time
# goes into looking for those that do not.
COLLECTED_RARELY = (50_000, 20, 50)


@contextmanager
def collecting_rarely() -> Iterator[None]:
    """Look for garbage that holds itself less often than programs do by default."""
    before = gc.get_threshold()
    gc.set_threshold(*COLLECTED_RARELY)
    try:
        yield
    finally:
        gc.set_threshold(*before)


class Crew:
    """`map` gives results in the order of the jobs. With one process everything is done here."""

    def __init__(self, processes: int):
        self.processes = processes
        self._pool = None
        if processes > 1:
            # Forked before anything is asked of the database, or a worker would share its parent's connection.
            connections.close_all()
            self._pool = ProcessPoolExecutor(processes, get_context("fork"), _stand_by, (os.getpid(),))
            self._pool.submit(os.getpid).result()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def map(self, function: Callable, jobs: Iterable, *given) -> Iterator[tuple]:
        """Each job with what the function gives for it."""
        if self._pool is None:
            for job in jobs:
                yield job, function(job, *given)
            return
        waiting = deque()
        for job in jobs:
            waiting.append((job, self._pool.submit(function, job, *given)))
            if len(waiting) > AHEAD * self.processes:
                job, result = waiting.popleft()
                yield job, result.result()
        while waiting:
            job, result = waiting.popleft()
            yield job, result.result()


def _stand_by(parent: int) -> None:
    """In a worker: go when the parent is gone, since a killed one tells nobody."""

    def watch():
        while os.getppid() == parent:
            time.sleep(SECONDS_BETWEEN_LOOKS)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
    gc.freeze()
    gc.set_threshold(*COLLECTED_RARELY)
