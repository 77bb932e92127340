"""Archives: what is read of them, and what is refused."""

import gzip
import io
import tarfile
import zipfile

import pytest
import zstandard

from artifacts.representations.dumps import archives
from tests.representations.dumps.files import lines, told, written

ROW = lines({"id": "h-1"})
READ = ("hypothesis", {"id": "h-1"})


def zipped(*files, method=zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return buffer.getvalue()


def tarred(*members, format=tarfile.PAX_FORMAT) -> bytes:
    """Members as a name and bytes, or as a TarInfo without any."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=format) as archive:
        for member in members:
            if isinstance(member, tarfile.TarInfo):
                archive.addfile(member)
                continue
            name, data = member
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return buffer.getvalue()


def special(name: str, kind: bytes, target: str = "") -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, target
    return info


PACKED = {
    "dump.zip": zipped,
    "dump.tar": tarred,
    "dump.tar.gz": lambda *files: gzip.compress(tarred(*files)),
    "dump.tgz": lambda *files: gzip.compress(tarred(*files, format=tarfile.GNU_FORMAT)),
    "dump.tar.zst": lambda *files: zstandard.ZstdCompressor().compress(tarred(*files, format=tarfile.USTAR_FORMAT)),
}


@pytest.mark.parametrize("name", PACKED)
def test_the_files_of_an_archive_are_read_in_their_order(name, tmp_path):
    files = [("b/hypotheses.jsonl", ROW), ("a/papers.jsonl.gz", gzip.compress(lines({"id": "p-1"}))), ("README", b"")]

    assert told(written(tmp_path, name, PACKED[name](*files))) == [READ, ("paper", {"id": "p-1"})]


@pytest.mark.parametrize("format", [tarfile.PAX_FORMAT, tarfile.GNU_FORMAT])
def test_long_names_in_a_tar_are_read(format, tmp_path):
    name = f"{'long/' * 60}hypotheses-β.jsonl"

    link = special("link", tarfile.SYMTYPE, name)
    members = (name, ROW), link, ("papers.jsonl", b"{}")

    assert told(written(tmp_path, "dump.tar", tarred(*members, format=format))) == [
        READ,
        (0, "It is a link."),
        ("paper", {}),
    ]


@pytest.mark.parametrize("pack", [zipped, tarred])
@pytest.mark.parametrize("name", ["/etc/hypotheses.jsonl", "../hypotheses.jsonl", "a/../../hypotheses.jsonl"])
def test_a_name_that_leads_out_of_the_archive_is_refused(pack, name, tmp_path):
    file = written(tmp_path, f"dump.{'zip' if pack is zipped else 'tar'}", pack((name, ROW), ("hypotheses.jsonl", ROW)))

    assert told(file) == [(0, "Its name leads out of the archive."), READ]


@pytest.mark.parametrize("name", ["C:hypotheses.jsonl", "a\\hypotheses.jsonl", "a\nhypotheses.jsonl", "x" * 600])
def test_an_odd_name_is_refused(name, tmp_path):
    file = written(tmp_path, "dump.tar", tarred((name, ROW), ("hypotheses.jsonl", ROW)))

    assert told(file) == [(0, "Its name holds signs that no name of a file here has, or is too long."), READ]


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        (tarfile.SYMTYPE, "It is a link."),
        (tarfile.LNKTYPE, "It is a link."),
        (tarfile.CHRTYPE, "It is a device."),
        (tarfile.BLKTYPE, "It is a device."),
        (tarfile.FIFOTYPE, "It is no plain file."),
    ],
)
def test_links_and_devices_in_a_tar_are_refused(kind, sentence, tmp_path):
    member = special("hypotheses.jsonl", kind, "/etc/passwd")

    assert told(written(tmp_path, "dump.tar", tarred(member, ("hypotheses.jsonl", ROW)))) == [(0, sentence), READ]


def test_links_in_a_zip_are_refused(tmp_path):
    link = zipfile.ZipInfo("hypotheses.jsonl")
    link.create_system, link.external_attr = 3, 0o120777 << 16

    assert told(written(tmp_path, "dump.zip", zipped((link, "/etc/passwd"), ("x/hypotheses.jsonl", ROW)))) == [
        (0, "It is a link."),
        READ,
    ]


def test_folders_in_archives_are_passed_over(tmp_path):
    tar = written(tmp_path, "dump.tar", tarred(special("a/", tarfile.DIRTYPE), ("a/hypotheses.jsonl", ROW)))

    assert told(tar, written(tmp_path, "dump.zip", zipped(("a/", b""), ("a/hypotheses.jsonl", ROW)))) == [READ, READ]


def test_an_encrypted_file_is_refused(tmp_path):
    data = bytearray(zipped(("hypotheses.jsonl", ROW)))
    data[6] |= 1
    data[data.rindex(b"PK\x01\x02") + 8] |= 1

    assert told(written(tmp_path, "dump.zip", bytes(data))) == [(0, "It is encrypted.")]


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_methods_that_give_all_at_once_are_refused(method, tmp_path):
    assert told(written(tmp_path, "dump.zip", zipped(("hypotheses.jsonl", ROW), method=method))) == [
        (0, "It is packed by a method that is not read here: pack the archive anew.")
    ]


def test_an_archive_in_an_archive_is_refused(tmp_path):
    assert told(written(tmp_path, "dump.zip", zipped(("inner.zip", zipped(("hypotheses.jsonl", ROW)))))) == [
        (0, "It is an archive in an archive: unpack it first.")
    ]


def test_a_bomb_in_a_zip_is_stopped(tmp_path):
    bomb = zipped(("hypotheses.jsonl", b"x" * 30_000_000), ("papers.jsonl", b"{}"))

    rejects = told(written(tmp_path, "dump.zip", bomb))

    sentence = "It unpacks to more than 200 times its size, as no real dump does: unpack it first."
    assert rejects == [(0, sentence), (0, sentence)]


def test_a_bomb_in_a_tar_is_stopped(tmp_path):
    bomb = zstandard.ZstdCompressor().compress(tarred(("x.bin", b"\0" * 30_000_000), ("papers.jsonl", b"{}")))

    assert told(written(tmp_path, "dump.tar.zst", bomb))[-1][1].startswith("It unpacks to more than 200 times its size")


def test_a_zip_without_its_end_is_refused(tmp_path):
    data = zipped(("hypotheses.jsonl", ROW))

    assert told(written(tmp_path, "dump.zip", data[:-30]), written(tmp_path, "empty.zip", b"")) == [
        (0, "It is no whole .zip: its end is missing."),
        (0, "It is no whole .zip: its end is missing."),
    ]


def test_a_zip_of_too_many_files_is_refused_before_its_list_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(archives, "MAX_DIRECTORY", 50)

    assert told(written(tmp_path, "dump.zip", zipped(("hypotheses.jsonl", ROW)))) == [
        (0, "The archive holds too many files for a .zip: pack them as .tar.zst.")
    ]


def test_a_file_whose_check_sum_is_wrong_is_told_of_and_the_next_is_read(tmp_path):
    data = bytearray(zipped(("hypotheses.jsonl", ROW), ("papers.jsonl", b"{}"), method=zipfile.ZIP_STORED))
    data[data.index(b"h-1")] = ord("x")

    rows = told(written(tmp_path, "dump.zip", bytes(data)))

    assert rows[-1] == ("paper", {})
    assert "Bad CRC-32".lower() in rows[-2][1].lower()


@pytest.mark.parametrize("cut", [100, 600, 1100])
def test_a_tar_that_was_cut_off_is_told_of(cut, tmp_path):
    rows = told(written(tmp_path, "dump.tar", tarred(("hypotheses.jsonl", ROW), ("papers.jsonl", b"{}" * 300))[:cut]))

    assert rows[-1] == (0, "The archive ends too early: it was cut off.")


def test_a_tar_that_is_damaged_in_its_middle_is_told_of(tmp_path):
    data = bytearray(tarred(("hypotheses.jsonl", ROW), ("papers.jsonl", b"{}"), format=tarfile.USTAR_FORMAT))
    data[1024 + 5] ^= 1

    assert told(written(tmp_path, "dump.tar", bytes(data))) == [
        READ,
        (0, "The archive is damaged from here on: the check sum of a header is wrong."),
    ]


def test_what_follows_behind_the_end_of_a_tar_is_told_of(tmp_path):
    two = tarred(("hypotheses.jsonl", ROW)) + tarred(("papers.jsonl", b"{}"))

    assert told(written(tmp_path, "dump.tar", two)) == [
        READ,
        (0, "Something follows behind the end of the archive: it is not read."),
    ]


def test_a_packed_tar_is_checked_to_its_end(tmp_path):
    data = bytearray(gzip.compress(tarred(("hypotheses.jsonl", ROW))))
    data[-8] ^= 1

    assert told(written(tmp_path, "dump.tar.gz", bytes(data)))[-1][1].startswith("What is packed is damaged")


def test_an_extended_header_of_any_length_it_claims_is_not_read(tmp_path):
    header = bytearray(tarred(special("x", tarfile.XHDTYPE), format=tarfile.USTAR_FORMAT)[:512])
    header[124:136] = b"77777777777\0"
    header[148:156] = b"%06o\0 " % (sum(header[:148]) + sum(header[156:]) + 256)

    assert told(written(tmp_path, "dump.tar", bytes(header) + b"\0" * 2000)) == [
        (0, "The archive tells more of one file than can be believed: it is damaged from here on.")
    ]


def test_a_file_that_is_not_read_to_its_end_does_not_keep_the_next_from_being_read(tmp_path):
    files = [("notes.doc", b"x" * 5000), ("hypotheses.jsonl", ROW)]

    rows = told(written(tmp_path, "dump.tar", tarred(*files)))

    assert rows[0][1].startswith("Its name ends in none of")
    assert rows[1:] == [READ]
