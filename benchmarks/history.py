"""`python -m benchmarks.history`: what the history of a 20 KB page with 60 works costs, on a throw-away database.

Prints medians in milliseconds and as ratios to the first row: saving a change of one word.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from benchmarks.setting import edit, make_page, make_works, median_ms, prepare, told  # isort: skip (sets Django up)

from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.db import connection
from django.test import Client
from reversion.models import Revision, Version

from artifacts.domain.accounts import importer
from artifacts.domain.blame import blame
from artifacts.domain.merge import merge, plan_merge
from artifacts.domain.publish import publish
from artifacts.domain.unmerge import plan_unmerge, unmerge
from artifacts.domain.verify import verify
from artifacts.models import Artifact, Merge, RevisionInfo, RevisionTag

BLAMED = 500
TIMELINES = (10, 1_000, 10_000)
MEASURED = 200
MERGED = 10


def fresh(artifact: Artifact) -> Artifact:
    return Artifact.objects.get(pk=artifact.pk)


def edited(name: str, revisions: int) -> Artifact:
    """A page with so many revisions, each an edit of another paragraph; the last is published."""
    artifact = make_page(name)
    for n in range(1, revisions):
        edit(fresh(artifact), place=n, words=f" Word {n}.")
    publish(artifact.revisions.newest(), by=importer())
    return fresh(artifact)


def lengthened(artifact: Artifact, revisions: int) -> Artifact:
    """The page with copies of its first revision behind its last, written at once: rows enough for a long timeline."""
    first, last = artifact.revisions.select_related("version__revision").get(number=1), artifact.revisions.count()
    version = first.version
    made = Revision.objects.bulk_create(
        [Revision(date_created=first.date, user=first.author, comment="Copy") for _ in range(revisions - last)]
    )
    versions = Version.objects.bulk_create(
        Version(
            revision=one,
            object_id=version.object_id,
            content_type=version.content_type,
            db=version.db,
            format=version.format,
            serialized_data=version.serialized_data,
            object_repr=version.object_repr,
        )
        for one in made
    )
    kept = {
        field.attname: getattr(first, field.attname)
        for field in RevisionInfo._meta.concrete_fields
        if field.name not in ("id", "number", "version")
    }
    infos = RevisionInfo.objects.bulk_create(
        RevisionInfo(number=last + n, version=one, **kept) for n, one in enumerate(versions, start=1)
    )
    RevisionTag.objects.bulk_create(RevisionTag(revision=info, name="numbers") for info in infos)
    return fresh(artifact)


@contextmanager
def clocked(times: dict[str, float], name: str, per: int = 1) -> Iterator[None]:
    start = time.perf_counter()
    yield
    times[name] = 1000 * (time.perf_counter() - start) / per


def stored_bytes() -> int:
    """What the database takes up, free pages left out."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT (SELECT page_count - freelist_count FROM pragma_page_count, pragma_freelist_count)")
            pages = cursor.fetchone()[0]
            cursor.execute("PRAGMA page_size")
            return pages * cursor.fetchone()[0]
        tables = ("reversion_revision", "reversion_version", "artifacts_revisioninfo", "artifacts_revisiontag")
        cursor.execute(f"SELECT {' + '.join(f'pg_total_relation_size({table!r})' for table in tables)}")
        return cursor.fetchone()[0]


def bytes_per_revision(artifact: Artifact) -> float:
    before = stored_bytes()
    for n in range(MEASURED):
        edit(fresh(artifact), place=n, words=f" Measured {n}.")
    return (stored_bytes() - before) / MEASURED


def uncached(act):
    def asked():
        cache.clear()
        act()

    return asked


def merging(times: dict[str, float]) -> None:
    """Merge pages that say the same into twins of theirs, and take all of that back."""
    pairs = [(make_page(f"source-{n}"), make_page(f"target-{n}")) for n in range(MERGED)]
    by = importer()
    with clocked(times, "merge of two such pages", per=MERGED):
        for source, target in pairs:
            merge(plan_merge(source, target, []), by=by, why="Benchmark")
    with clocked(times, "un-merge", per=MERGED):
        for done in Merge.objects.with_all():
            unmerge(plan_unmerge(done), by=by, why="Benchmark")


def main() -> None:
    prepare()
    make_works()
    get_user_model().objects.create_superuser("ada")
    times: dict[str, float] = {}
    saved = make_page("saved")
    times["save of a change of one word"] = median_ms(lambda: edit(fresh(saved)))
    pages = {n: lengthened(edited(f"timeline-{n}", 10), n) for n in TIMELINES}
    staff = Client()
    staff.force_login(get_user_model().objects.get(username="ada"))
    for n, artifact in pages.items():
        path = f"/admin/artifacts/wikipage/{artifact.pk}/history/"
        times[f"timeline of {n:,} revisions, in the admin"] = median_ms(lambda path=path: staff.get(path), rounds=10)
    for n, artifact in pages.items():
        path = f"{artifact.get_absolute_url()}/history"
        times[f"timeline of {n:,} revisions, in public"] = median_ms(lambda path=path: Client().get(path), rounds=10)
    compared = f"{pages[10].get_absolute_url()}/diff/1..10"
    times["comparison of two revisions"] = median_ms(uncached(lambda: staff.get(compared)), rounds=10)
    blamed = edited("blamed", BLAMED)
    times[f"blame of {BLAMED} revisions"] = median_ms(uncached(lambda: blame(blamed, BLAMED)), rounds=5)
    merging(times)
    with clocked(times, "verify_history per 1,000 revisions", per=BLAMED):
        problems = verify(blamed)
    times["verify_history per 1,000 revisions"] *= 1_000
    assert problems == [], problems
    told(times)
    print(f"{'bytes stored per revision':46} {bytes_per_revision(blamed) / 1000:9.1f} KB   {connection.vendor}")


if __name__ == "__main__":
    main()
