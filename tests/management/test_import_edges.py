"""`import_edges`: files of edges as one batch, refusals told by line, and the batch out again."""

import gzip
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from artifacts.models import Batch, GraphEdge

pytestmark = pytest.mark.django_db
LINE = '{"subject": "SMN1", "relation": "encodes", "object": "SMN", "source": "STRING", "confidence": 0.9}\n'


def run(*arguments) -> tuple[str, str, str]:
    """What it prints, what it complains of, and the error that it ends with."""
    out, err, ended = StringIO(), StringIO(), ""
    try:
        call_command("import_edges", *arguments, stdout=out, stderr=err)
    except CommandError as error:
        ended = str(error)
    return out.getvalue(), err.getvalue(), ended


def stored() -> list[tuple]:
    return list(GraphEdge.objects.values_list("subject__label", "object__label", "source__name", "confidence"))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("edges.jsonl", LINE.encode()),
        ("edges.jsonl.gz", gzip.compress(b"\xef\xbb\xbf" + LINE.encode())),
        ("edges.csv", b'confidence,subject,relation,object,source\r\n0.9,SMN1,encodes,"SMN",STRING\r\n'),
        (
            "edges.tsv.gz",
            gzip.compress(b"subject\trelation\tobject\tsource\tconfidence\nSMN1\tencodes\tSMN\tSTRING\t0.9\n"),
        ),
    ],
    ids=["lines", "packed lines", "table", "packed table"],
)
def test_each_kind_of_file_is_read(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)

    printed, complaints, ended = run(tmp_path / name)

    assert (stored(), complaints, ended) == ([("SMN1", "SMN", "STRING", 0.9)], "", "")
    assert "new: 1, unchanged: 0, raised: 0, refused: 0" in printed
    assert Batch.objects.get().counts == {"new": 1}


def test_the_same_again_leaves_no_batch(tmp_path):
    (tmp_path / "edges.jsonl").write_text(LINE)
    run(tmp_path / "edges.jsonl")

    assert "new: 0, unchanged: 1" in run(tmp_path / "edges.jsonl")[0]
    assert Batch.objects.count() == 1


def test_what_is_no_edge_is_told_by_its_line_and_the_rest_is_in(tmp_path):
    lines = [
        *(LINE.encode(), b"{", b'{"subject": "A"}', b"[" * 3000, b"[1]", b'{"subject": "\xff", "relation": "a"}', b""),
        b'{"subject": "' + b"a" * 200_000 + b'"}',
        b'{"subject": "A", "relation": "binds", "object": "B", "confidence": NaN}',
        b'{"subject": "A", "relation": "binds", "object": "B"}',
    ]
    (tmp_path / "edges.jsonl").write_bytes(b"\n".join(line.rstrip(b"\n") for line in lines))

    _printed, complaints, ended = run(tmp_path / "edges.jsonl")

    assert complaints.splitlines() == [
        "edges.jsonl, line 2: The line is no JSON object.",
        "edges.jsonl, line 3: The relation of the edge is missing.",
        "edges.jsonl, line 4: The line is no JSON object.",
        "edges.jsonl, line 5: The line is no JSON object.",
        "edges.jsonl, line 6: The subject of the edge holds signs that no text has.",
        "edges.jsonl, line 8: The line is too long.",
        "edges.jsonl, line 9: The confidence of an edge is a number from 0 to 1.",
    ]
    assert (ended, len(stored())) == ("7 lines were refused; the others are in.", 2)


def test_a_table_is_read_on_behind_what_is_no_row(tmp_path):
    path = tmp_path / "edges.csv"
    path.write_bytes(b"subject,relation,object\nA,binds,B\nA,binds\n" + b"a" * 200_000 + b"\nC,binds,\xff\nC,binds,D\n")

    _printed, complaints, _ended = run(path)

    assert [line.partition(":")[0] for line in complaints.splitlines()][0] == "edges.csv, line 3"
    assert (len(complaints.splitlines()), [row[0] for row in stored()]) == (3, ["A", "C"])


def test_a_broken_archive_keeps_what_came_before(tmp_path):
    whole = gzip.compress("".join(LINE.replace("SMN1", f"n{n * 7919}") for n in range(5_000)).encode())
    (tmp_path / "edges.jsonl.gz").write_bytes(whole[: len(whole) // 2])

    _printed, complaints, ended = run(tmp_path / "edges.jsonl.gz")

    assert "The file is damaged: nothing behind this can be read." in complaints
    assert (len(stored()) > 100, ended) == (True, "1 lines were refused; the others are in.")


def test_a_batch_is_taken_out_by_its_name(tmp_path):
    (tmp_path / "edges.jsonl").write_text(LINE)
    run(tmp_path / "edges.jsonl")

    assert run("--forget", Batch.objects.get().name)[0] == "removed: 1, kept: 0\n"
    assert stored() == []


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "Name files to import, or a batch to take out with --forget."),
        (["--forget", "none"], "There is no batch 'none'."),
        (["edges.txt"], "edges.txt is no file of edges: .jsonl, .csv or .tsv, or one of these with .gz."),
        (["none.csv"], "none.csv cannot be read: No such file or directory."),
    ],
)
def test_what_cannot_be_done_is_told(arguments, sentence):
    assert (run(*arguments)[2], Batch.objects.count()) == (sentence, 0)
