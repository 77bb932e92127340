"""Printing: a PDF of what is given, and of nothing else that the page asks for."""

import io
from ctypes.util import find_library

import pytest
from PIL import Image
from pypdf import PdfReader

from artifacts.domain.printing import print_pdf
from artifacts.errors import PrintError

pytestmark = pytest.mark.skipif(find_library("pango-1.0") is None, reason="a PDF needs the library Pango")


def test_no_file_and_no_address_is_fetched(tmp_path):
    picture, sheet = tmp_path / "a.png", tmp_path / "a.css"
    Image.new("RGB", (40, 30), "red").save(picture)
    sheet.write_text("p { display: none }")
    html = f"""<html lang="en"><title>T</title><link rel="stylesheet" href="file://{sheet}">
        <style>@import "file://{sheet}"; body {{ background: url(file://{picture}) }}</style>
        <p>Words <img src="file://{picture}" alt="A"><img src="http://127.0.0.1:9/a.png" alt="B">
        <object data="file://{picture}"></object><a rel="attachment" href="file://{picture}">c</a></p></html>"""

    read = PdfReader(io.BytesIO(print_pdf(html)))

    assert "Words" in read.pages[0].extract_text()
    assert list(read.pages[0].images) == []
    assert read.attachments == {}


def test_a_page_that_cannot_be_laid_out_within_the_limits_is_refused(monkeypatch):
    monkeypatch.setattr("artifacts.domain.printing.PATIENCE", 0.01)

    with pytest.raises(PrintError, match="The page takes too long to be made a PDF"):
        print_pdf('<html lang="en"><title>T</title>')
