"""Tables: what goes out comes back the same, each changed row is one revision, and each refusal a sentence."""

import io
import json

import openpyxl
import pytest

from artifacts.domain.tables import columns_of, export_rows, import_table, refusal_of, try_table
from artifacts.errors import ExchangeError
from artifacts.models import Artifact
from artifacts.representations.contents import content_of
from artifacts.representations.tables import MOST_IN_XLSX, read_table, write_table
from tests.helpers import edit, fresh, make_analysis, make_hypothesis, make_page, make_reference
from tests.rows import row_counts

pytestmark = pytest.mark.django_db
HOSTILE = '=cmd|"/c calc"!A0\n\nA "quoted", text; with\ttabs, α and \x07.\n\n+1'


def exported(format: str, *artifacts) -> bytes:
    return write_table(format, *export_rows(artifacts, artifacts[0].kind))


def changed(data: bytes, format: str, **values) -> bytes:
    """A file of which the first row was edited."""
    table = read_table(data, format)
    rows = [dict(zip(table.headers, row, strict=True)) for row in table]
    rows[0] |= values
    return json.dumps(rows).encode()


def results(result) -> list[tuple[str, str]]:
    return [(row.import_type, refusal_of(row)) for row in result.rows]


@pytest.mark.parametrize("format", ["csv", "xlsx", "json"])
@pytest.mark.parametrize("make", [make_page, make_hypothesis, make_analysis, make_reference])
def test_a_table_comes_back_without_a_change(format, make, editor):
    artifact = make(metadata={"origin_type": "=1+1", "deep": {"a": [1, None, "'x"]}})
    if artifact.kind == "page":
        tags = {"tags": ["a; b", "c"], "n": 1}
        edit(artifact, body=HOSTILE, title="-1", infobox=[{"label": "@x", "value": "=2"}], metadata=tags)
    before = row_counts()

    result = import_table(read_table(exported(format, artifact), format), artifact.kind, by=editor)

    assert results(result) == [("skip", "")]
    assert row_counts() == before


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_no_cell_of_a_spreadsheet_is_a_formula(format):
    page = make_page(title="=1+1", body="@SUM(A1)")
    data = exported(format, page)

    if format == "xlsx":
        cells = [cell for row in openpyxl.load_workbook(io.BytesIO(data)).active.rows for cell in row]
        assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
    else:
        assert (b",'=1+1," in data, b",'@SUM(A1)," in data) == (True, True)


def test_a_trial_tells_the_changes_and_writes_nothing(editor):
    page = make_page(title="Old", metadata={"tags": ["a"]})
    data = changed(exported("csv", page), "csv", title="New", tags="b; c")
    before = row_counts()

    (row,) = try_table(read_table(data, "json"), "page", by=editor).rows

    assert row.import_type == "update"
    assert [(change.name, change.before, change.after) for change in row.instance.changes.rows] == [
        ("title", "Old", "New"),
        ("tags", '["a"]', '["b", "c"]'),
    ]
    assert row_counts() == before


def test_each_changed_row_is_one_revision(editor):
    pages = [make_page(name) for name in "ab"]
    data = changed(exported("json", *pages), "json", title="New", entity_type="protein")

    import_table(read_table(data, "json"), "page", by=editor, summary="From the sheet")

    info = pages[0].revisions.newest()
    assert (info.number, info.author, info.summary, info.tags) == (2, editor, "From the sheet", ["import"])
    assert (fresh(pages[0]).row.title, fresh(pages[0]).row.entity_type) == ("New", "protein")
    assert pages[1].revisions.count() == 1


def test_columns_that_are_not_there_are_left_alone(editor):
    page = make_page(body="Kept.", metadata={"tags": ["kept"], "n": 1})
    table = read_table(b"id;revision;title\nwiki-genes-smn1;1;New\n", "csv")

    import_table(table, "page", by=editor)

    content = content_of(fresh(page))
    assert (content["title"], content["body"], content["metadata"]) == ("New", "Kept.", {"tags": ["kept"], "n": 1})


def test_a_row_without_an_id_is_a_new_page(editor):
    import_table(read_table("slug,title,tags\ngenes-new,Ünïcode,a;b\n".encode("cp1252"), "csv"), "page", by=editor)

    content = content_of(Artifact.objects.get(public_id="wiki-genes-new"))
    assert (content["title"], content["metadata"]) == ("Ünïcode", {"tags": ["a", "b"]})


BAD = (
    "id,revision,title,metadata,slug\n"
    "wiki-genes-a,1,New,,\n"
    "wiki-genes-b,1,New,{},genes-b\n"
    "wiki-nothing,1,New,{},x\n"
    "wiki-genes-a,,New,{},genes-a\n"
    "wiki-genes-c,1,,not JSON,genes-c\n"
    ",,No slug,{},\n"
    ",,Taken,{},genes-a\n"
)


