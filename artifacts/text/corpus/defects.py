"""Defects of a synthetic corpus: each does to a page what was seen done to real ones, at the rate it was seen.

A defect changes the draft and says whether it found a place for itself. The order is that of `DEFECTS`.
"""

from collections.abc import Callable
from typing import NamedTuple

from artifacts.text.corpus.draft import Draft
from artifacts.text.corpus.names import hypothesis_id, symbol, titled, work_name
from artifacts.text.corpus.prose import PHRASES
from artifacts.text.corpus.vocabulary import PLACES, PROCESSES


class Defect(NamedTuple):
    rate: float
    sow: Callable[[Draft], bool]


DEFECTS: dict[str, Defect] = {}


def defect(rate: float):
    """Name a function's defect by the function, for one page in so many."""

    def made(sow):
        DEFECTS[sow.__name__.replace("_", "-")] = Defect(rate, sow)
        return sow

    return made


def sow_all(draft: Draft) -> None:
    for name, (rate, sow) in DEFECTS.items():
        if draft.writer.happens(rate) and sow(draft):
            draft.sown.add(name)


@defect(0.40)
def boilerplate(draft):
    name = titled(draft.writer.name.short)
    told = (
        f"{name} is an important component in the neurobiology of many conditions.",
        f"This page provides detailed information about {name} and what it does.",
        f"The study of {name} has evolved significantly over the past years.",
    )
    return draft.add(draft.writer.pick(told))


@defect(0.15)
def doubled_link(draft):
    link = draft.writer.link()
    return draft.add(f"It was compared to {link} ({link}) by {draft.writer.pick(('hand', 'others', 'two groups'))}.")


@defect(0.08)
def stray_bracket(draft):
    return draft.add(f"A second agent ({draft.writer.link()})) was added.")


@defect(0.12)
def dead_link(draft):
    writer = draft.writer
    name = writer.target()
    path = writer.pick((f"{name.path}-pathway", f"/{name.tail}-barrier", f"/entities/{name.tail}"))
    return draft.add(f"See also [{name.short}]({path}) on this.")


@defect(0.05)
def cut_target(draft):
    name = draft.writer.target()
    return draft.add(f"The name [{name.short}](/{name.tail.split('-')[0]}-) was in use before.")


@defect(0.04)
def self_link(draft):
    name = draft.writer.name
    return draft.add(f"All of [{name.short}]({name.path}) is meant.")


@defect(0.10)
def rival_slug(draft):
    """A link through another name of its target: that of its row, or of its unprefixed twin."""
    name = draft.writer.target()
    return draft.add(f"An older account is that of [{name.short}](/artifact/{name.slug}).")


@defect(0.10)
def wiki_link(draft):
    writer = draft.writer
    first, second = writer.target(), writer.target()
    return draft.add(f"Compare [[{first.slug}]] and [[{second.slug}|{second.short}]].")


@defect(0.10)
def mixed_styles(draft):
    work = work_name(int(draft.writer.random() * 9_000))
    link = f"[{1 + work.number % 9}](https://pubmed.ncbi.nlm.nih.gov/{work.pmid}/)"
    marks = (link, "[^6]", f" [{1 + work.number % 30}]")
    return draft.cites() and draft.add(f"Later work agrees{draft.writer.pick(marks)}.")


@defect(0.05)
def suspicious_pmid(draft):
    return draft.add(f"The trial is on record (PMID: {draft.writer.pick(('34567890', 'unassigned', '123456789'))}).")


