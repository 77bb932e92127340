"""Dumps of many files: their order, their names, and what is no part of them."""

import os
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from artifacts.representations.dumps import Record, Reject, read_dump, reject_line
from tests.representations.dumps.files import lines, told, written

ROW = lines({"id": "1"})
PAGE = b"---\nid: wiki-genes-smn1\nslug: genes-smn1\ntitle: SMN1\n---\n\nText.\n"
SUFFIXES = (".jsonl", ".json", ".csv", ".tsv", ".md", ".txt", ".parquet", ".zip", ".tar", ".jsonl.gz", ".tar.zst", ".x")


def test_a_folder_is_read_by_name_with_the_works_first_and_all_kinds_of_files_together(tmp_path):
    dump = tmp_path / "dump"
    written(dump, "tables/papers.jsonl", ROW)
    written(dump, "tables/analyses.csv", b"id\n1\n")
    written(dump, "pages/genes-smn1.md", PAGE)
    written(dump, "references.json", b'[{"id": "ref-1", "title": "A"}]')
    written(dump, "README.md", b"about")
    written(dump, "manifest.json", b"{}")
    written(dump, ".hidden/papers.jsonl", ROW)

    assert [(read.kind, read.file, read.line) for read in read_dump([dump])] == [
        ("exchanged_reference", "dump/references.json", 1),
        ("exchanged_page", "dump/pages/genes-smn1.md", 1),
        ("analysis", "dump/tables/analyses.csv", 2),
        ("paper", "dump/tables/papers.jsonl", 1),
    ]


def test_two_readings_are_the_same(tmp_path):
    for name in ("b/papers.jsonl", "a/papers.jsonl", "papers.jsonl"):
        written(tmp_path, name, lines({"id": "1"}, b"broken", {"id": "2"}))

    assert list(read_dump([tmp_path])) == list(read_dump([tmp_path]))


def test_only_some_kinds_are_read_and_rejects_of_no_known_kind_always(tmp_path):
    written(tmp_path, "papers.jsonl", lines({"id": "1"}, b"broken"))
    written(tmp_path, "analyses.jsonl", lines({"id": "2"}, b"broken"))
    written(tmp_path, "rows.jsonl", lines({"kind": "paper", "id": "3"}, {"kind": "edge"}, {"id": "4"}))

    found = [(read.kind, read.line) for read in read_dump([tmp_path], kinds={"paper"})]

    assert found == [("paper", 1), ("paper", 2), ("paper", 1), ("", 3)]


def test_a_list_in_json_is_read_as_its_rows(tmp_path):
    assert told(written(tmp_path, "papers.json", b'\n[{"id": "1"},\n {"id": NaN},\n {"id": "3"}\n')) == [
        ("paper", {"id": "1"}),
        (3, "NaN is no number that can be stored: write null."),
        ("paper", {"id": "3"}),
        (5, "The list ends too early: the file was cut off."),
    ]


def test_what_is_no_part_of_a_dump_is_told_of(tmp_path):
    dump = tmp_path / "dump"
    for name in ("a.xml", "b.sqlite", "notes/c.md", "d"):
        written(dump, name, b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>")

    rejects = list(read_dump([dump, tmp_path / "missing.jsonl"]))

    assert [(reject.file, reject.line, reject.reason.partition(":")[0][:40]) for reject in rejects] == [
        ("dump/a.xml", 0, "Its name ends in none of .csv, .json, .j"),
        ("dump/b.sqlite", 0, "Its name ends in none of .csv, .json, .j"),
        ("dump/d", 0, "Its name ends in none of .csv, .json, .j"),
        ("dump/notes/c.md", 1, "It stands in no folder that tells what i"),
        ("missing.jsonl", 0, "It cannot be read"),
    ]


def test_links_and_pipes_in_a_folder_are_not_followed(tmp_path):
    dump, other = tmp_path / "dump", written(tmp_path, "other/papers.jsonl", ROW)
    dump.mkdir()
    (dump / "papers.jsonl").symlink_to(other)
    (dump / "more").symlink_to(other.parent)
    os.mkfifo(dump / "pipe.jsonl")

    assert [(read.file, read.reason) for read in read_dump([dump])] == [
        ("dump/more", "It is a link: give the file itself."),
        ("dump/papers.jsonl", "It is a link: give the file itself."),
        ("dump/pipe.jsonl", "It is no plain file."),
    ]


def test_a_link_that_is_given_is_what_it_leads_to(tmp_path):
    (tmp_path / "newest").symlink_to(written(tmp_path, "dump/papers.jsonl", ROW).parent)

    assert told(tmp_path / "newest") == [("paper", {"id": "1"})]


def test_an_empty_table_has_no_rows(tmp_path):
    assert told(written(tmp_path, "papers.jsonl", b""), written(tmp_path, "papers.json", b"\n \n")) == []


@given(st.sampled_from(SUFFIXES), st.sampled_from(("papers", "rows", "references", "pages/x")), st.data())
def test_whatever_stands_in_a_file_is_a_record_or_a_reject_that_can_be_written_and_read(
    tmp_path_factory, suffix, name, data
):
    pieces = st.sampled_from(
        [b"{", b"}", b"[", b'"id"', b":", b",", b"\n", b"\xff", b"---\n", b"\x1f\x8b", b"1e999", b"\0"]
    )
    content = data.draw(st.one_of(st.binary(max_size=200), st.lists(pieces, max_size=30).map(b"".join)))
    folder = tmp_path_factory.mktemp("dump")

    for read in read_dump([written(folder, name + suffix, content)]):
        reject = read.refused("mend it") if isinstance(read, Record) else read
        again = list(read_dump([written(folder, "import.rejects.jsonl", reject_line(reject))]))
        assert again
        assert {type(one) for one in again} <= {Record, Reject}


@given(st.lists(st.one_of(st.binary(max_size=40), st.text(max_size=40).map(str.encode))))
def test_each_line_is_one_record_or_one_reject(tmp_path_factory, rows):
    rows = [b"x" + row.replace(b"\n", b"").replace(b"\r", b"") for row in rows]
    file = written(tmp_path_factory.mktemp("dump"), "papers.jsonl", b"{}\n" + b"".join(row + b"\n" for row in rows))

    assert [read.line for read in read_dump([file])] == list(range(1, len(rows) + 2))


@pytest.mark.parametrize("name", ["papers.jsonl", "papers.csv", "papers.json"])
def test_a_file_of_any_size_takes_the_memory_of_its_longest_row(name, tmp_path):
    row = b'{"abstract": "%s"}' % (b"x" * 20_000)
    rows = {"papers.jsonl": (b"", row + b"\n"), "papers.csv": (b"abstract\n", b"x" * 20_000 + b"\n")}
    head, one = rows.get(name, (b"[" + row, b",\n" + row))
    end = b"]" if name == "papers.json" else b""
    # Twenty megabytes, and a line of ten more that is no row.
    huge = b"" if name == "papers.json" else b"y" * 10_000_000 + b"\n"
    file = written(tmp_path, name, head + one * 1000 + huge + end)

    tracemalloc.start()
    found = sum(isinstance(read, Record) for read in read_dump([file]))
    _size, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert found == (1001 if name == "papers.json" else 1000)
    assert most < 12_000_000
