"""Several look for duplicates at once, while people judge and edit: nothing locks up, and what is judged stays so."""

import pytest

from artifacts.domain.duplicates import find_duplicates, judge_not_duplicate
from artifacts.models import DuplicateCandidate
from tests.domain.test_concurrency import run
from tests.helpers import edit, make_page, someone

pytestmark = pytest.mark.django_db(transaction=True)
NAMES = ("als", "htt", "prkn", "smn1", "sod1", "tau")


def test_two_look_while_somebody_judges_and_somebody_edits(monkeypatch):
    monkeypatch.setattr("artifacts.domain.duplicates.BATCH", 2)
    twins = {name: (make_page(name), make_page(name, public_id=f"genes-{name}", title=f"{name}?")) for name in NAMES}
    by = someone()

    def judging():
        for name in NAMES[:3]:
            judge_not_duplicate(*twins[name], by=by, why="Told apart.")

    def editing():
        for name in NAMES[3:]:
            edit(twins[name][1], body="Told anew.")

    run(find_duplicates, find_duplicates, judging, editing)

    waiting = DuplicateCandidate.objects.order_by("pk").values_list("second__public_id", flat=True)
    assert sorted(waiting) == ["genes-smn1", "genes-sod1", "genes-tau"]
