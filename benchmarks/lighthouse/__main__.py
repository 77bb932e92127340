"""`python -m benchmarks.lighthouse`: ten kinds of page by Lighthouse, as a phone or a desktop; the median of five runs.

Serves the demo as in production, on a throw-away database, and validates its HTML if there is Java.
Needs node, npm and Chromium.
"""

import argparse
import json
import os
import secrets
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import defaultdict
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
KINDS = (
    "/",
    "/artifact/wiki-therapeutics-nusinersen",
    "/artifact/wiki-diseases-amyotrophic-lateral-sclerosis",
    "/artifact/h-3c91d0a7",
    "/artifact/SDA-2026-04-07-gap-003",
    "/artifact/ref-finkel2017",
    "/browse/gene",
    "/exchange",
    "/recent",
    "/artifact/wiki-therapeutics-nusinersen/history",
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--form", choices=("mobile", "desktop"), default="mobile")
    parser.add_argument("paths", nargs="*", default=KINDS)
    given = parser.parse_args()
    if not (HERE / "node_modules").is_dir():
        subprocess.run(["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"], cwd=HERE, check=True)
    chromium = os.environ.get("CHROME_PATH") or shutil.which("chromium") or shutil.which("chromium-browser")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="scidex-lighthouse-") as scratch:
        server = serve(Path(scratch), port)
        try:
            command = ["node", HERE / "run.mjs", chromium, str(port), given.form, str(given.runs), *given.paths]
            lines = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.splitlines()
            invalid = validated(Path(scratch), port, given.paths)
        finally:
            server.terminate()
            server.wait()
    tell([json.loads(line) for line in lines])
    print(invalid)


def serve(scratch: Path, port: int) -> subprocess.Popen:
    """The demo as a site in production would serve it."""
    database = {"DATABASE_URL": f"sqlite:///{scratch}/site.sqlite3", "MEDIA_ROOT": str(scratch / "media")}
    environment = os.environ | database
    production = {
        "DEBUG": "0",
        "BEHIND_PROXY": "1",
        "SECRET_KEY": secrets.token_urlsafe(60),
        "SITE_URL": f"https://127.0.0.1:{port}",
    }
    manage = [sys.executable, str(ROOT / "manage.py")]
    for arguments in (["migrate", "-v0"], ["load_demo"]):
        subprocess.run([*manage, *arguments], env=environment | {"DEBUG": "1"}, check=True, stdout=sys.stderr)
    subprocess.run([*manage, "collectstatic", "--no-input", "-v0"], env=environment | production, check=True)
    options = ["--worker-class", "gthread", "--threads", "8", "--bind", f"127.0.0.1:{port}", "--log-level", "warning"]
    gunicorn = [sys.executable, "-m", "gunicorn", "benchmarks.lighthouse.site", *options]
    server = subprocess.Popen(gunicorn, cwd=ROOT, env=environment | production)
    for _ in range(100):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2)
            return server
        except OSError:
            time.sleep(0.2)
    server.terminate()
    raise SystemExit("The server did not start.")


def validated(scratch: Path, port: int, paths: list[str]) -> str:
    """What the validator says of the pages, a line each."""
    if shutil.which("java") is None:
        return "HTML not validated: there is no Java."
    files = [scratch / f"{number}.html" for number, _path in enumerate(paths)]
    for file, path in zip(files, paths, strict=True):
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=20) as answer:
            file.write_bytes(answer.read())
    validator = next((HERE / "node_modules" / "vnu-jar").rglob("vnu.jar"))
    command = ["java", "-jar", validator, "--errors-only", "--format", "gnu", *files]
    said = subprocess.run(command, check=False, stderr=subprocess.PIPE, text=True).stderr
    for file, path in zip(files, paths, strict=True):
        said = said.replace(f'"file:{file}"', path)
    return said.strip() or f"HTML of {len(paths)} pages: valid."


def tell(runs: list[dict]) -> None:
    by_path = defaultdict(list)
    for run in runs:
        by_path[run["url"]].append(run)
    print(f"{'page':56}{'perf':>6}{'a11y':>6}{'best':>6}{'seo':>6}{'requests':>10}{'KB':>8}{'paint s':>9}{'shift':>8}")
    for path, some in by_path.items():
        scores = [round(100 * statistics.median(run["scores"][name] or 0 for run in some)) for name in CATEGORIES]
        requests, size, paint, shift = (
            statistics.median(run[name] for run in some) for name in ("requests", "bytes", "paint", "shift")
        )
        # A page that search engines are asked to leave out is not to be found by them.
        hidden = any("is-crawlable" in run["failed"] for run in some)
        shown = "".join(f"{score:6}" for score in scores[:-1]) + (f"{'none':>6}" if hidden else f"{scores[-1]:6}")
        print(f"{path:56}{shown}{requests:10.0f}{size / 1000:8.1f}{paint / 1000:9.2f}{shift:8.3f}")
        for failed in sorted({name for run in some for name in run["failed"]}):
            print(f"    fails {failed}")


if __name__ == "__main__":
    main()
