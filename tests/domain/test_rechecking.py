"""Many artifacts are looked at anew as each would be alone, in parts, by processes that may be killed."""

import pytest

from artifacts.domain import rechecking
from artifacts.domain.checkup import check_again
from artifacts.domain.rechecking import keep, recheck, see
from artifacts.domain.suppress import suppress
from artifacts.domain.titles import titles
from artifacts.models import Artifact, Checkup, Finding
from tests.helpers import edit, fresh, make_hypothesis, make_page, make_reference, someone

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_titles_of_other_tests():
    titles.forget()


def make_site() -> None:
    """Artifacts whose findings follow from what came after them."""
    for n in range(5):
        make_page(f"p{n}", title=f"Gene number {n}", body=f"[Next](/genes/p{n + 1}) and Gene number {4 - n}.[@a{n}]")
    edit(Artifact.objects.get(public_id="wiki-genes-p1"), body="[Gone](/genes/gone)")
    make_reference(status="retracted")
    make_hypothesis()


def kept() -> list[tuple]:
    """All that is stored of check-ups and their findings, but when and under which numbers."""
    checkups = [field.attname for field in Checkup._meta.concrete_fields if field.name != "at"]
    findings = [field.attname for field in Finding._meta.concrete_fields if field.name != "id"]
    return [
        *Checkup.objects.order_by("pk").values_list(*checkups),
        *Finding.objects.order_by("checkup", "pk").values_list(*findings),
    ]


def one_by_one() -> list[tuple]:
    for pk in Artifact.objects.values_list("pk", flat=True):
        check_again(pk)
    return kept()


def test_what_is_kept_of_many_is_what_each_gives_alone(monkeypatch):
    monkeypatch.setattr(rechecking, "PART", 3)
    make_site()
    alone = one_by_one()
    Finding.objects.all().delete()
    Checkup.objects.filter(newest=True).delete()

    assert list(recheck(Artifact.objects.all())) == [3, 3, 1]

    assert kept() == alone


@pytest.mark.django_db(transaction=True)
def test_worker_processes_find_the_same(monkeypatch):
    monkeypatch.setattr(rechecking, "PART", 2)
    make_site()
    alone = one_by_one()
    Finding.objects.all().delete()

    assert sum(recheck(Artifact.objects.all(), processes=2)) == 7

    assert kept() == alone


def test_after_a_kill_the_next_run_begins_with_what_is_left(monkeypatch):
    monkeypatch.setattr(rechecking, "PART", 3)
    make_site()
    alone = one_by_one()
    Finding.objects.all().delete()
    run = recheck(Artifact.objects.all())

    next(run)
    run.close()
    left = set(Artifact.objects.exclude(checkups__findings__isnull=False).values_list("pk", flat=True))
    again = recheck(Artifact.objects.all())
    next(again)

    assert left & set(Finding.objects.values_list("checkup__artifact", flat=True))
    assert sum(again) == 4
    assert kept() == alone


def test_what_was_edited_or_looked_at_meanwhile_is_left_to_who_did():
    edited, looked_at, suppressed = (make_page(name, body="[x](/genes/gone)") for name in ("a", "b", "c"))
    pks = [page.pk for page in (edited, looked_at, suppressed)]

    seen = see(pks)
    edit(edited, body="Nothing to be found.")
    make_page("gone")
    check_again(looked_at.pk)
    keep(pks, seen)

    rules = Finding.objects.filter(checkup__artifact__in=[edited, looked_at]).values_list("rule", flat=True)
    assert "dead-link" not in set(rules)


def test_a_text_that_was_taken_away_keeps_nobody_else_waiting():
    page, other = make_page("a", body="[x](/genes/gone)"), make_page("b", body="[x](/genes/gone)")
    edit(page, body="Better.", live=True)
    suppress(fresh(page).revisions.get(number=1), by=someone(), reason="Privacy.")
    Checkup.objects.filter(artifact=other).delete()

    assert list(recheck(Artifact.objects.filter(pk__in=[page.pk, other.pk]))) == [2]

    assert Checkup.objects.get(artifact=other).errors == 1
