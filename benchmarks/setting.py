"""What every benchmark needs: a throw-away database, Django on top of it, a page of 20 KB, and a clock.

The database is SQLite, or PostgreSQL where BENCHMARK_DATABASE_URL names an empty one.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

SCRATCH = tempfile.TemporaryDirectory(prefix="scidex-benchmarks-")
os.environ |= {
    "DEBUG": "1",
    "DATABASE_URL": os.environ.get("BENCHMARK_DATABASE_URL") or f"sqlite:///{SCRATCH.name}/benchmark.sqlite3",
    "MEDIA_ROOT": str(Path(SCRATCH.name) / "media"),
    "DJANGO_SETTINGS_MODULE": "scidex.settings",
}

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402

from artifacts.domain.accounts import importer  # noqa: E402
from artifacts.domain.publish import publish  # noqa: E402
from artifacts.domain.save import save  # noqa: E402
from artifacts.models import Artifact, RevisionInfo  # noqa: E402
from artifacts.representations.contents import content_of  # noqa: E402

WORKS = 60
SENTENCE = "The protein binds its **partner** in the cytoplasm of [motor neurons](/cell-types/motor-neurons).[@work{}] "


def prepare() -> None:
    call_command("migrate", verbosity=0)
    settings.DEBUG = False
    settings.ALLOWED_HOSTS = ["testserver"]


def median_ms(act: Callable, rounds: int = 30) -> float:
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        act()
        times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times)


def told(times: dict[str, float], width: int = 46) -> None:
    """Each median, and its ratio to the first row of the run: machines differ, ratios less."""
    first = next(iter(times.values()))
    for name, ms in times.items():
        print(f"{name:{width}} {ms:9.2f} ms   {ms / first:8.2f} x")


def make_works() -> None:
    by = importer()
    for n in range(WORKS):
        csl = {"type": "article-journal", "title": f"Work {n}", "author": [{"family": "Author", "given": "A"}]}
        publish(save({"kind": "reference", "csl": csl}, by=by, public_id=f"ref-work{n}").revision, by=by)


def make_page(name: str = "benchmark") -> Artifact:
    """A page of 20 KB with 60 works cited and 10 infobox rows, published."""
    by = importer()
    paragraphs = ["".join(SENTENCE.format((n + m) % WORKS) for m in range(6)) for n in range(30)]
    content = {
        "kind": "page",
        "slug": f"genes-{name}",
        "title": "Benchmark",
        "entity_type": "gene",
        "body": "\n\n".join(f"## Section {n}\n\n{text}" for n, text in enumerate(paragraphs)),
        "infobox": [{"label": f"Label {n}", "value": f"Value {n}"} for n in range(10)],
        "citations": {f"work{n}": f"ref-work{n}" for n in range(WORKS)},
    }
    saved = save(content, by=by)
    publish(saved.revision, by=by)
    return saved.revision.artifact


def edit(artifact: Artifact, place: int = 0, words: str = " More.") -> RevisionInfo:
    """Add words to one of the page's paragraphs."""
    newest, content = artifact.revisions.newest(), content_of(artifact)
    paragraphs = content["body"].split("\n\n")
    paragraphs[place % len(paragraphs)] += words
    content["body"] = "\n\n".join(paragraphs)
    return save(content, by=importer(), artifact=artifact, base=newest.number).revision
