"""Entity fields: the infobox rows that pages of each entity type have, and what may stand in them."""

from typing import NamedTuple

from artifacts.text.databases import Database, database_of


class Field(NamedTuple):
    """A row of a template: `kind` as infobox rows have it; a sub-header opens a group."""

    label: str
    kind: str = "pair"

    @property
    def database(self) -> Database | None:
        """Whose identifier the row holds, with its pattern, an example and an address."""
        return database_of(self.label) if self.kind == "pair" else None


def _fields(*labels: str) -> tuple[Field, ...]:
    """Labels in order; one that begins with `#` is a sub-header."""
    return tuple(
        Field(label.removeprefix("#"), "subheader") if label.startswith("#") else Field(label) for label in labels
    )


# By entity type; hub pages and general ones have none.
TEMPLATES = {
    "gene": _fields(
        *("Symbol", "Full name", "Aliases", "Chromosome", "NCBI Gene", "HGNC", "Ensembl", "OMIM", "UniProt", "MGI"),
        *("Expression", "Diseases", "#Key mutations"),
    ),
    "protein": _fields(
        *("Protein name", "Gene", "UniProt", "PDB", "InterPro", "Molecular weight", "Length", "Localisation"),
        *("Function", "Interactions", "Gene Ontology", "Reactome", "Diseases"),
    ),
    "disease": _fields(
        *("Also known as", "Category", "Inheritance", "Prevalence", "Age of onset", "Symptoms", "Associated genes"),
        *("Treatment", "#Identifiers", "MONDO", "Disease Ontology", "OMIM", "Orphanet", "MeSH", "ICD-10", "ICD-11"),
    ),
    "therapeutic": _fields(
        *("Generic name", "Brand name", "Class", "Target", "Mechanism", "Indication", "Route", "Dosing", "Developer"),
        *("Approval", "#Identifiers", "DrugBank", "ChEMBL", "PubChem", "CAS", "ATC", "KEGG"),
    ),
    "cell": _fields(
        *("Cell type", "Lineage", "Location", "Morphology", "Markers", "Neurotransmitter", "Function", "Diseases"),
        *("Cell Ontology",),
    ),
    "brain_region": _fields(
        *("Part of", "Location", "Subdivisions", "Cell types", "Afferents", "Efferents", "Function", "Diseases"),
        *("UBERON", "MeSH"),
    ),
    "mechanism": _fields(
        *("Process", "Key genes", "Key proteins", "Cell types", "Location", "Diseases", "Biomarkers", "Therapeutics"),
        *("Gene Ontology", "Reactome", "KEGG"),
    ),
    "phenotype": _fields("Description", "Onset", "Frequency", "Associated genes", "Diseases", "HPO", "MeSH"),
    "biomarker": _fields(
        *("Analyte", "Type", "Specimen", "Assay", "Cut-off", "Sensitivity", "Specificity", "Diseases", "Stage of use"),
        *("UniProt",),
    ),
    "technology": _fields("Type", "Developer", "Introduced", "Principle", "Resolution", "Throughput", "Applications"),
    "clinical_trial": _fields(
        *("Trial name", "NCT number", "EudraCT", "Phase", "Status", "Sponsor", "Condition", "Intervention"),
        *("Comparator", "Participants", "Start", "Completion", "Primary endpoint", "Result"),
    ),
    "company": _fields("Founded", "Headquarters", "Key people", "Focus", "Products", "Pipeline", "Website"),
    "experiment": _fields(
        *("Question", "Model", "Method", "Samples", "Conditions", "Readout", "Result", "Data", "Performed by", "Date"),
    ),
    "entity": _fields("Also known as", "Type", "Part of", "Function", "Diseases"),
}
