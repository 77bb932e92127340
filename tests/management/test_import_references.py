"""`import_references`: whole files, told line by line."""

import pytest
from django.core.management import CommandError, call_command

from artifacts.models import Reference, ReferenceFile
from tests.helpers import make_reference

pytestmark = pytest.mark.django_db
FILE = """@article{a, title = {A title that is long enough}, author = {A, B}, year = 1999, doi = {10.1000/a}}
@article{b, title = {Identification of a determining gene}, author = {Other, A.}, year = 1995}
@article{broken, title = {x
@misc{c, title = {C}, pmid = {none}}
"""


def run(capsys, *arguments) -> list[str]:
    call_command("import_references", *map(str, arguments))
    return capsys.readouterr().out.splitlines()


def test_a_file_is_imported_published_and_told(tmp_path, capsys):
    known = make_reference()
    (file := tmp_path / "lib.bib").write_text(FILE)

    told = run(capsys, file)

    assert told == [
        "lib.bib: 2 created, 1 left",
        "  Cannot be read:",
        "    line 3: The entry broken cannot be read: a brace or a quotation mark in it is not closed.",
        "  To look at:",
        "    line 4: 'none' is no PMID: it is a number of one to eight digits, as in 29091570.",
        "  Doubtful:",
        "    line 2: The title is the same; year, first author or an identifier is not. ref-lefebvre1995",
    ]
    made = Reference.objects.exclude(pk=known.pk)
    assert [hasattr(row.artifact, "publication") for row in made] == [True, True]


def test_a_dry_run_tells_and_does_nothing(tmp_path, capsys):
    (file := tmp_path / "lib.bib").write_text(FILE)

    assert run(capsys, file, "--dry-run")[0] == "lib.bib: 3 create"
    assert (Reference.objects.count(), ReferenceFile.objects.count()) == (0, 0)


def test_what_is_imported_for_review_is_not_published(tmp_path, capsys):
    (file := tmp_path / "lib.ris").write_text("TY  - JOUR\nTI  - x\nER  - \n")

    run(capsys, file, "--for-review", "--format", "ris")

    assert [hasattr(row.artifact, "publication") for row in Reference.objects.all()] == [False]


def test_a_file_that_is_none_is_told_and_the_others_go_on(tmp_path, capsys):
    (bad := tmp_path / "letter.txt").write_text("Dear all,")
    (good := tmp_path / "lib.ris").write_text("TY  - JOUR\nTI  - x\nER  - \n")

    with pytest.raises(CommandError, match="2 of 3 files were not imported"):
        call_command("import_references", str(bad), str(tmp_path / "missing.bib"), str(good))

    assert capsys.readouterr().err.splitlines() == [
        "letter.txt: No references were found in it: it must be BibTeX, RIS, MEDLINE (.nbib) or CSL-JSON.",
        "missing.bib cannot be read: No such file or directory.",
    ]
    assert [row.title for row in Reference.objects.all()] == ["x"]
