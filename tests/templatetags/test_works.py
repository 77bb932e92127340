"""What a status says: a sentence for each one that there is."""

import pytest

from artifacts.models import Analysis, Hypothesis, Reference
from artifacts.templatetags.works import status_told


@pytest.mark.parametrize("status", [*Hypothesis.Status, *Analysis.Status, *Reference.Status])
def test_every_status_is_told_in_a_sentence_that_begins_with_it(status):
    assert str(status_told(status)).startswith(f"{str(status.label).capitalize()}: ")


def test_a_status_of_another_time_has_no_sentence():
    assert status_told("famous") == ""