@defect(0.10)
def escaped_html(draft):
    """Hypotheses as a script froze them into the text, with the colour of their score."""
    writer, lines = draft.writer, []
    for _ in range(2):
        number, score = int(writer.random() * max(1, writer.pages // 10)), 0.4 + 0.5 * writer.random()
        colour = "#81c784" if score >= 0.7 else "#ffd54f"
        score = f'<span style="color:{colour};font-weight:600">{score:.2f}</span>'
        words = titled(f"{writer.pick(PHRASES)} and {writer.pick(PROCESSES)}")
        lines.append(f"- [{words}](/hypothesis/{hypothesis_id(number)}) — {score} · Target: {symbol(number * 7)}")
    return draft.insert("## Related Hypotheses", "\n".join(lines))


@defect(0.03)
def double_encoded(draft):
    term = draft.writer.name.number
    return draft.add(
        f"Its term is [listed](https://example.org/terms?id=http%253A%252F%252Fpurl.example.org%252F{term})."
    )


@defect(0.12)
def old_addresses(draft):
    number = draft.writer.name.number
    trial = f"https://clinicaltrials.gov/ct2/show/NCT{number % 10**8:08}"
    site = f"https://www.example.com/{draft.writer.name.tail}"
    lines = [f"- [Trial record]({trial})", f"- [Official site]({site})", f"- [Prescribing information]({site})"]
    return draft.insert("## Resources", "\n".join(lines))


@defect(0.04)
def language_repr(draft):
    writer = draft.writer
    count = 1_000 + int(900_000 * writer.random())
    told = (f"{count:,}.0 tokens were read.", f"The record holds {{'score': None, 'runs': [{count}]}} for it.")
    return draft.add(writer.pick(told))


@defect(0.02)
def counts_that_differ(draft):
    count = 600_000 + int(100_000 * draft.writer.random())
    draft.add(f"The graph has {count} edges.")
    return draft.add(f"Of its {count + 16_182:,} edges most are new.")


@defect(0.04)
def mojibake(draft):
    told = ("The effect is given in Â°C and Âµm.", "It is the 82th of 5 hypothesises.", "Tannâ€™s data show the same.")
    return draft.add(draft.writer.pick(told))


@defect(0.01)
def contradiction(draft):
    """No program can tell."""
    what, where = draft.writer.pick(PHRASES), draft.writer.pick(PLACES)
    draft.add(f"The {what} is always active {where}.")
    return draft.add(f"The {what} is never active {where}.")


@defect(0.08)
def heading_attribute(draft):
    heads = draft.heads()
    if heads:
        at = draft.writer.pick(heads)
        draft.blocks[at] += " {.wide} {#part-" + str(at) + "}"
    return bool(heads)


@defect(0.10)
def lead_in(draft):
    """The list that it leads in is gone."""
    at = draft.writer.pick(draft.prose())
    draft.blocks.insert(at, f"The {draft.writer.pick(PHRASES)} was found in these groups:")
    return True


@defect(0.06)
def repeated_paragraph(draft):
    prose = draft.prose()
    return len(draft.blocks[prose[0]].split()) > 15 and draft.insert("## Background", draft.blocks[prose[0]])


@defect(0.01)
def recursive_description(draft):
    first = draft.blocks[draft.prose()[0]]
    told = f"This page starts from the claim that {draft.writer.pick(PROCESSES)} matters."
    return draft.insert("## Mechanistic Overview", f'{told} The original description reads: "{first}"')


@defect(0.15)
def stock_section(draft):
    link = "- [Atlas of gene expression](https://human.brain-map.org/) - Search for expression data"
    kept = draft.writer.name.entity_type in ("gene", "protein", "cell", "brain_region")
    return not kept and draft.insert("## Allen Brain Atlas Resources", link)


@defect(0.12)
def empty_section(draft):
    return draft.insert("## Clinical Relevance", "## Further Notes") and draft.insert("## Relevance of Findings")


@defect(0.10)
def empty_diagram(draft):
    return draft.insert("## Pathway Flowchart")


@defect(0.05)
def broken_diagram(draft):
    what = draft.writer.pick(PROCESSES)
    lines = ('    A["page"] --> A["defines"]', f"    B[Loss & gain of {what} (early)] --> A")
    return draft.insert("## Scheme", "\n".join(["```mermaid", "graph TD", *lines, "```"]))


@defect(0.08)
def twin_heading(draft):
    heads = draft.heads()
    return bool(heads) and draft.insert(draft.blocks[draft.writer.pick(heads)])


@defect(0.04)
def definition_in_prose(draft):
    writer = draft.writer
    if not draft.cites():
        return False
    work = work_name(int(writer.random() * 9_000))
    told = f"{work.surnames[0]} D, et al. {work.title} ({work.year})"
    draft.blocks.insert(
        writer.pick(draft.prose()),
        f"[@{writer.pick(writer.keys)}]: [{told}](https://pubmed.ncbi.nlm.nih.gov/{work.pmid}/)",
    )
    return True


@defect(0.25)
def marks_in_table(draft):
    """Behind the line that parts head and rows, and behind the last row."""
    tables = draft.tables()
    if not tables or not draft.writer.keys:
        return False
    at = draft.writer.pick(tables)
    lines = draft.blocks[at].split("\n")
    lines[draft.writer.pick((1, -1))] += f" [@{draft.writer.pick(draft.writer.keys)}]"
    draft.blocks[at] = "\n".join(lines)
    return True


@defect(0.25)
def displaced_marks(draft):
    """The list of references, but for its first, dealt out paragraph by paragraph."""
    keys, text = draft.writer.keys, "\n".join(draft.blocks)
    cited = sorted((key for key in keys if f"[@{key}]" in text), key=lambda key: text.index(f"[@{key}]"))[1:7]
    for at, key in zip(draft.prose(), cited, strict=False):
        draft.blocks[at] += f" [@{key}]"
    return bool(cited)


@defect(0.35)
def empty_references(draft):
    draft.blocks.append("## References")
    return True


@defect(0.02)
def preview(draft):
    """The title and the first blocks before the whole text."""
    draft.blocks[:0] = [draft.title, *draft.blocks[: 2 + draft.writer.name.number % 3], "..."]
    return True


@defect(0.02)
def truncated(draft):
    cut = draft.writer.pick(("It is seen in **cor", "See [the map](/mech", "<td c"))
    draft.blocks.append(f"{draft.writer.sentence()} {cut}")
    return True
