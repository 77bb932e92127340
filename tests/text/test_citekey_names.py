"""What citekeys say of their works."""

import pytest

from artifacts.text.citekey_names import Told, identifier_in, told_by


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("finkel2017", Told("finkel", 2017)),
        ("finkel2017a", Told("finkel", 2017)),
        ("Finkel_2017", Told("finkel", 2017)),
        ("finkel2017nusinersen", Told("finkel", 2017, ("nusinersen",))),
        ("finkel-2017-infantile-onset", Told("finkel", 2017, ("infantile", "onset"))),
        ("van_den_berg2019", Told("vandenberg", 2019)),
        ("smn2017", Told("smn", 2017)),
        ("2017", None),
        ("smn", None),
        ("finkel20171", None),
        ("x" * 200, None),
    ],
)
def test_author_year_and_words_are_read(key, told):
    assert told_by(key) == told


@pytest.mark.parametrize(
    ("key", "found"),
    [
        ("PMID:29091570", "pmid:29091570"),
        ("pmid_29091570", "pmid:29091570"),
        ("29091570", "pmid:29091570"),
        ("PMC4782111", "pmcid:pmc4782111"),
        ("PMCID:4782111", "pmcid:pmc4782111"),
        ("doi:10.1056", None),
        ("2017", None),
        ("finkel2017", None),
        ("pmid", None),
    ],
)
def test_identifiers_are_read(key, found):
    identifier = identifier_in(key)

    assert (identifier and identifier.key) == found
