"""References out as one file, and in again unchanged."""

import pytest

from artifacts.domain.export import export_references
from artifacts.domain.reference_files import Outcome, plan_file, take_file
from artifacts.domain.withdraw import withdraw
from artifacts.errors import IntakeError
from artifacts.models import Reference
from tests.helpers import make_reference, someone

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("format", ["bib", "ris", "csl"])
def test_what_is_exported_comes_in_again_as_the_same(format, editor):
    make_reference(doi="10.1016/0092-8674(95)90460-3", pmid="7813012", pmcid="PMC1234", url="https://example.org/a")
    make_reference("other", csl={"title": "<i>SMN1</i> & more of the α kind"})

    plan = plan_file(take_file(export_references(Reference.objects.all(), format), by=editor))

    assert [(one.entry.key, one.outcome, one.comparison.none) for one in plan.planned] == [
        ("ref-lefebvre1995", Outcome.SAME, True),
        ("ref-other", Outcome.SAME, True),
    ]
    assert plan.problems == ()


@pytest.mark.parametrize("count", [1, 3])
def test_an_export_is_one_query_and_leaves_out_what_is_withdrawn(count, django_assert_num_queries):
    made = [make_reference(f"r{n}") for n in range(count + 1)]
    withdraw(made[-1], by=someone(), reason="No.")

    with django_assert_num_queries(1):
        text = export_references(Reference.objects.all(), "ris")

    assert text.count("TY  - JOUR") == count


def test_another_format_is_refused():
    with pytest.raises(IntakeError, match="use bib, ris, csl"):
        export_references(Reference.objects.all(), "docx")
