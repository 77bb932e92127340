"""Exchange: a folder comes in whole or not at all, and goes out byte for byte as it came."""

import json
import tempfile
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from artifacts.domain.exchange import export_folder, import_folder
from artifacts.domain.save import save
from artifacts.errors import ArtifactError, ExchangeError
from artifacts.models import Artifact, Batch, Reference
from artifacts.representations.contents import content_of
from tests.helpers import CSL, edit, make_page, make_reference, someone

PAGE = "---\nid: wiki-genes-smn1\nslug: genes-smn1\ntitle: SMN1\nentity_type: gene\n"


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}


def write(folder: Path, name: str, text: str) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")


def write_page(folder: Path, references: dict, name: str = "smn1") -> None:
    head = PAGE.replace("smn1", name)
    write(folder, f"pages/genes-{name}.md", f"{head}references: {json.dumps(references)}\n---\n\nText.[@a]\n")


def import_from(folder: Path):
    return import_folder(folder, by=someone())


def citations(name: str = "smn1") -> dict:
    return content_of(Artifact.objects.get(public_id=f"wiki-genes-{name}"))["citations"]


pytestmark = pytest.mark.django_db


def test_the_same_folder_twice_changes_nothing(tmp_path):
    write_page(tmp_path, {"a": {"title": "A"}, "b": {"title": "B", "DOI": "10.1038/1"}})

    import_from(tmp_path)
    counts = import_from(tmp_path)

    assert counts == {"unchanged": 1}
    assert Batch.objects.count() == 1


def test_a_work_in_a_page_becomes_a_reference(tmp_path):
    write_page(tmp_path, {"a": {**CSL, "id": "ref-lefebvre", "DOI": "10.1016/X"}})

    counts = import_from(tmp_path)

    reference = Reference.objects.get()
    assert counts == {"new": 2}
    assert (reference.public_id, reference.doi, reference.csl["title"]) == ("ref-lefebvre", "10.1016/x", CSL["title"])
    assert citations() == {"a": "ref-lefebvre"}


@pytest.mark.parametrize(
    ("scheme", "member", "value"),
    [
        ("doi", "DOI", "https://doi.org/10.1038/ABC"),
        ("pmid", "PMID", 29091570),
        ("pmcid", "PMCID", "pmc4782111"),
    ],
)
def test_a_work_that_the_database_has_is_led_to_and_left_alone(tmp_path, scheme, member, value):
    normal = {"doi": "10.1038/abc", "pmid": "29091570", "pmcid": "PMC4782111"}[scheme]
    make_reference("known", **{scheme: normal})
    write_page(tmp_path, {"a": {"title": "Another title", member: value}})

    import_from(tmp_path)

    assert citations() == {"a": "ref-known"}
    assert [(one.public_id, one.title) for one in Reference.objects.all()] == [("ref-known", CSL["title"])]


def test_a_work_that_the_folder_has_is_led_to(tmp_path):
    write(tmp_path, "references.json", json.dumps([{"id": "ref-shared", "title": "A", "DOI": "10.1038/abc"}]))
    write_page(tmp_path, {"a": {"title": "B", "DOI": "10.1038/ABC", "id": "ref-other"}})

    import_from(tmp_path)

    assert citations() == {"a": "ref-shared"}
    assert Reference.objects.count() == 1


def test_two_pages_with_one_work_share_it(tmp_path):
    write_page(tmp_path, {"a": {"title": "A", "DOI": "10.1038/abc"}})
    write_page(tmp_path, {"a": {"title": "A", "DOI": "10.1038/ABC", "PMID": "1"}}, "smn2")
    write_page(tmp_path, {"a": {"title": "A", "PMID": "1"}}, "smn3")

    import_from(tmp_path)

    assert citations("smn1") == citations("smn2") == citations("smn3")
    assert Reference.objects.count() == 1


def test_an_id_that_is_there_already_is_led_to_and_left_alone(tmp_path):
    make_reference("known")
    write_page(tmp_path, {"a": {"title": "Another title", "id": "ref-known"}})

    import_from(tmp_path)

    assert citations() == {"a": "ref-known"}
    assert Reference.objects.get().title == CSL["title"]


