"""Bytes of an unknown encoding."""

import pytest

from artifacts.text.decoding import Decoded, decode

TEXT = "author = {Bürglen, L. – “Ærø”},\r\n" * 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_a_text_is_read_in_whatever_encoding_it_comes(encoding):
    assert decode(TEXT.encode(encoding)).text == TEXT


def test_latin_1_is_read_as_its_superset():
    assert decode("Bürglen".encode("latin-1")) == Decoded("Bürglen", "windows-1252")


def test_bytes_pasted_into_utf_8_spoil_nothing_but_themselves():
    data = "Bürglen, Łukasz, ".encode() + b"Erd\xf6s\x81"

    assert decode(data) == Decoded("Bürglen, Łukasz, Erdös\x81", "utf-8", odd_bytes=2)


@pytest.mark.parametrize("data", [b"", b"\xff", b"\xff\xfe", b"\x00\x00", b"\xc3", b"\xff\xfea"])
def test_odd_bytes_are_text_too(data):
    assert isinstance(decode(data).text, str)
