"""Hypotheses, analyses and papers of a synthetic corpus."""

from artifacts.text.corpus.names import (
    CYCLE,
    analysis_id,
    composed,
    day,
    hypothesis_id,
    moment,
    page_name,
    symbol,
    titled,
    work_name,
)
from artifacts.text.corpus.prose import PHRASES, SENTENCES, Writer
from artifacts.text.corpus.vocabulary import PLACES, PROCESSES
from artifacts.text.scores import WEIGHTS, composite_of

GENES = tuple(at for at in range(100) if CYCLE[at * 37 % 100] == "gene")
STATUSES = ("proposed", "active", "debated", "promoted", "validated", "archived")
ANALYSIS_STATUSES = ("open", "completed", "archived", "failed")
DOMAINS = ("genetics", "imaging", "immunology", "metabolism", "proteostasis")
STRENGTHS = ("strong", "moderate", "weak")
# What stands among the PMIDs of evidence and is none.
NO_PMIDS = ("unassigned", "WORLD_MODEL_071", "ClinicalTrials.gov", "34567890")


def gene_page(chance, pages: int) -> int:
    """The number of some gene's page; in a corpus of less than a hundred pages it may be one that is not there."""
    return int(chance.random() * max(1, pages // 100)) * 100 + chance.choice(GENES)


def hypothesis(number: int, chance, *, pages: int, papers: int, analyses: int) -> dict:
    writer = Writer(chance, page_name(gene_page(chance, pages)), pages, [], slugs_shown=False)
    title = f"{titled(writer.pick(PHRASES))} and {writer.pick(PROCESSES)} {writer.pick(PLACES)}"
    genes = [symbol(gene_page(chance, pages)) for _ in range(chance.choice((0, 1, 1, 1, 1, 1, 1, 2, 2, 3)))]
    scores = {name: round(chance.betavariate(5, 3), 2) if chance.random() < 0.93 else None for name in WEIGHTS}
    own = composite_of(scores)
    # Composite scores do not follow from the dimensions beside them.
    composite = own if own is None or chance.random() < 0.3 else round(min(1, max(0, own + chance.gauss(0, 0.08))), 4)
    return {
        "id": hypothesis_id(number),
        "title": title,
        "description": description(writer, number),
        "target_gene": ",".join(dict.fromkeys(genes)),
        **{f"{name}_score": score for name, score in scores.items()},
        "composite_score": composite,
        "status": chance.choice(STATUSES),
        "analysis_id": analysis_id(int(chance.random() * analyses)) if chance.random() < 0.8 else None,
        "evidence_for": evidence(chance, papers, writer, 5),
        "evidence_against": evidence(chance, papers, writer, 2),
        "created_at": moment(number),
    }


def description(writer: Writer, number: int) -> str:
    """One in thirty quotes its own older text, headings and all."""
    text = f"{writer.paragraph()}\n\n{writer.paragraph()}"
    if number % 30 != 7:
        return text
    told = f"This hypothesis starts from the claim that {writer.pick(PROCESSES)} matters."
    return f'## Mechanistic Overview\n\n{told} The original description reads: "{text}"'


def evidence(chance, papers: int, writer: Writer, most: int) -> list[dict]:
    return [
        {
            "claim": writer.filled(*SENTENCES[0]),
            "pmid": pmid(chance, papers),
            "strength": chance.choice(STRENGTHS),
        }
        for _ in range(int(chance.random() * (most + 1)))
    ]


def pmid(chance, papers: int) -> str:
    return chance.choice(NO_PMIDS) if chance.random() < 0.05 else work_name(int(papers * chance.random())).pmid


def analysis(number: int, chance) -> dict:
    what, where = composed(number * 7, PROCESSES), chance.choice(PLACES)
    return {
        "id": analysis_id(number),
        "title": f"{titled(what)} {where}",
        "question": f"How does {what} change {where}, and what follows from it?",
        "domain": chance.choice(DOMAINS),
        "status": chance.choice(ANALYSIS_STATUSES),
        "created_at": f"{day(number)}T00:00:00Z",
    }


def paper(number: int, chance) -> dict:
    work = work_name(number)
    authors = ", ".join(f"{surname} {chance.choice('ABCDEFGHJKLMRST')}" for surname in work.surnames)
    return {
        "id": f"paper-{work.pmid}",
        "pmid": work.pmid,
        "doi": work.doi if number % 6 else None,
        "title": work.title,
        "authors": authors,
        "journal": work.journal,
        "year": work.year,
        "url": f"https://pubmed.ncbi.nlm.nih.gov/{work.pmid}/",
        "created_at": moment(number),
    }
