"""`python -m tests`: the whole suite on SQLite and beside it what touches a database on PostgreSQL; says what it skips.

Arguments are handed to pytest. With REQUIRE_ALL=1 a skipped part is a failure.
"""

import contextlib
import os
import subprocess
import sys
import tempfile
from ctypes.util import find_library

from tests.browser.chromium import chromium
from tests.postgres import binaries, cluster

# Not even collected on PostgreSQL; of the rest, conftest.py leaves out there what asks no database.
PURE = ("--ignore=tests/text", "--ignore=tests/test_layers.py", "--ignore=tests/browser")
NOTHING_TO_RUN = 5


def main(arguments: list[str]) -> int:
    skipped = []
    if chromium() is None:
        skipped.append("the tests in a browser: install Chromium, as in `apt-get install chromium`")
    with contextlib.ExitStack() as stack:
        postgres = None
        if find_library("pango-1.0") is None:
            skipped.append("PDF files: install Pango, as in `apt-get install libpangoft2-1.0-0 libharfbuzz-subset0`")
        if binaries() is None:
            skipped.append("PostgreSQL: install its server, as in `apt-get install postgresql`")
        else:
            url = stack.enter_context(cluster())
            printed = stack.enter_context(tempfile.TemporaryFile())
            # At once, since browsers, locks and disks are waited for: one half computes while the other waits.
            postgres = stack.enter_context(pytest([*PURE, *arguments], stdout=printed, DATABASE_URL=url))
        print("== SQLite ==", flush=True)
        failed = stack.enter_context(pytest(arguments)).wait() != 0
        if postgres is not None:
            print("== PostgreSQL ==", flush=True)
            failed |= postgres.wait() not in (0, NOTHING_TO_RUN)
            printed.seek(0)
            sys.stdout.write(printed.read().decode(errors="replace"))
    for part in skipped:
        print(f"SKIPPED {part}.")
    return 1 if failed or (skipped and os.environ.get("REQUIRE_ALL") == "1") else 0


def pytest(arguments: list[str], stdout=None, **environment: str) -> subprocess.Popen:
    inherited = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    workers = ["-n", str(os.cpu_count() or 1), "--dist", "worksteal"]
    command = [sys.executable, "-m", "pytest", "-q", *workers, *arguments]
    return subprocess.Popen(command, env=inherited | environment, stdout=stdout, stderr=stdout and subprocess.STDOUT)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
