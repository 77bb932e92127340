"""Retraction Watch's file: odd encodings and cells are read, other files refused, and the rows of a work weighed."""

import datetime

import pytest

from artifacts.errors import RetractionError
from artifacts.representations.retraction_watch import Notice, read_notices, said_by_file, verdict

HEADER = (
    "Record ID,Title,Subject,Institution,Journal,Publisher,Country,Author,URLS,ArticleType,RetractionDate,"
    "RetractionDOI,RetractionPubMedID,OriginalPaperDate,OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature,Reason,Paywalled,Notes"
)


def row(record="1", date="5/17/2021 0:00", doi="10.1016/ABC", pmid="0", nature="Retraction", title="A title") -> str:
    reason = "+Error in Data;+Investigation by Company;"
    return f'{record},"{title}",,,,,,,,,{date},10.1016/notice,0,1/1/2010 0:00,{doi},{pmid},{nature},"{reason}",No,'


def read(*rows: str | bytes) -> list[Notice]:
    lines = [line if isinstance(line, bytes) else f"{line}\r\n".encode() for line in (HEADER, *rows)]
    return list(read_notices(lines, "rw.csv"))


def test_a_row_is_read_with_its_identifiers_date_and_reasons():
    (notice,) = read(row(pmid="7813012"))

    assert (notice.doi, notice.pmid, notice.status) == ("10.1016/abc", "7813012", "retracted")
    assert notice.date == datetime.date(2021, 5, 17)
    assert notice.source == (
        "Retraction Watch, record 1: Retraction (https://doi.org/10.1016/notice) – "
        "Error in Data; Investigation by Company"
    )
    assert said_by_file("retracted", notice.source)


def test_utf_8_and_latin_1_may_stand_in_one_file():
    accents = row("2", title="Möbius").encode("latin-1") + b"\n"

    assert [notice.record for notice in read(row(), accents, row("3", title="日本"))] == ["1", "2", "3"]
    with_mark = [b"\xef\xbb\xbf" + HEADER.encode() + b"\n", row().encode()]
    assert [notice.record for notice in read_notices(with_mark, "rw.csv")] == ["1"]


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ({"doi": "unavailable"}, ("", "", datetime.date(2021, 5, 17), "retracted")),
        ({"date": "31/31/2021 0:00"}, ("10.1016/abc", "", None, "retracted")),
        ({"date": ""}, ("10.1016/abc", "", None, "retracted")),
        ({"nature": "Expression of  concern"}, ("10.1016/abc", "", datetime.date(2021, 5, 17), "concern")),
        ({"nature": "Vanished"}, ("10.1016/abc", "", datetime.date(2021, 5, 17), "")),
        ({"title": "Two\nlines\x00"}, ("10.1016/abc", "", datetime.date(2021, 5, 17), "retracted")),
    ],
)
def test_odd_cells_are_taken_for_what_they_are(cells, found):
    (notice,) = read(row(**cells))

    assert (notice.doi, notice.pmid, notice.date, notice.status) == found


def test_a_short_row_lacks_what_it_lacks_and_an_empty_one_is_passed_over():
    assert [(notice.record, notice.status) for notice in read("7,Title", "", row())] == [("7", ""), ("1", "retracted")]


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ([], "rw.csv is no file of Retraction Watch: it has no column 'Record ID'."),
        ([b"a,b\n"], "it has no column 'Record ID'."),
        ([b"Record ID,RetractionDate\n"], "it has no column 'OriginalPaperDOI'."),
        ([b"\x89PNG\r\n", b"\x00\xff"], "is no file of Retraction Watch"),
        ([HEADER.encode() + b"\n", b'1,"' + b"x" * 200_000 + b'"\n'], "rw.csv, line 2: the row cannot be read"),
    ],
)
def test_what_is_no_such_file_is_refused_with_a_sentence(lines, sentence):
    with pytest.raises(RetractionError) as refused:
        list(read_notices(lines, "rw.csv"))

    assert sentence in refused.value.sentence


@pytest.mark.parametrize(
    ("rows", "nature"),
    [
        ([("1/1/2020", "Expression of concern"), ("1/1/2021", "Retraction")], "Retraction"),
        ([("1/1/2021", "Correction"), ("1/1/2020", "Retraction")], "Retraction"),
        ([("1/1/2020", "Retraction"), ("1/1/2021", "Reinstatement")], "Reinstatement"),
        ([("1/1/2021", "Reinstatement"), ("1/1/2022", "Correction"), ("1/1/2020", "Retraction")], "Correction"),
        ([("", "Retraction"), ("1/1/2021", "Reinstatement")], "Reinstatement"),
        ([("1/1/2020", "Retraction"), ("1/1/2021", "Retraction")], "Retraction"),
    ],
)
def test_the_gravest_counts_since_a_work_was_reinstated(rows, nature):
    assert verdict(read(*(row(date=date, nature=what) for date, what in rows))).nature == nature


@pytest.mark.parametrize(
    ("status", "source"),
    [
        ("retracted", "the journal's site"),
        ("retracted", ""),
        ("retracted", "Retraction Watch, record 1: Expression of concern"),
        ("verified", "Retraction Watch blog"),
    ],
)
def test_a_person_s_word_is_told_from_the_file_s(status, source):
    assert not said_by_file(status, source)
