"""Citing: what cites a work today, and that no work is withdrawn from under what cites it."""

import pytest

from artifacts.domain.citing import citing
from artifacts.domain.withdraw import withdraw
from artifacts.errors import StateError
from artifacts.models import Artifact
from tests.helpers import edit, fresh, make_hypothesis, make_page, make_reference, someone

pytestmark = pytest.mark.django_db


def test_pages_are_listed_with_their_keys_and_hypotheses_with_their_evidence():
    reference = make_reference(pmid="29091570")
    page = make_page(body="[@PMID:29091570] [@a; @b]", citations={"a": reference.public_id, "b": reference.public_id})
    by_id = make_page("z", body="[@ref-lefebvre1995]", live=False)
    make_page("none", body="[@PMID:1]")
    gone = make_page("gone", body="[@a]", citations={"a": reference.public_id})
    withdraw(gone, by=someone(), reason="Wrong.")
    hypothesis = make_hypothesis(evidence=[{"claim": name, "reference": reference.public_id} for name in "AB"])

    found = citing(reference)

    assert [(row.artifact, keys) for row, keys in found.pages] == [
        (page, ["PMID:29091570", "a", "b"]),
        (by_id, ["ref-lefebvre1995"]),
    ]
    assert (found.hypotheses, found.count) == ([(hypothesis, 2)], 3)


def test_a_work_that_is_cited_is_not_withdrawn_and_the_sentence_names_what_cites_it():
    reference = make_reference()
    for number in range(7):
        make_page(f"p{number}", body="[@a]", citations={"a": reference.public_id})

    with pytest.raises(StateError) as refused:
        withdraw(reference, by=someone(), reason="Fabricated.")

    named = ", ".join(f"wiki-genes-p{number}" for number in range(5))
    assert refused.value.sentence == (
        f"ref-lefebvre1995 is not withdrawn, because it is cited by {named} … (7 in all). "
        "Merge it into the right reference, or give those another one first."
    )
    assert fresh(reference).state == Artifact.State.ACTIVE


def test_what_readers_still_see_counts_though_the_newest_text_cites_it_no_more():
    reference = make_reference()
    page = make_page(body="[@a]", citations={"a": reference.public_id})
    edit(page, body="None.", citations={})

    with pytest.raises(StateError, match="wiki-genes-smn1"):
        withdraw(reference, by=someone(), reason="Fabricated.")

    edit(page, body="Nothing.", live=True)
    withdraw(reference, by=someone(), reason="Fabricated.")
    assert fresh(reference).state == Artifact.State.WITHDRAWN
