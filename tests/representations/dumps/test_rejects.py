"""Reject files: written, mended, and read again as a dump."""

import json

from artifacts.representations.dumps import Record, Reject, read_dump, reject_line
from tests.representations.dumps.files import lines, of_row, told, written


def rejected(folder, name, data) -> list[dict]:
    """The lines of the reject file that a dump's file makes."""
    rejects = [read for read in read_dump([written(folder, name, data)]) if isinstance(read, Reject)]
    return [json.loads(reject_line(reject)) for reject in rejects]


def fed_in(folder, *rows) -> list:
    return told(written(folder, "import.rejects.jsonl", lines(*rows)))


def test_a_line_that_is_no_json_is_mended_as_text(tmp_path):
    [row] = rejected(tmp_path, "papers.jsonl", b'{"id": "p-1", "year": NaN}\n')

    assert row == {
        "file": "papers.jsonl",
        "line": 1,
        "reason": "NaN is no number that can be stored: write null.",
        "kind": "paper",
        "record": '{"id": "p-1", "year": NaN}',
    }
    row["record"] = row["record"].replace("NaN", "null")
    assert fed_in(tmp_path, row) == [("paper", {"id": "p-1", "year": None})]


def test_a_record_that_was_refused_later_is_mended_as_an_object(tmp_path):
    row = json.loads(reject_line(of_row("paper", {"id": "p-1"}).refused("It has no title.")))

    assert row["record"] == {"id": "p-1"}
    row["record"]["title"] = "Tau"
    [read] = read_dump([written(tmp_path, "rejects.jsonl", lines(row))])
    assert read == Record("paper", {"id": "p-1", "title": "Tau"}, "dump.jsonl", 1)


def test_a_row_of_csv_is_mended_as_csv(tmp_path):
    [row] = rejected(tmp_path, "papers.csv", b"id,title\np-1,Tau,too much\n")

    row["record"] = row["record"].replace(",too much", "")
    assert fed_in(tmp_path, row) == [("paper", {"id": "p-1", "title": "Tau"})]


def test_bytes_of_no_encoding_come_through_until_they_are_mended(tmp_path):
    [row] = rejected(tmp_path, "papers.jsonl", b'{"title": "B\xfcrglen"}\n')

    assert fed_in(tmp_path, row) == [(1, row["reason"])]
    row["record"] = row["record"].replace("\udcfc", "ü")
    assert fed_in(tmp_path, row) == [("paper", {"title": "Bürglen"})]


def test_a_file_of_the_exchange_format_is_mended_as_text(tmp_path):
    [row] = rejected(tmp_path, "pages/smn1.md", b"---\nslug: genes-smn1\ntitle: SMN1\n---\nText.\n")

    assert row["reason"] == "pages/smn1.md: give the artifact's id, as in id: wiki-genes-smn1."
    row["record"] = row["record"].replace("slug:", "id: wiki-genes-smn1\nslug:", 1)
    [(kind, data)] = fed_in(tmp_path, row)
    assert (kind, data["public_id"]) == ("exchanged_page", "wiki-genes-smn1")


def test_a_work_of_the_exchange_format_is_mended_as_an_object(tmp_path):
    [row] = rejected(tmp_path, "references.json", b'[{"title": "Tau"}]')

    row["record"]["id"] = "ref-tau"
    assert fed_in(tmp_path, row)[0][0] == "exchanged_reference"


def test_a_file_that_could_not_be_read_has_no_record_to_mend(tmp_path):
    [row] = rejected(tmp_path, "papers.jsonl.gz", b"")

    assert row["record"] is None
    assert fed_in(tmp_path, row) == [(1, "It holds no record that could be mended: mend the file itself.")]


def test_lines_that_only_look_like_those_of_a_reject_file_are_refused(tmp_path):
    row = {"file": "papers.jsonl", "line": 1, "reason": "", "record": {"id": "p-1"}}
    inner = json.dumps(row)

    assert fed_in(tmp_path, row, {**row, "file": 1}, {**row, "record": 3}, {**row, "record": inner}) == [
        ("paper", {"id": "p-1"}),
        (2, "A line of a reject file names a file, a line and the kind of its record."),
        (3, "The record of a reject must be an object, or the text that it was."),
        ("paper", {"file": "papers.jsonl", "line": 1, "reason": "", "record": {"id": "p-1"}}),
    ]
