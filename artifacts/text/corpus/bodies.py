"""Bodies of a synthetic corpus: Markdown of sections, lists, tables and diagrams, up to a wanted size."""

from artifacts.text.corpus.infoboxes import infobox
from artifacts.text.corpus.names import titled

SECTIONS = (
    *("Structure", "Function", "Regulation", "Expression", "Interactions", "Mechanism", "Role in Disease", "Genetics"),
    *("Clinical Evidence", "Experimental Models", "Measurement", "Timing", "Safety", "Limits", "Variants"),
    *("Comparison with Related Factors", "Response to Treatment", "Ageing", "Cell Types", "Turnover", "Localisation"),
    *("Imaging", "Population Studies", "Open Questions", "Outlook", "Signalling", "Energy Balance", "Early Findings"),
)
PARTS = ("First Steps", "Later Steps", "In Animals", "In People", "Methods", "Main Results", "Exceptions", "Follow-up")
LEAD_INS = ("Several points stand out:", "The main findings are:", "Three groups were told apart:")
EXTERNAL = (
    ("UniProt", "https://www.uniprot.org/uniprotkb?query={0}"),
    ("NCBI Gene", "https://www.ncbi.nlm.nih.gov/gene/?term={0}"),
    ("PubMed search", "https://pubmed.ncbi.nlm.nih.gov/?term={0}"),
    ("Trials", "https://clinicaltrials.gov/search?term={0}"),
)


def wanted_size(chance) -> int:
    """Bytes of a body: one in twelve is a paragraph, the rest run from 3 to 25 KB with a median near 12."""
    if chance.random() < 0.08:
        return 0
    return int(chance.triangular(3_000, 25_000, 9_500))


def compose(writer, size: int, *, title: str, raw: bool, swallowed: bool) -> list[str]:
    """The blocks of a body, without any defect but those of its infobox and its links."""
    if not size:
        return [writer.paragraph(3)]
    blocks = ["## Introduction", infobox(writer, title, raw=raw, swallowed=swallowed)] if writer.happens(0.75) else []
    blocks += ["## Overview", writer.paragraph(), writer.paragraph()]
    closing = ["## See Also", "\n".join(f"- {writer.link()}" for _ in range(3 + int(4 * writer.random())))]
    if writer.happens(0.5):
        closing += ["## External Links", "\n".join(external(writer))]
    length = sum(map(len, blocks)) + sum(map(len, closing))
    for heading in headings(writer):
        if length >= size:
            break
        added = section(writer, heading)
        blocks += added
        length += sum(map(len, added)) + 2 * len(added)
    return blocks + closing


def headings(writer):
    """The names of sections, from a place of the list on; when all are used up, with a number."""
    start = int(writer.random() * len(SECTIONS))
    for n in range(200):
        name = SECTIONS[(start + n * 5) % len(SECTIONS)]
        yield name if n < len(SECTIONS) else f"{name} {1 + n // len(SECTIONS)}"


def section(writer, heading: str) -> list[str]:
    blocks = [f"## {heading}", writer.paragraph()]
    form = writer.random()
    if form < 0.3:
        blocks += [writer.pick(LEAD_INS), writer.items()]
    elif form < 0.42:
        blocks += ["The values are given per model:", writer.table()]
    elif form < 0.46:
        blocks += [writer.diagram()]
    elif form < 0.7:
        at = int(writer.random() * len(PARTS))
        for name in (PARTS[at], PARTS[at - 1]):
            blocks += [f"### {name}", writer.paragraph()]
    else:
        blocks += [writer.paragraph()]
    return blocks


def external(writer) -> list[str]:
    name, term = titled(writer.name.short), writer.name.tail.split("-")[0]
    sites = EXTERNAL[: 1 + writer.name.number % len(EXTERNAL)]
    return [f"- [{site} on {name}]({url.format(term)})" for site, url in sites]
