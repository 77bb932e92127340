"""What is packed, and texts of other encodings, read as streams."""

import gzip
import io

import pytest
import zstandard

from artifacts.errors import DumpError
from artifacts.representations.dumps import streams
from artifacts.representations.dumps.streams import Stream, buffered, in_utf8, unpacked
from tests.representations.dumps.files import lines, told, written

ROWS = lines(*({"id": f"h-{number}", "title": "a title of a hypothesis"} for number in range(1000)))
CUT_OFF = "What is packed ends too early: the file was cut off, the rest is missing."


def zstd(data: bytes) -> bytes:
    return zstandard.ZstdCompressor().compress(data)


def unpack(data: bytes, name: str = "rows.jsonl") -> bytes:
    return unpacked(io.BytesIO(data), name)[0].read()


def test_who_peeks_sees_how_a_file_begins_in_whatever_pieces_it_comes():
    pieces = iter([b"\x1f", b"\x8b", b"\x08"])

    def give(_most):
        piece = next(pieces, None)
        if piece is None:
            raise DumpError("It breaks off.")
        return piece

    stream = buffered(Stream(give))

    assert stream.peek(4) == b"\x1f\x8b\x08"
    assert stream.read(3) == b"\x1f\x8b\x08"
    for _again in range(2):
        with pytest.raises(DumpError, match="It breaks off"):
            stream.read(1)


@pytest.mark.parametrize("pack", [bytes, gzip.compress, zstd])
def test_packed_files_are_known_by_their_bytes(pack):
    assert unpack(pack(ROWS)) == ROWS


@pytest.mark.parametrize(("name", "pack"), [("rows.jsonl.gz", gzip.compress), ("rows.jsonl.zst", zstd)])
def test_parts_packed_one_after_another_are_one_file(name, pack):
    stream, bare = unpacked(io.BytesIO(pack(b"a\n") + pack(b"") + pack(b"b\n")), name)

    assert (stream.read(), bare) == (b"a\nb\n", "rows.jsonl")


@pytest.mark.parametrize(("name", "pack"), [("hypotheses.jsonl.gz", gzip.compress), ("hypotheses.jsonl.zst", zstd)])
def test_of_a_file_that_was_cut_off_what_is_whole_is_read(name, pack, tmp_path):
    rows = told(written(tmp_path, name, pack(ROWS)[:-3]))

    assert rows[-1] == (len(rows) if len(rows) > 1 else 0, CUT_OFF)
    assert len(rows) > 500 or name.endswith(".zst")
    assert {kind for kind, _row in rows[:-1]} <= {"hypothesis"}


def test_of_frames_of_zstd_all_but_the_broken_one_are_read(tmp_path):
    rows = told(written(tmp_path, "hypotheses.jsonl.zst", zstd(ROWS) + b"no frame"))

    assert len(rows) == 1001
    assert rows[-1] == (
        1001,
        "What is packed is damaged from here on: zstd decompressor error: Unknown frame descriptor.",
    )


def test_a_damaged_file_tells_from_where_on(tmp_path):
    packed = bytearray(gzip.compress(ROWS))
    packed[-8] ^= 1

    assert told(written(tmp_path, "hypotheses.jsonl.gz", bytes(packed)))[-1][1].startswith(
        "What is packed is damaged from here on: CRC check failed"
    )


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("rows.jsonl.gz", b"", "It is empty."),
        ("rows.jsonl.gz", b"{}", "Its name says that it is packed, and it is not."),
        ("rows.jsonl.gz", zstd(b"{}"), "Its name says that it is packed, and it is not."),
        ("rows.jsonl.gz", gzip.compress(gzip.compress(b"{}")), "It is packed twice: unpack it once."),
    ],
    ids=["empty", "plain", "zstd", "twice"],
)
def test_what_is_not_packed_as_its_name_says_is_refused(name, data, sentence):
    with pytest.raises(DumpError) as refusal:
        unpack(data, name)

    assert str(refusal.value) == sentence


@pytest.mark.parametrize("pack", [gzip.compress, zstd])
def test_a_bomb_is_stopped_by_what_comes_out_of_what_went_in(pack):
    bomb = io.BytesIO(pack(b"\n" * 20_000_000))

    with pytest.raises(DumpError, match="more than 200 times its size"):
        unpacked(bomb, "rows.jsonl")[0].read()


def test_the_whole_of_what_comes_out_is_limited(monkeypatch):
    monkeypatch.setattr(streams, "MAX_UNPACKED", 10_000)

    with pytest.raises(DumpError, match="unpacks to more than"):
        unpack(gzip.compress(ROWS))


def test_a_window_that_takes_too_much_memory_is_refused():
    parameters = zstandard.ZstdCompressionParameters(window_log=27)
    packer = zstandard.ZstdCompressor(compression_params=parameters).compressobj()

    with pytest.raises(DumpError, match="too much memory"):
        unpack(packer.compress(ROWS) + packer.flush())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_texts_of_every_unicode_come_out_in_utf_8(encoding, tmp_path):
    row = '{"id": "h-1", "title": "β-amyloid 🧠"}\n'

    assert told(written(tmp_path, "hypotheses.jsonl", row.encode(encoding))) == [
        ("hypothesis", {"id": "h-1", "title": "β-amyloid 🧠"})
    ]


def test_where_a_text_is_no_longer_of_its_encoding_what_came_before_is_read():
    stream = in_utf8(io.BufferedReader(io.BytesIO(b"\xff\xfea\x00\n\x00\x00\xd8b\x00")))

    assert stream.readline() == b"a\n"
    with pytest.raises(DumpError, match="From here on it is no UTF-16-LE"):
        stream.readline()


def test_latin_1_is_refused_line_by_line(tmp_path):
    file = written(tmp_path, "hypotheses.jsonl", '{"title": "Bürglen"}\n{"title": "Smith"}\n'.encode("latin-1"))

    assert told(file) == [
        (1, "Byte 13, 0xfc, is no UTF-8: write the file in UTF-8, or mend it there."),
        ("hypothesis", {"title": "Smith"}),
    ]
