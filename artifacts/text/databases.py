"""Databases of the field: how each writes its identifiers, with an example and the address of its records."""

import re
from typing import NamedTuple


class Database(NamedTuple):
    """`pattern`'s one group is the accession that goes into `address`, which is empty where codes have no page."""

    name: str
    pattern: re.Pattern
    example: str
    address: str
    labels: tuple[str, ...] = ()


def _database(name: str, pattern: str, example: str, address: str, *labels: str) -> Database:
    return Database(name, re.compile(pattern, re.ASCII | re.IGNORECASE), example, address, labels)


OBO = "https://purl.obolibrary.org/obo/"
UNIPROT = r"[OPQ]\d[A-Z0-9]{3}\d|[A-NR-Z]\d(?:[A-Z][A-Z0-9]{2}\d){1,2}"
DATABASES = (
    _database(
        "NCBI Gene",
        r"(?:(?:NCBI ?)?Gene(?: ?ID)?:? ?)?([1-9]\d{0,8})",
        "6606",
        "https://www.ncbi.nlm.nih.gov/gene/{}",
        "entrez",
        "entrez gene",
        "ncbi",
    ),
    _database("Ensembl", r"(ENS[A-Z]{0,6}\d{11})(?:\.\d{1,3})?", "ENSG00000172062", "https://www.ensembl.org/id/{}"),
    _database("OMIM", r"(?:O?MIM:? ?)?[#*+%^]?(\d{6})", "600354", "https://www.omim.org/entry/{}", "mim"),
    _database(
        "UniProt",
        rf"({UNIPROT})(?:-\d{{1,3}})?",
        "Q16637",
        "https://www.uniprot.org/uniprotkb/{}/entry",
        "uniprotkb",
        "swiss-prot",
        "uniprot accession",
    ),
    _database(
        "HGNC",
        r"(?:HGNC:? ?)?([1-9]\d{0,5})",
        "HGNC:11117",
        "https://www.genenames.org/data/gene-symbol-report/#!/hgnc_id/HGNC:{}",
    ),
    _database("MGI", r"(?:MGI:? ?)?([1-9]\d{1,7})", "MGI:109257", "https://www.informatics.jax.org/marker/MGI:{}"),
    _database("ChEMBL", r"(CHEMBL[1-9]\d{0,8})", "CHEMBL3833342", "https://www.ebi.ac.uk/chembl/explore/compound/{}"),
    _database("DrugBank", r"(DB\d{5})", "DB13161", "https://go.drugbank.com/drugs/{}"),
    _database(
        "PubChem",
        r"(?:CID:? ?)?([1-9]\d{0,9})",
        "2244",
        "https://pubchem.ncbi.nlm.nih.gov/compound/{}",
        "pubchem cid",
        "pubchem compound",
    ),
    _database(
        *("ATC", r"([ABCDGHJLMNPRSV](?:\d\d(?:[A-Z](?:[A-Z](?:\d\d)?)?)?)?)", "M09AX07"),
        "https://atcddd.fhi.no/atc_ddd_index/?code={}",
        "atc code",
    ),
    _database(
        "CAS",
        r"([1-9]\d{1,6}-\d\d-\d)",
        "50-78-2",
        "https://commonchemistry.cas.org/detail?cas_rn={}",
        "cas number",
        "cas registry number",
        "cas rn",
    ),
    _database("MONDO", r"(?:MONDO[:_] ?)?(\d{7})", "MONDO:0004976", "https://monarchinitiative.org/MONDO:{}"),
    _database(
        "Disease Ontology",
        r"(?:DOID[:_] ?)?(\d{1,7})",
        "DOID:332",
        "https://disease-ontology.org/term/DOID:{}",
        "doid",
    ),
    _database(
        "MeSH",
        r"(?:MeSH:? ?)?([CD]\d{6}(?:\d{3})?)",
        "D000690",
        "https://meshb.nlm.nih.gov/record/ui?ui={}",
        "mesh descriptor",
        "mesh heading",
    ),
    _database(
        "ICD-10",
        r"([A-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?)",
        "G12.2",
        "https://icd.who.int/browse10/2019/en#/{}",
        "icd-10 code",
        "icd10",
        "icd-10-cm",
    ),
    # Its browser knows records by a number of their own, not by their code.
    _database("ICD-11", r"([0-9A-Z][A-HJ-NP-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,3})?)", "8B60.0", "", "icd-11 code", "icd11"),
    _database(
        "Orphanet",
        r"(?:ORPHA(?:net)?[:_]? ?)?([1-9]\d{0,5})",
        "ORPHA:803",
        "https://www.orpha.net/en/disease/detail/{}",
        "orpha",
        "orphacode",
        "orpha code",
    ),
    _database(
        "HPO",
        r"(?:HP[:_] ?)?(\d{7})",
        "HP:0001250",
        "https://hpo.jax.org/browse/term/HP:{}",
        "human phenotype ontology",
    ),
    _database(
        "ClinicalTrials.gov",
        r"(NCT\d{8})",
        "NCT02193074",
        "https://clinicaltrials.gov/study/{}",
        "nct",
        "nct number",
        "clinicaltrials.gov identifier",
        "trial registration",
    ),
    _database(
        "EudraCT",
        r"(\d{4}-\d{6}-\d\d)",
        "2014-000701-14",
        "https://www.clinicaltrialsregister.eu/ctr-search/search?query={}",
        "eudract number",
    ),
    _database(
        "PDB",
        r"((?:pdb_[0-9a-z]{4})?[1-9][A-Z0-9]{3})",
        "5XJQ",
        "https://www.rcsb.org/structure/{}",
        "pdb structure",
        "pdb structures",
    ),
    _database("InterPro", r"(IPR\d{6})", "IPR010304", "https://www.ebi.ac.uk/interpro/entry/InterPro/{}/"),
    _database("Pfam", r"(PF\d{5})", "PF06003", "https://www.ebi.ac.uk/interpro/entry/pfam/{}/"),
    _database("Cell Ontology", r"(?:CL[:_] ?)?(\d{7})", "CL:0000100", OBO + "CL_{}", "cl"),
    _database("UBERON", r"(?:UBERON[:_] ?)?(\d{7})", "UBERON:0002038", OBO + "UBERON_{}"),
    _database(
        "Gene Ontology",
        r"(?:GO[:_] ?)?(\d{7})",
        "GO:0000387",
        "https://amigo.geneontology.org/amigo/term/GO:{}",
        "go",
        "go term",
        "go terms",
    ),
    _database(
        "Reactome", r"(R-[A-Z]{3}-\d{1,9})(?:\.\d{1,3})?", "R-HSA-72163", "https://reactome.org/content/detail/{}"
    ),
    _database(
        "KEGG",
        r"([a-z]{2,4}\d{5}|[CDGHKMR]\d{5}|[a-z]{3,4}:[A-Z0-9_.-]{1,20})",
        "hsa:6606",
        "https://www.genome.jp/entry/{}",
        "kegg pathway",
        "kegg drug",
        "kegg gene",
    ),
)
MARKUP = re.compile(r"[*_`:]+")
SUFFIX = re.compile(r" (?:id|ids|identifier|identifiers|accession)$")


def _folded(label: str) -> str:
    """`**NCBI Gene ID:**` as `ncbi gene`."""
    return SUFFIX.sub("", " ".join(MARKUP.sub("", label).casefold().split()))


BY_LABEL = {_folded(label): database for database in DATABASES for label in (database.name, *database.labels)}


def database_of(label: str) -> Database | None:
    """The database that an infobox label names, if it names one."""
    return BY_LABEL.get(_folded(label))
