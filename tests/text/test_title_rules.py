"""Title rules: each rule with its case, and what no rule settles."""

import pytest

from artifacts.text.title_rules import choose_title

SLUG = "genes-apoe"


@pytest.mark.parametrize(
    ("target", "source", "chosen"),
    [
        ("APOE", "APOE", ("target", "same")),
        ("APOE", "APOE - Apolipoprotein E", ("source", "extended")),
        ("APOE (Apolipoprotein E)", "APOE", ("target", "extended")),
        ("genes-apoe", "Apolipoprotein", ("source", "slug")),
        ("Apolipoprotein", "apoe", ("target", "slug")),
        ("Apolipoprotein E", "The lipid carrier APOE of the brain", ("source", "longer")),
        ("The lipid carrier APOE of the brain", "Apolipoprotein E", ("target", "longer")),
        ("Apoe", "APOE", ("source", "capitals")),
        ("APOE", "apoe", ("target", "capitals")),
        ("ApoE (Apolipoprotein E)", "APOE - Apolipoprotein E", ("target", "by hand")),
        ("Apolipoprotein E", "Apolipoprotein D", ("target", "by hand")),
        ("ALS", "False starts", ("source", "longer")),
    ],
)
def test_a_title_is_chosen_by_the_first_rule_that_fits(target, source, chosen):
    assert choose_title(target, source, SLUG) == chosen
