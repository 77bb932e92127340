"""`python -m benchmarks.kills`: an import killed again and again must end as one that nobody disturbed.

Each round imports a corpus into an empty database and kills it at random moments, half of the times the first process
alone, half of the times all of them, until it is done; then all tables are compared with those of the undisturbed run.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from random import Random

from benchmarks.setting import SCRATCH, prepare  # isort: skip (sets Django up)

from benchmarks.databases import Spares, machine
from benchmarks.running import IMPORTED, ROOT, environment, family, run, started
from benchmarks.state import differences

BATCH = "killed"
# How far into the work of an undisturbed run a kill comes at the latest, in a share of it and in seconds.
REACH, LEAST_SECONDS = 0.3, 2


class Trial:
    """One dump, and imports of it that are left alone or killed."""

    def __init__(self, dump: Path, rejects: Path, chance: Random):
        self.rejects, self.chance = rejects, chance
        self.command = ("import_dump", "--batch", BATCH, "--rejects", rejects, dump)

    def left_alone(self, url: str) -> float:
        """Import to the end; the seconds that took."""
        return run(*self.command, env=environment(DATABASE_URL=url), codes=IMPORTED).seconds

    def killed(self, url: str, span: tuple[float, float], most: int) -> int:
        """Import with kills, each within a span of seconds after a start, so many at the most; how many there were."""
        for kills in range(most):
            if self.killed_or_done(url, self.chance.uniform(*span)):
                return kills
        self.left_alone(url)
        return most

    def killed_or_done(self, url: str, seconds: float) -> bool:
        """Start the import and kill it after so many seconds; whether it came to its end before."""
        with tempfile.TemporaryFile("w+") as output:
            process = started(*self.command, env=environment(DATABASE_URL=url), output=output)
            try:
                code = process.wait(seconds)
            except subprocess.TimeoutExpired:
                workers = family(process.pid)[1:]
                process.kill()
                process.wait()
                for pid in workers if self.chance.random() < 0.5 else ():
                    with suppress(ProcessLookupError):
                        os.kill(pid, signal.SIGKILL)
                return False
            if code not in IMPORTED:
                output.seek(0)
                raise SystemExit(f"The import ended with {code}:\n{output.read()[-4000:]}")
            return True

    def state(self, url: str) -> dict[str, list[str]]:
        """All that an import leaves: the tables, and the file of what it could not take."""
        command, env = [sys.executable, "-m", "benchmarks.state"], environment(DATABASE_URL=url)
        done = subprocess.run(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, check=True)
        return json.loads(done.stdout) | {"rejects": self.rejects.read_text(errors="replace").splitlines()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", default="1")
    options = parser.parse_args()
    prepare()
    print(machine())
    folder = Path(SCRATCH.name)
    few = ("--edges-per-page", 5, "--links-per-page", 5, "--malformed", 0.02)
    run("make_corpus", "--pages", options.pages, "--seed", options.seed, *few, "--out", folder / "dump")
    trial, spares = Trial(folder / "dump", folder / "rejects.jsonl", Random(options.seed)), Spares(folder)
    own = spares.fresh()
    whole = trial.left_alone(own)
    wanted = trial.state(own)
    # A batch that is done is only looked at: what that takes is no work.
    idle = trial.left_alone(own)
    span = (0.8 * idle, idle + max(LEAST_SECONDS, REACH * (whole - idle)))
    print(f"undisturbed: {whole:.1f} s, {sum(map(len, wanted.values())):,} rows in {len(wanted)} tables", flush=True)
    told("the same batch once more", wanted, trial.state(own))
    kills = 0
    while kills < options.kills:
        url = spares.fresh()
        trial.rejects.unlink()
        here = trial.killed(url, span, options.kills - kills)
        kills += here
        told(f"killed {here} times", wanted, trial.state(url))
        run("verify_history", env=environment(DATABASE_URL=url))
        spares.drop(url)
    print(f"killed {kills} times in all, and each time it ended as the undisturbed run")


def told(what: str, wanted: dict, state: dict) -> None:
    """Print whether a state is the one wanted; SystemExit with what differs where it is not."""
    found = differences(wanted, state)
    print(f"{what}: {'equal' if not found else 'DIFFERENT'}", flush=True)
    if found:
        raise SystemExit("\n".join(found))


if __name__ == "__main__":
    main()
