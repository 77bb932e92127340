"""Parquet tables."""

import datetime
import decimal
import gzip
import os

import pyarrow
import pyarrow.parquet
import pytest

from artifacts.representations.dumps import Reject, read_dump
from tests.representations.dumps.files import told, written


def table(folder, name, rows, **options):
    file = folder / name
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows), file, **options)
    return file


def test_cells_are_plain_values_and_nested_ones_objects(tmp_path):
    row = {
        "id": "h-1",
        "novelty": 0.5,
        "count": 3,
        "created_at": datetime.datetime(2026, 4, 1, 12),
        "price": decimal.Decimal("1.50"),
        "exact": decimal.Decimal("1.00000000000000000001"),
        "evidence_for": [{"claim": "a", "pmid": "1"}],
        "raw": "β".encode(),
        "missing": None,
    }

    assert told(table(tmp_path, "hypotheses.parquet", [row])) == [
        (
            "hypothesis",
            {
                **row,
                "created_at": "2026-04-01T12:00:00",
                "price": 1.5,
                "exact": "1.00000000000000000001",
                "raw": "β",
            },
        )
    ]


def test_rows_are_counted_over_all_batches(tmp_path):
    rows = [{"id": f"h-{number}", "title": "x" * 100} for number in range(200)]

    found = list(read_dump([table(tmp_path, "hypotheses.parquet", rows, row_group_size=70)]))

    assert [(read.line, read.data) for read in found] == list(enumerate(rows, 1))


def test_cells_that_cannot_be_stored_are_refused_row_by_row(tmp_path):
    texts = pyarrow.array([b"fine", b"B\xfcrglen", b"a\x00b"], pyarrow.binary()).view(pyarrow.string())
    numbers = pyarrow.array([0.5, 0.5, 0.5])
    file = tmp_path / "hypotheses.parquet"
    pyarrow.parquet.write_table(pyarrow.table({"title": texts, "novelty": numbers}), file)
    nan = table(tmp_path, "papers.parquet", [{"year": float("nan")}])

    assert told(file, nan) == [
        ("hypothesis", {"title": "fine", "novelty": 0.5}),
        (2, "A cell cannot be read: 'utf-8' codec can't decode byte 0xfc in position 1: invalid start byte."),
        (3, "The field 'title' holds a NUL character (character 2): remove it."),
        (1, "A cell cannot be read: nan is no number that can be stored: write null."),
    ]


@pytest.mark.parametrize("damage", [b"", b"PAR1", b"PAR1" + b"\xff" * 100 + b"PAR1", b"no Parquet" * 20])
def test_a_file_that_is_none_is_refused(damage, tmp_path):
    [reject] = read_dump([written(tmp_path, "papers.parquet", damage)])

    assert (reject.line, reject.kind) == (0, "paper")
    assert reject.reason.startswith("The Parquet file cannot be read from row 1 on: ")


@pytest.mark.parametrize("place", [0.1, 0.3, 0.5, 0.7, 0.95])
def test_a_damaged_file_gives_rows_and_rejects_and_never_an_error(place, tmp_path):
    rows = [{"id": f"h-{number}", "title": f"title {number}" * 20} for number in range(300)]
    file = table(tmp_path, "hypotheses.parquet", rows, row_group_size=50, write_page_checksum=True)
    data = bytearray(file.read_bytes())
    for at in range(int(len(data) * place), int(len(data) * place) + 40):
        data[at] ^= 0xFF

    found = list(read_dump([written(tmp_path, "damaged/hypotheses.parquet", bytes(data))]))

    # What is damaged in the footer may be what nobody needs.
    assert isinstance(found[-1], Reject) or [read.data for read in found] == rows


def test_columns_of_one_name_are_refused(tmp_path):
    columns = pyarrow.table([pyarrow.array([1]), pyarrow.array([2])], names=["id", "id"])
    pyarrow.parquet.write_table(columns, tmp_path / "papers.parquet")

    assert told(tmp_path / "papers.parquet") == [(0, "It must name each column, by a name of its own.")]


def test_a_column_that_unpacks_to_far_more_than_its_size_is_refused(tmp_path):
    rows = [{"title": "x" * 20_000_000}]

    [reject] = read_dump([table(tmp_path, "papers.parquet", rows, compression="zstd", use_dictionary=False)])

    assert reject.reason == "Its column title unpacks to more than 200 times its size."


def test_a_row_that_is_too_long_is_refused(tmp_path):
    rows = [{"title": os.urandom(2_200_000).hex()}, {"title": "fine"}]

    assert told(table(tmp_path, "papers.parquet", rows)) == [
        (1, "It is longer than 4 MiB; only its beginning is kept here."),
        ("paper", {"title": "fine"}),
    ]


def test_a_packed_one_is_refused_with_what_to_do(tmp_path):
    file = table(tmp_path, "papers.parquet", [{"id": "p-1"}])
    packed = written(tmp_path, "papers.parquet.gz", gzip.compress(file.read_bytes()))

    assert told(packed) == [(0, "A Parquet file cannot be read from a packed file or an archive: unpack it first.")]
