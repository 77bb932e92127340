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
import time
from contextlib import suppress
from pathlib import Path
from random import Random

from benchmarks.setting import SCRATCH, prepare  # isort: skip (sets Django up)

from benchmarks.databases import Spares, machine
from benchmarks.running import IMPORTED, ROOT, environment, family, run, started
from benchmarks.state import differences

BATCH = "killed"
# How far into what is left of an undisturbed run a kill comes at the latest: some rounds are then needed for fifty.
REACH = 0.3
PATIENCE = 1_800


def killed_or_done(command: tuple, url: str, chance: Random, most: float) -> bool:
    """Start the import, and kill it after so many seconds at most; whether it came to its end before."""
    with tempfile.TemporaryFile("w+") as output:
        process = started(*command, env=environment(DATABASE_URL=url), output=output)
        try:
            code = process.wait(chance.uniform(0.2, most))
        except subprocess.TimeoutExpired:
            workers = family(process.pid)[1:]
            process.kill()
            process.wait()
            for pid in workers if chance.random() < 0.5 else ():
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            return False
        if code not in IMPORTED:
            output.seek(0)
            raise SystemExit(f"The import ended with {code}:\n{output.read()[-4000:]}")
        return True


def state(url: str) -> dict[str, list[str]]:
    command = [sys.executable, "-m", "benchmarks.state"]
    done = subprocess.run(command, cwd=ROOT, env=environment(DATABASE_URL=url), capture_output=True, check=True)
    return json.loads(done.stdout)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", default="1")
    options = parser.parse_args()
    prepare()
    print(machine())
    dump, chance = Path(SCRATCH.name) / "dump", Random(options.seed)
    few = ("--edges-per-page", 5, "--links-per-page", 5, "--malformed", 0.02)
    run("make_corpus", "--pages", options.pages, "--seed", options.seed, *few, "--out", dump)
    spares = Spares(Path(SCRATCH.name))
    own, refused = spares.fresh(), Path(SCRATCH.name) / "rejects.jsonl"
    command = ("import_dump", "--batch", BATCH, "--rejects", refused, dump)
    ran = run(*command, env=environment(DATABASE_URL=own), codes=IMPORTED)
    wanted = state(own) | {"rejects": refused.read_text().splitlines()}
    print(f"undisturbed: {ran.seconds:.1f} s, {sum(map(len, wanted.values())):,} rows in {len(wanted)} tables")
    start = time.perf_counter()
    startup = run("help", env=environment(DATABASE_URL=own)).seconds
    most = startup + max(1.0, REACH * (ran.seconds - startup))
    kills = rounds = 0
    while kills < options.kills and time.perf_counter() - start < PATIENCE:
        url, here = spares.fresh(), 0
        refused.unlink()
        while not killed_or_done(command, url, chance, most):
            here += 1
        kills, rounds = kills + here, rounds + 1
        found = differences(wanted, state(url) | {"rejects": refused.read_text().splitlines()})
        run("verify_history", env=environment(DATABASE_URL=url))
        print(f"round {rounds}: killed {here} times, {'equal' if not found else 'DIFFERENT'}", flush=True)
        if found:
            raise SystemExit("\n".join(found))
        spares.drop(url)
    print(f"killed {kills} times in {rounds} rounds, and each time equal to the undisturbed run")


if __name__ == "__main__":
    main()
