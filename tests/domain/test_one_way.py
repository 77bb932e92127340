"""No registered row changes without a verb: only `domain` writes, and every revision has its version."""

import ast
from pathlib import Path

import pytest
import reversion
from reversion.models import Version

from artifacts.models import RevisionInfo
from artifacts.models.artifact import ArtifactRow
from tests.helpers import edit, make_analysis, make_hypothesis, make_page, make_reference

ROOT = Path(__file__).parent.parent.parent / "artifacts"
WRITES = {
    *("save", "create", "get_or_create", "update_or_create", "bulk_create", "bulk_update"),
    *("delete", "save_base", "_raw_delete", "set", "clear", "add_to_revision", "revert"),
}
# Writes whose object is no row: a cache, an option, a file, what a row itself inherits.
HARMLESS = {"cache", "linkify", "default_storage", "image", "super()"}
OUTSIDE = ("domain", "migrations")
FILES = [path for path in sorted(ROOT.rglob("*.py")) if path.relative_to(ROOT).parts[0] not in OUTSIDE]


def written(path: Path) -> list[str]:
    """The calls in a module that would write rows."""
    calls = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
    methods = [call for call in calls if isinstance(call.func, ast.Attribute)]
    return [
        ast.unparse(call.func)
        for call in methods
        if (call.func.attr in WRITES and ast.unparse(call.func.value).split(".")[-1] not in HARMLESS)
        or (call.func.attr == "update" and ".objects" in ast.unparse(call.func.value))
    ]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_only_the_domain_writes_rows(path):
    assert written(path) == []


def test_a_write_outside_the_domain_would_be_noticed(tmp_path):
    module = tmp_path / "view.py"
    module.write_text("page.save()\nWikiPage.objects.filter(pk=1).update(title='x')\nrow.infobox.all().delete()\n")

    assert written(module) == ["page.save", "WikiPage.objects.filter(pk=1).update", "row.infobox.all().delete"]


def test_the_four_kinds_are_registered_under_the_document_serializer_and_nothing_else_is():
    assert set(reversion.get_registered_models()) == set(ArtifactRow.__subclasses__())
    for model in ArtifactRow.__subclasses__():
        options = reversion.revisions._get_options(model)
        assert (options.format, options.follow) == ("scidex-document", ())


@pytest.mark.django_db
def test_every_revision_has_its_version_and_the_numbers_are_1_to_n():
    for make in (make_page, make_hypothesis, make_analysis, make_reference):
        artifact = make()
        for number in range(3):
            edit(artifact, metadata={"edited": number})
            edit(artifact, metadata={"edited": number})

        revisions = list(artifact.revisions.order_by("number").select_related("version"))
        assert [info.number for info in revisions] == [1, 2, 3, 4]
        versions = list(Version.objects.get_for_object(artifact.row).order_by("pk"))
        assert [info.version for info in revisions] == versions

    assert Version.objects.count() == RevisionInfo.objects.count() == 16