def test_each_refused_row_says_why_and_the_rest_goes_on_where_that_is_chosen(editor):
    pages = [make_page(name) for name in "abc"]
    edit(pages[1], body="Meanwhile.")
    table = read_table(BAD.replace(",New,,\n", ",New,{},genes-a\n").encode(), "csv")

    tried = results(try_table(table, "page", by=editor))
    done = results(import_table(table, "page", by=editor, whole=False))

    assert done == tried
    assert tried[0] == ("update", "")
    assert tried[1][1].startswith("Nothing was done: somebody saved revision 2 of wiki-genes-b since")
    assert [sentence for _kind, sentence in tried[2:5]] == [
        "There is no page with the id 'wiki-nothing': leave the cell empty to make a new one.",
        "Row 1 has the same id.",
        "The column metadata holds 'not JSON': write it as JSON, as in {…}.",
    ]
    assert [kind for kind, _sentence in tried[5:]] == ["error", "error"]
    assert [page.revisions.count() for page in pages] == [2, 2, 1]


def test_nothing_is_written_where_all_or_nothing_was_chosen(editor):
    make_page("a")
    table = read_table(b"id,revision,title\nwiki-genes-a,1,New\nwiki-x,1,New\n", "csv")
    before = row_counts()

    result = import_table(table, "page", by=editor)

    assert (result.has_errors(), row_counts() == before) == (True, True)


@pytest.mark.parametrize(
    ("data", "format", "sentence"),
    [
        (b"", "csv", "no rows"),
        (b"id,title\n", "csv", "no rows"),
        (b"id,title\n1,2,3,4\n", "csv", "no CSV"),
        (b"PK\x03\x04", "xlsx", "no XLSX"),
        (b"id,title\n1,2\n", "xlsx", "no XLSX"),
        (b"{}", "json", "a list of objects"),
        (b"[1]", "json", "a list of objects"),
        (b'[{"title": NaN}]', "json", "no JSON"),
        (b"[" * 100_000, "json", "no JSON"),
        (b"\xff\xfe\x00", "csv", "no rows"),
        (b"x" * (5 * 1024 * 1024 + 1), "csv", "larger than 5 MB"),
        (b"id\n" + b"a\n" * 1001, "csv", "more than 1000 rows"),
        (b'[{"title": "\\ud800"}]', "json", "no JSON"),
    ],
)
def test_a_file_that_is_none_is_refused_with_a_sentence(data, format, sentence):
    with pytest.raises(ExchangeError) as refused:
        read_table(data, format)

    assert sentence in refused.value.sentence


def sheet(*lines, far: str = "") -> bytes:
    """A workbook of some lines, and of one cell far out."""
    book, data = openpyxl.Workbook(), io.BytesIO()
    for line in lines:
        book.active.append(line)
    if far:
        book.active[far] = "x"
    book.save(data)
    return data.getvalue()


def test_empty_lines_and_columns_of_a_sheet_are_no_part_of_the_table():
    table = read_table(sheet(["title", "slug", None], [None], ["A", "genes-a"], [None, None], ["B"]), "xlsx")

    assert (table.headers, table[:]) == (["title", "slug"], [("A", "genes-a"), ("B", "")])


def test_a_cell_far_out_in_a_sheet_is_refused_and_makes_no_grid_of_it():
    with pytest.raises(ExchangeError, match="more than 1000 rows"):
        read_table(sheet(["title"], ["A"], far="XFD1048576"), "xlsx")

    with pytest.raises(ExchangeError, match="no XLSX"):
        read_table(sheet(["title"], ["A"], far="CC2"), "xlsx")


@pytest.mark.parametrize("head", [b"id,color\na,b\n", b"id,title,title\na,b,c\n", b"id,\na,b\n"])
def test_a_column_that_is_unknown_or_doubled_is_named(head, editor):
    with pytest.raises(ExchangeError):
        try_table(read_table(head, "csv"), "page", by=editor)


def test_a_text_that_xlsx_would_cut_off_is_refused():
    page = make_page(body="x" * (MOST_IN_XLSX + 1))

    with pytest.raises(ExchangeError) as refused:
        exported("xlsx", page)

    assert refused.value.sentence == "A text of wiki-genes-smn1 is too long for a cell of XLSX: use CSV or JSON."
    assert columns_of("page")[:3] == ["id", "kind", "revision"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_csv_is_read_in_the_encodings_that_people_have(encoding):
    assert read_table("id\ttitle\na\tÄrger\n".encode(encoding), "csv").dict == [{"id": "a", "title": "Ärger"}]