def test_an_export_has_every_work_in_the_shared_file(tmp_path):
    write_page(tmp_path / "in", {"a": {"title": "A", "DOI": "10.1038/ABC"}})
    import_from(tmp_path / "in")

    export_folder(tmp_path / "out")

    (work,) = json.loads((tmp_path / "out" / "references.json").read_text())
    assert work == {"DOI": "10.1038/ABC", "id": citations()["a"], "title": "A"}
    assert f"references:\n  a: {work['id']}\n" in (tmp_path / "out" / "pages" / "genes-smn1.md").read_text()


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("pages/a.md", "no fields", "pages/a.md, line 1: the file must begin with a line of three hyphens"),
        ("pages/a.md", f"{PAGE}---\n", "pages/genes-smn1.md: the id wiki-genes-smn1 stands in pages/a.md too."),
        (
            "pages/a.md",
            PAGE.replace("genes-smn1", "genes-x").replace("title: SMN1", "title: 5") + "---\n",
            "pages/a.md: The field 'title' must be text.",
        ),
        (
            "pages/a.md",
            PAGE.replace("genes-smn1", "genes-x") + "references: {a: ref-nothing}\n---\n",
            "pages/a.md: There is no reference with the id 'ref-nothing'.",
        ),
        (
            "references.json",
            '[{"id": "ref-b"}]',
            'references.json, work 1: A reference needs a title: give "title" in its CSL-JSON.',
        ),
        ("references.json", "[", "references.json is no JSON: "),
    ],
)
def test_a_folder_with_one_wrong_file_changes_nothing(tmp_path, name, text, sentence):
    write_page(tmp_path, {"a": {"title": "A"}})
    write(tmp_path, name, text)

    with pytest.raises(ExchangeError) as refused:
        import_from(tmp_path)

    assert refused.value.sentence.startswith(sentence)
    assert (Artifact.objects.count(), Batch.objects.count()) == (0, 0)


def test_a_file_that_is_not_utf8_is_told(tmp_path):
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "a.md").write_bytes(b"---\nid: \xff\n---\n")

    with pytest.raises(ExchangeError, match=r"a\.md is not UTF-8: byte 8 cannot be read\."):
        import_from(tmp_path)


@pytest.mark.parametrize(("name", "sentence"), [("x", "is no folder"), (".", "holds no references.json and no pages")])
def test_what_is_no_exchange_folder_is_told(tmp_path, name, sentence):
    with pytest.raises(ExchangeError, match=sentence):
        import_from(tmp_path / name)


def test_what_a_person_edited_waits_as_a_proposal(tmp_path):
    page = make_page("smn1")
    edit(page, body="By hand.")
    write_page(tmp_path, {"a": {"title": "A"}})

    counts = import_from(tmp_path)

    assert counts == {"new": 1, "proposed": 1}
    assert content_of(page)["body"] == "By hand."


line = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from(" \t:#-\"'[]{}|>&*!%@`"), max_size=12)
block = st.lists(line | st.sampled_from(["---", "", "a: 1", "[@a]", "# A", "  x"]), max_size=5).map("\n".join)
rows = st.fixed_dictionaries(
    {"kind": st.sampled_from(["header", "subheader", "pair", "full"]), "label": line, "value": line},
    optional={"citekeys": st.lists(st.sampled_from(["a", "b:1"]), max_size=2)},
)
metadata = st.dictionaries(
    line, st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | block, max_size=3
)
pages = st.fixed_dictionaries(
    {
        "kind": st.just("page"),
        "slug": st.just("genes-x"),
        "title": line,
        "entity_type": st.sampled_from(["gene", "general"]),
        "body": block,
        "kg_node_id": line,
        "metadata": metadata,
        "infobox": st.lists(rows, max_size=4),
        "citations": st.dictionaries(st.sampled_from(["a", "b:1", "NO", "1"]), st.just("ref-x"), max_size=3),
    }
)


class RoundTrip(TestCase):
    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
    @given(page=pages, title=line, addresses=st.lists(st.sampled_from(["x1", "X.2", "ünï"]), max_size=2))
    def test_what_goes_out_and_comes_in_goes_out_the_same(self, page, title, addresses):
        with tempfile.TemporaryDirectory() as scratch:
            first, second = Path(scratch, "1"), Path(scratch, "2")
            with transaction.atomic():
                try:
                    save({"kind": "reference", "csl": {"title": title}}, by=someone(), public_id="ref-x")
                    save(page, by=someone(), addresses=addresses)
                except ArtifactError:
                    reject()
                export_folder(first)
                transaction.set_rollback(True)
            import_from(first)
            export_folder(second)

            assert files_of(second) == files_of(first)
