"""Running `manage.py` as an operator does: a process of its own, its time, and the memory of each process it starts."""

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
POLL = 0.1
# What an import ends with where all went well, and where there were records that it could not take.
IMPORTED = (0, 3)
# As in production: with DEBUG on every query would be kept.
OPERATOR = {
    "DEBUG": "0",
    "SECRET_KEY": "of-a-benchmark-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFG",
    "SITE_URL": "https://benchmark.example",
}


class Ran(NamedTuple):
    """Seconds of wall clock and of processors; the most memory that one of the processes held, in MB."""

    seconds: float
    cpu: float
    peak: float
    processes: int
    code: int
    output: str


def environment(**extra: str) -> dict[str, str]:
    return {**os.environ, **OPERATOR, **extra}


def started(*args, env: dict[str, str], output) -> subprocess.Popen:
    """The command, begun in a session of its own."""
    command = [sys.executable, "manage.py", *map(str, args)]
    return subprocess.Popen(command, cwd=ROOT, env=env, stdout=output, stderr=output, start_new_session=True)


def run(*args, env: dict[str, str] | None = None, codes=(0,)) -> Ran:
    """Run the command to its end; SystemExit with what it said where its exit code is none of `codes`."""
    with tempfile.TemporaryFile("w+") as output:
        before, start = children_cpu(), time.perf_counter()
        process = started(*args, env=env or environment(), output=output)
        peaks: dict[int, float] = {}
        while process.poll() is None:
            for pid in family(process.pid):
                peaks[pid] = max(peaks.get(pid, 0), peak_mb(pid))
            time.sleep(POLL)
        seconds = time.perf_counter() - start
        output.seek(0)
        said = output.read()
    if process.returncode not in codes:
        raise SystemExit(f"manage.py {' '.join(map(str, args))} ended with {process.returncode}:\n{said[-4000:]}")
    peak = max(peaks.values(), default=0)
    return Ran(seconds, children_cpu() - before, peak, len(peaks), process.returncode, said)


def children_cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def family(pid: int) -> list[int]:
    """A process and all that it started, as far as they still run."""
    found, left = [], [pid]
    while left:
        one = left.pop()
        found.append(one)
        for task in _listed(Path(f"/proc/{one}/task")):
            left += map(int, _text(task / "children").split())
    return found


def peak_mb(pid: int) -> float:
    """The most memory that a process has held so far."""
    lines = [line for line in _text(Path(f"/proc/{pid}/status")).splitlines() if line.startswith("VmHWM:")]
    return int(lines[0].split()[1]) / 1024 if lines else 0


def _listed(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []


def _text(path: Path) -> str:
    """A file of `/proc`; empty where its process has just ended."""
    try:
        return path.read_text()
    except OSError:
        return ""
