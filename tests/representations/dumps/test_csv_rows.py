"""CSV and tab-separated tables."""

from artifacts.representations.dumps import Reject, read_dump
from artifacts.representations.dumps.records import MAX_RECORD
from tests.representations.dumps.files import told, written


def test_rows_have_the_names_of_the_first_and_quoted_cells_may_hold_lines(tmp_path):
    table = b'\xef\xbb\xbfid,title,description\r\nh-1,"Tau, ""the"" protein","one\n\ntwo"\r\n\r\nh-2,,\r\n'

    assert told(written(tmp_path, "hypotheses.csv", table)) == [
        ("hypothesis", {"id": "h-1", "title": 'Tau, "the" protein', "description": "one\n\ntwo"}),
        ("hypothesis", {"id": "h-2", "title": "", "description": ""}),
    ]


def test_tabs_part_the_cells_of_a_tsv(tmp_path):
    assert told(written(tmp_path, "edges.tsv", b"subject\tobject\nSMN1\tSMN2\n")) == [
        ("edge", {"subject": "SMN1", "object": "SMN2"})
    ]


def test_a_row_that_is_none_is_refused_with_its_line_and_as_a_table_that_can_be_mended(tmp_path):
    table = b'id,title\nh-1,"two\nlines",extra\nh-2\nh-3,B\xfcrglen\nh-4,"a"b\nh-5,a\x00b\nh-6,fine\n'
    file = written(tmp_path, "hypotheses.csv", table)

    rejects = [read for read in read_dump([file]) if isinstance(read, Reject)]

    assert [(reject.line, reject.reason) for reject in rejects] == [
        (2, "The row has 3 cells for 2 columns."),
        (4, "The row has 1 cells for 2 columns."),
        (5, "Byte 6 of line 5, 0xfc, is no UTF-8."),
        (6, "It is no CSV: ',' expected after '\"'."),
        (7, "The field 'title' holds a NUL character (character 2): remove it."),
    ]
    assert rejects[0].raw == b'id,title\nh-1,"two\nlines",extra\n'
    assert {reject.kind for reject in rejects} == {"hypothesis"}
    assert told(file)[-1] == ("hypothesis", {"id": "h-6", "title": "fine"})


def test_a_huge_cell_is_passed_over(tmp_path):
    many = b"x" * (MAX_RECORD // 2) + b"\n"
    table = b'id,title\nh-1,"' + many * 3 + b'"\nh-2,' + b"y" * (2 * MAX_RECORD) + b"\nh-3,fine\n"

    rows = told(written(tmp_path, "hypotheses.csv", table))

    assert rows[0] == (2, "It is longer than 4 MiB; only its beginning is kept here.")
    assert rows[-2:] == [
        (5, "It is longer than 4 MiB; only its beginning is kept here."),
        ("hypothesis", {"id": "h-3", "title": "fine"}),
    ]


def test_a_table_that_does_not_name_its_columns_is_refused(tmp_path):
    sentence = "Its first row must name each column, by a name of its own."
    heads = {
        b"": "It is empty: a table begins with the names of its columns.",
        b"id,id\n": sentence,
        b"id,\n": sentence,
    }

    assert [told(written(tmp_path, "papers.csv", head + b"1,2\n" if head else b"")) for head in heads] == [
        [(0, said)] for said in heads.values()
    ]


def test_a_quotation_mark_that_is_never_closed_is_told_of(tmp_path):
    assert told(written(tmp_path, "papers.csv", b'id,title\n1,"open\n2,b\n')) == [
        (2, "It is no CSV: unexpected end of data.")
    ]
