"""`python -m benchmarks`: what reading, rendering, saving and publishing cost, on a throw-away SQLite database.

Prints medians in milliseconds and, since machines differ, as ratios to the first row: a public GET of a 20 KB page.
"""

import os
import resource
import statistics
import tempfile
import time
from pathlib import Path

ROUNDS = 30
SCRATCH = tempfile.TemporaryDirectory(prefix="scidex-benchmarks-")
os.environ |= {
    "DEBUG": "1",
    "DATABASE_URL": f"sqlite:///{Path(SCRATCH.name) / 'benchmark.sqlite3'}",
    "DJANGO_SETTINGS_MODULE": "scidex.settings",
}

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402

from artifacts.domain.accounts import importer  # noqa: E402
from artifacts.domain.publish import publish  # noqa: E402
from artifacts.domain.render import render  # noqa: E402
from artifacts.domain.save import save  # noqa: E402
from artifacts.models import Artifact, RevisionInfo  # noqa: E402
from artifacts.representations.contents import content_of  # noqa: E402

WORKS = 60
SENTENCE = "The protein binds its **partner** in the cytoplasm of [motor neurons](/cell-types/motor-neurons).[@work{}] "


def median_ms(act) -> float:
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        act()
        times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times)


def make_page() -> Artifact:
    """A page of 20 KB with 60 works cited and 10 infobox rows."""
    by = importer()
    for n in range(WORKS):
        csl = {"type": "article-journal", "title": f"Work {n}", "author": [{"family": "Author", "given": "A"}]}
        publish(save({"kind": "reference", "csl": csl}, by=by, public_id=f"ref-work{n}").revision, by=by)
    paragraphs = ["".join(SENTENCE.format((n + m) % WORKS) for m in range(6)) for n in range(30)]
    content = {
        "kind": "page",
        "slug": "genes-benchmark",
        "title": "Benchmark",
        "entity_type": "gene",
        "body": "\n\n".join(f"## Section {n}\n\n{text}" for n, text in enumerate(paragraphs)),
        "infobox": [{"label": f"Label {n}", "value": f"Value {n}"} for n in range(10)],
        "citations": {f"work{n}": f"ref-work{n}" for n in range(WORKS)},
    }
    saved = save(content, by=by)
    publish(saved.revision, by=by)
    return saved.revision.artifact


def edit(artifact: Artifact) -> RevisionInfo:
    newest = artifact.revisions.newest()
    content = content_of(artifact)
    content["body"] += " More."
    return save(content, by=importer(), artifact=artifact, base=newest.number).revision


def main() -> None:
    call_command("migrate", verbosity=0)
    settings.DEBUG = False
    settings.ALLOWED_HOSTS = ["testserver"]
    artifact, client = make_page(), Client()
    path = artifact.get_absolute_url()
    tag = client.get(path)["ETag"]
    content = content_of(artifact)
    rows = {
        f"GET of a page of {len(content['body']) / 1000:.0f} KB": lambda: client.get(path),
        "GET of its embed": lambda: client.get(path, {"embed": "1"}),
        "GET with its entity tag (304)": lambda: client.get(path, headers={"If-None-Match": tag}),
        "rendering it anew, styles cached": lambda: render(content, artifact=artifact),
        "saving a change of one word": lambda: edit(Artifact.objects.get(pk=artifact.pk)),
        "publishing its newest revision": lambda: publish(artifact.revisions.newest(), by=importer()),
    }
    times = {name: median_ms(act) for name, act in rows.items()}
    first = next(iter(times.values()))
    for name, ms in times.items():
        print(f"{name:38} {ms:8.2f} ms   {ms / first:6.2f} x")
    newest = artifact.revisions.newest()
    stored = len(newest.version.serialized_data)
    kilobytes, megabytes = stored / 1000, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{'one revision of it, stored':38} {kilobytes:8.1f} KB   {stored / newest.size:6.2f} x its document")
    print(f"{'peak memory':38} {megabytes:8.0f} MB")


if __name__ == "__main__":
    main()
