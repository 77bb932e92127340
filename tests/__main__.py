"""`python -m tests`: the whole suite on SQLite, then what touches a database on PostgreSQL; says what it skips and why.

Arguments are handed to pytest. With REQUIRE_ALL=1 a skipped part is a failure.
"""

import os
import subprocess
import sys

from tests.browser.chromium import chromium
from tests.postgres import binaries, cluster

PURE = ("--ignore=tests/text", "--ignore=tests/test_layers.py", "--ignore=tests/browser")
NOTHING_TO_RUN = 5


def main(arguments: list[str]) -> int:
    skipped = []
    if chromium() is None:
        skipped.append("the tests in a browser: install Chromium, as in `apt-get install chromium`")
    failed = pytest("SQLite", arguments)
    if binaries() is None:
        skipped.append("PostgreSQL: install its server, as in `apt-get install postgresql`")
    elif failed:
        skipped.append("PostgreSQL, since the tests on SQLite failed")
    else:
        with cluster() as url:
            # A part of the tests that touches no database has nothing to do there.
            failed = pytest("PostgreSQL", [*PURE, *arguments], DATABASE_URL=url) not in (0, NOTHING_TO_RUN)
    for part in skipped:
        print(f"SKIPPED {part}.")
    return 1 if failed or (skipped and os.environ.get("REQUIRE_ALL") == "1") else 0


def pytest(name: str, arguments: list[str], **environment: str) -> int:
    print(f"== {name} ==", flush=True)
    inherited = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    command = [sys.executable, "-m", "pytest", "-q", "-n", str(os.cpu_count() or 1), *arguments]
    return subprocess.run(command, env=inherited | environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
