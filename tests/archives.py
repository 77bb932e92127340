"""Archives for tests: a history in which everything happened that can, and the other database to take it to."""

import contextlib
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.test import override_settings
from django.utils import timezone

from artifacts.domain.archive.writing import export_archive
from artifacts.domain.autosave import keep_posted
from artifacts.domain.duplicates import judge_not_duplicate
from artifacts.domain.graph.writing import write_edges
from artifacts.domain.imports import add_provenance, import_artifact, make_batch
from artifacts.domain.merge import merge, plan_merge
from artifacts.domain.naming import name_revision
from artifacts.domain.prune import plan_pruning, prune
from artifacts.domain.review import reject
from artifacts.domain.suppress import suppress
from artifacts.domain.unmerge import plan_unmerge, unmerge
from artifacts.domain.withdraw import put_back, withdraw
from artifacts.models import Merge, RevisionInfo
from artifacts.representations.decisions import Decision
from artifacts.representations.exchange import Exchanged
from tests.helpers import edit, fresh, make_analysis, make_hypothesis, make_page, make_reference, someone
from tests.postgres import binaries, cluster

# What a process of its own does with an archive, in a database that it makes.
THERE_AND_BACK = """
import django, sys
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("import_corpus", sys.argv[1])
call_command("export_corpus", sys.argv[2])
"""


def make_history() -> None:
    """Works, hypotheses, analyses and pages with every turn that a history can take."""
    edith = get_user_model().objects.create_user("édith", first_name="Édith", email="edith@example.org", password="x")
    someone()
    work, twin = make_reference("a", doi="10.1038/a"), make_reference("B", csl={"title": "Another"}, pmid="123")
    analysis = make_analysis(summary="As told.[@ref-a]")
    hypothesis = make_hypothesis(
        analysis=analysis.public_id,
        evidence=[{"stance": "for", "claim": "It binds.", "reference": work.public_id}],
    )
    picture = default_storage.save("images/cells.png", ContentFile(b"pixels"))
    dismissed = {"by": "édith", "at": "2026-04-01T12:00:00+00:00"}
    page = make_page(
        "smn1",
        body=f"It binds.[@a] See [two](/genes/smn2) and [none](/genes/none).\n\n![Cells](/media/{picture})",
        citations={"a": work.public_id, "b": twin.public_id, "c": None},
        relations=[
            {"to": hypothesis.public_id, "reason": "Same gene."},
            {"to": analysis.public_id, "dismissed": dismissed},
        ],
        metadata={"tags": ["core"], "score": 0.1, "ünï": [1, None, True]},
        addresses=["smn", "Übername"],
    )
    edit(page, title="SMN one\u2028and more", by=edith, summary="Renamed", live=True)
    edit(page, slug="genes-smn1-new", live=True)
    bad = edit(page, body="Private.[@a]")
    edit(page, body="It binds.[@a]", live=True)
    suppress(bad.revision, by=edith, reason="Private.")
    for number in range(3):
        edit(page, body=f"It binds.[@a] {number}")
    edit(page, body="It binds well.[@a]", live=True)
    prune(plan_pruning(fresh(page), before=timezone.now() + timedelta(days=1)), by=edith)
    name_revision(page.revisions.newest(), "v1.0", by=edith)
    reject(edit(page, by=edith, body="Nonsense.[@a]").revision, by=someone(), note="Nonsense.")
    keep_posted({"title": ["Half a thought"]}, by=edith, artifact=page, kind="page")
    merge_some(page, edith)
    import_some()
    merged(twin, work, edith)
    draw_some()
    gone = withdraw_some()
    judge_not_duplicate(fresh(page), gone, by=edith, why="Two things.")
    make_page("draft", live=False)


def merge_some(page, by) -> None:
    """A merge that stands, and one that was taken back and made again."""
    first, second = make_page("smn1a", body="First."), make_page("smn1b", body="Second.")
    done = merged(first, second, by)
    unmerge(plan_unmerge(Merge.objects.get(pk=done.pk)), by=someone(), why="Two genes.")
    merged(second, page, by)
    merged(first, page, by)


def merged(source, target, by):
    source, target = fresh(source), fresh(target)
    decisions = [Decision("target") if choice.open else None for choice in plan_merge(source, target).folded.choices]
    return merge(plan_merge(source, target, decisions), by=by, why="Same gene.")


def import_some() -> None:
    """An import with provenance, edited by a person, imported otherwise: a proposal."""
    for number, body in enumerate(("One.", "Two.")):
        batch = make_batch("dump", "https://example.org/dump", someone())
        content = {"kind": "page", "slug": "genes-htt", "title": "HTT", "body": body}
        import_artifact(
            Exchanged("wiki-genes-htt", ("wp-1",), content),
            by=someone(),
            batch=batch,
            summary="Imported",
            provenance=[("importedFrom", "https://example.org/htt")],
        )
        if number == 0:
            edited = RevisionInfo.objects.get(artifact__public_id="wiki-genes-htt").artifact
            add_provenance(edited, [("wasDerivedFrom", "elsewhere")], batch)
            edit(edited, body="One, by a person.")


def draw_some() -> None:
    """Edges of two imports, one of which both bring."""
    edge = {"subject": "SMN1", "relation": "causes", "object": "Spinal atrophy", "source": "a", "confidence": 0.5}
    batches = [make_batch(name, "", someone()) for name in ("graph", "later graph")]
    write_edges(
        [edge, edge | {"object": "Ünï", "confidence": 1.0}, edge | {"source": "", "confidence": None}], batches[0]
    )
    write_edges([edge | {"confidence": 0.75}, edge | {"subject": "SMN2"}], batches[1])


def withdraw_some():
    """A page that was withdrawn and put back, and one that stays withdrawn."""
    back, gone = make_page("back"), make_page("gone")
    withdraw(back, by=someone(), reason="By mistake.")
    put_back(fresh(back), by=someone())
    withdraw(gone, by=someone(), reason="Wrong.")
    return fresh(back)


def exported(folder: Path, make, artifacts=None) -> Path:
    """An archive of what a function makes, none of which is left in the database."""
    with transaction.atomic(), override_settings(MEDIA_ROOT=folder.parent / "media"):
        make()
        export_archive(folder, artifacts and artifacts())
        transaction.set_rollback(True)
    return folder


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}


@contextlib.contextmanager
def other_database(folder: Path):
    """The `DATABASE_URL` of an empty database of the other kind."""
    if connection.vendor == "postgresql":
        yield f"sqlite:///{folder / 'other.sqlite3'}"
    elif binaries() is None:
        pytest.skip("PostgreSQL is not installed")
    else:
        with cluster() as url:
            yield url


def there_and_back(archive: Path, folder: Path) -> Path:
    """An archive imported into a database of the other kind, and exported from there."""
    back = folder / "back"
    with other_database(folder) as url:
        environment = os.environ | {
            "DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": "scidex.settings",
            "DEBUG": "1",
            "MEDIA_ROOT": str(folder / "media"),
        }
        command = [sys.executable, "-c", THERE_AND_BACK, str(archive), str(back)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]
    return back
