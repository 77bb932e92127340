"""Reference files read: whole files as programs leave them, formats told by content, and whatever else people send."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from artifacts.errors import IntakeError
from artifacts.representations.intake import FORMATS, Entry, Note, read_references, recognise
from artifacts.text.decoding import decode
from tests.representations.intake.files import FOLDER, told

PIECES = (
    *("@article{a,", "@string{x=", "title = {T}", '"', "{", "}", ",", "#", "=", "year = 1999", "and", "author={A, B}"),
    *("TY  - JOUR", "TI  - T", "ER  - ", "AU  - A, B", "PY  - 1999/13/77", "PMID- 1", "FAU - A", "      more"),
    *('[{"title":"T"}', '{"items":[', "]", "}", '"issued":{"date-parts":[[1]]}', "LID - 10.1/x", "<i>", "\\"),
    *("\n", "\r\n", "\x00", "\ud800"),
)


@pytest.mark.parametrize("name", ["nasty.bib", "nasty.ris", "nasty.nbib", "nasty.json"])
def test_a_file_as_programs_leave_it(name):
    reading = read_references(decode((FOLDER / name).read_bytes()).text)

    assert told(reading) == (FOLDER / f"{name}.told").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("% made by hand\n@Article (a, title={x})", "bibtex"),
        ("\ufeff\r\nTY - JOUR\r\nTI - x", "ris"),
        ("TY  - JOUR\nN1  - @article{a, title={x}}\nER  -", "ris"),
        ("\nPMID- 29091570\nTI  - x", "medline"),
        (' [{"title": "x"}]', "csl"),
    ],
)
def test_the_content_tells_the_format(text, expected):
    assert recognise(text) == expected


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (" \n", "There is nothing in it: choose a file or paste some references."),
        ("%PDF-1.7\n…", "This looks like PDF: export the references as BibTeX, RIS, MEDLINE or CSL-JSON instead."),
        ("Dear all,", "No references were found in it: it must be BibTeX, RIS, MEDLINE (.nbib) or CSL-JSON."),
        ('{"items": 3}', 'CSL-JSON is a list of works, or an object with a list of them as its "items".'),
        ('[\n{"a"}]', "This is no JSON: line 2 is not as it should be (Expecting ':' delimiter)."),
    ],
)
def test_what_is_no_such_file_gets_one_sentence(text, sentence):
    with pytest.raises(IntakeError) as refused:
        read_references(text)

    assert refused.value.sentence == sentence


def test_more_works_than_can_be_looked_at_are_refused():
    with pytest.raises(IntakeError) as refused:
        read_references("TY  - JOUR\nTI  - x\n" * 20_001)

    assert refused.value.sentence == "The file holds more than 20000 works, the most at once: divide it."


@pytest.mark.parametrize(
    "text",
    [
        "@misc{a, title = {x}, year = 1999, month = %s}" % ("1" * 5000),
        '[{"title": "x", "issued": {"date-parts": [["1999", "--5"]]}}]',
        "TY  - GEN\nTI  - x\nPY  - 1999/99/99\nER  - ",
        "PMID- 1\nTI  - x\nDP  - 1999 Nov-Dec 45",
    ],
    ids=["bibtex", "csl", "ris", "medline"],
)
def test_of_an_odd_date_the_year_is_kept(text):
    assert [entry.year for entry in read_references(text).entries] == [1999]


def test_strings_made_of_strings_do_not_grow_without_end():
    bomb = '@string{s0 = "aaaaaaaa"}\n' + "".join(f"@string{{s{n + 1} = s{n} # s{n}}}\n" for n in range(60))

    reading = read_references(f"{bomb}@misc{{a, title = s60}}")

    assert [entry.title for entry in reading.entries] == ["a" * 1000]


@pytest.mark.parametrize("format", FORMATS)
@settings(max_examples=60)
@given(pieces=st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=25))
def test_a_reader_raises_nothing_but_a_sentence(format, pieces):
    with suppress(IntakeError):
        reading = read_references("\n".join(pieces), format)
        assert {type(entry) for entry in reading.entries} <= {Entry}
        assert {type(note) for entry in reading.entries for note in entry.notes} <= {Note}
        assert all(entry.title and entry.line for entry in reading.entries)
