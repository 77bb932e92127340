"""Citations of a synthetic corpus: the keys that a page cites, and what its row tells of the works behind them."""

from artifacts.text.corpus.names import WorkName, work_name
from artifacts.text.corpus.vocabulary import PROCESSES, THINGS

# A key for so many bytes of text, as in pages of the kind.
BYTES_A_KEY = 900
# How many pages name none, or some of their works; the rest name all.
NULL, SPARSE = 0.62, 0.90
NAMED_IF_SPARSE = 0.3


def cited_works(chance, papers: int, size: int) -> dict[str, WorkName]:
    """Works by the key that the page has for them: surname and year, a word of the topic, or its PMID."""
    cited: dict[str, WorkName] = {}
    for _ in range(max(1, size // BYTES_A_KEY)):
        work = work_name(int(papers * chance.random() ** 2))
        cited.setdefault(key_for(work, chance.random()), work)
    return cited


def key_for(work: WorkName, form: float) -> str:
    if form < 0.58:
        return f"{work.family}{work.year}"
    if form < 0.80:
        return THINGS[work.number % len(THINGS)]
    if form < 0.92:
        return f"PMID:{work.pmid}"
    return work.family


def refs(chance, cited: dict[str, WorkName]) -> dict | None:
    """A row's `refs_json`: null, sparse, or whole; one entry in ten is cited nowhere."""
    form = chance.random()
    if form < NULL:
        return None
    named = [key for key in cited if form >= SPARSE or chance.random() < NAMED_IF_SPARSE]
    entries = {key: entry(chance, cited[key]) for key in named}
    if chance.random() < 0.1:
        extra = work_name(int(chance.random() * 1_000))
        entries.setdefault(f"{extra.family}{extra.year}", entry(chance, extra))
    return entries


def entry(chance, work: WorkName) -> dict:
    """One work as the row tells it: the title always, of the other fields what a script found."""
    whole = {
        "authors": f"{work.surnames[0]} {'ABCDEFGHJKLMRST'[work.number % 15]}, et al",
        "title": work.title,
        "journal": work.journal,
        "year": work.year,
        "pmid": work.pmid,
        "doi": work.doi,
        "url": f"https://pubmed.ncbi.nlm.nih.gov/{work.pmid}/",
        "claim": f"A change of {PROCESSES[work.number % len(PROCESSES)]} is shown.",
    }
    return {name: value for name, value in whole.items() if name == "title" or chance.random() < 0.75}
