"""Identifiers in an infobox's cell: every database's example keeps its own pattern; the rest is left alone."""

import pytest

from artifacts.text.cell_identifiers import identifiers_of, linked_identifiers
from artifacts.text.databases import DATABASES
from artifacts.text.entity_fields import TEMPLATES


@pytest.mark.parametrize("database", DATABASES, ids=lambda database: database.name)
def test_the_example_of_a_database_keeps_its_pattern_and_has_an_address(database):
    (found,) = identifiers_of(database.name, database.example)

    assert (found.valid, found.address.startswith("https://")) == (True, database.name != "ICD-11")
    assert [one.accession for one in identifiers_of(f"**{database.name} ID:**", f" {database.example} ")] == [
        found.accession
    ]


@pytest.mark.parametrize(
    ("label", "value", "address"),
    [
        ("NCBI Gene", "6606", "https://www.ncbi.nlm.nih.gov/gene/6606"),
        ("Entrez Gene ID", "GeneID: 6606", "https://www.ncbi.nlm.nih.gov/gene/6606"),
        ("OMIM", "#253300", "https://www.omim.org/entry/253300"),
        ("ensembl", "ensg00000172062.17", "https://www.ensembl.org/id/ENSG00000172062"),
        ("MONDO", "0004976", "https://monarchinitiative.org/MONDO:0004976"),
        ("Cell Ontology", "CL_0000100", "https://purl.obolibrary.org/obo/CL_0000100"),
        ("KEGG", "hsa05014", "https://www.genome.jp/entry/hsa05014"),
        ("UniProt", "unassigned", ""),
        ("UniProt", "Q16637-2", "https://www.uniprot.org/uniprotkb/Q16637/entry"),
        ("OMIM", "６００３５４", ""),
        ("ClinicalTrials.gov", "NCT0219307", ""),
    ],
)
def test_an_identifier_leads_to_its_record(label, value, address):
    assert [found.address for found in identifiers_of(label, value)] == [address]


def test_a_label_that_names_no_database_has_no_identifier():
    assert (identifiers_of("Chromosome", "5"), identifiers_of("Gene", "6606")) == ((), ())


@pytest.mark.parametrize(
    ("value", "linked"),
    [
        ("*600354", "[\\*600354](https://www.omim.org/entry/600354)"),
        (
            "600354, 601627",
            "[600354](https://www.omim.org/entry/600354), [601627](https://www.omim.org/entry/601627)",
        ),
        ("600354 (gene)", "600354 (gene)"),
        ("[600354](https://omim.org/entry/600354)", "[600354](https://omim.org/entry/600354)"),
        ("**600354**", "**600354**"),
        ("600354, none", "600354, none"),
        ("", ""),
    ],
)
def test_only_bare_identifiers_are_linked(value, linked):
    assert linked_identifiers("OMIM", value) == linked


@pytest.mark.parametrize(
    "value", [", " * 50_000, "6" * 100_000, "600354," * 20_000, "\x00\ud800", "NaN", "ORPHA" * 9999]
)
def test_odd_cells_are_read_in_a_moment(value):
    for database in DATABASES:
        assert all(found.end <= len(value) for found in identifiers_of(database.name, value))


def test_templates_name_each_row_once_and_know_their_databases():
    for fields in TEMPLATES.values():
        assert len({field.label for field in fields}) == len(fields)
    known = {field.label: field.database for field in TEMPLATES["disease"] if field.database}

    assert list(known) == ["MONDO", "Disease Ontology", "OMIM", "Orphanet", "MeSH", "ICD-10", "ICD-11"]
    assert [field.kind for field in TEMPLATES["gene"] if field.label == "Key mutations"] == ["subheader"]
