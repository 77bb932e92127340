"""Errors: one sentence, in the language of whoever asks, its places filled in afterwards."""

from django.utils import translation

from artifacts.errors import CaptureError, ContentError
from artifacts.errors import marked as _


def test_a_sentence_is_filled_in():
    error = ContentError(_("There is no {kind} with the id {public_id!r}."), kind="page", public_id="x {y}")

    assert (error.sentence, str(error)) == ("There is no page with the id 'x {y}'.",) * 2


def test_a_sentence_without_places_is_left_as_it_is():
    assert ContentError('Give {"title": …}.').sentence == 'Give {"title": …}.'


def test_a_sentence_is_translated_when_it_is_shown(monkeypatch):
    monkeypatch.setattr("artifacts.errors.gettext", {"There is no {kind}.": "Es gibt kein {kind}."}.get)

    error = ContentError(_("There is no {kind}."), kind="Gen")

    assert (error.sentence, str(error)) == ("Es gibt kein Gen.", "There is no Gen.")


def test_the_language_is_that_of_the_moment():
    with translation.override("de"):
        assert ContentError(_("Nothing.")).sentence == "Nothing."


def test_a_capture_error_names_file_and_line():
    assert CaptureError("a.txt", 3, "it ends here.").sentence == "a.txt, line 3: it ends here."
