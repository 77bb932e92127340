"""`manage.py make_corpus`: a dump of its own making."""

import gzip
import hashlib
import json

import pytest
import zstandard
from django.core.management import CommandError, call_command

TABLES = {"wiki_pages", "artifacts", "artifact_links", "hypotheses", "analyses", "papers", "edges"}


def made(folder, *args, pages=20, seed="1"):
    call_command("make_corpus", "--pages", str(pages), "--seed", seed, "--out", str(folder), *args, verbosity=0)
    return folder


def hashes(folder):
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(tmp_path):
    first, again = made(tmp_path / "a"), made(tmp_path / "b")
    other = made(tmp_path / "c", seed="2")

    assert hashes(first) == hashes(again)
    assert hashes(first)["wiki_pages.jsonl"] != hashes(other)["wiki_pages.jsonl"]


def test_every_line_of_every_table_is_an_object(tmp_path):
    folder = made(tmp_path / "a")

    assert {path.name for path in folder.iterdir()} == {f"{table}.jsonl" for table in TABLES}
    for path in folder.iterdir():
        lines = path.read_bytes().splitlines()
        assert lines
        assert all(isinstance(json.loads(line), dict) for line in lines)


@pytest.mark.parametrize(("option", "suffix"), [("--gzip", ".gz"), ("--zstd", ".zst")])
def test_packed_files_hold_the_same_and_are_the_same_each_time(tmp_path, option, suffix):
    plain, packed, again = made(tmp_path / "a"), made(tmp_path / "b", option), made(tmp_path / "c", option)

    assert hashes(packed) == hashes(again)
    for path in plain.iterdir():
        raw = (packed / f"{path.name}{suffix}").read_bytes()
        text = gzip.decompress(raw) if suffix == ".gz" else zstandard.ZstdDecompressor().decompressobj().decompress(raw)
        assert text == path.read_bytes()


def test_malformed_lines_stand_between_the_good_ones_and_change_none(tmp_path):
    clean, spoilt = made(tmp_path / "a"), made(tmp_path / "b", "--malformed", "0.2")

    for path in clean.iterdir():
        good = path.read_bytes().split(b"\n")
        lines = (spoilt / path.name).read_bytes().split(b"\n")
        assert len(lines) > len(good) or len(good) < 5
        rest = iter(lines)
        assert all(line in rest for line in good)


def test_a_folder_that_holds_files_is_refused(tmp_path):
    (tmp_path / "mine.txt").write_text("Kept.")

    with pytest.raises(CommandError, match="holds files already"):
        made(tmp_path)
