"""Infoboxes of a synthetic corpus: HTML tables inside the Markdown, with rows of four kinds and mixed cells."""

from artifacts.text.corpus.names import hexes, titled
from artifacts.text.corpus.prose import PHRASES
from artifacts.text.corpus.vocabulary import AMOUNTS, PLACES, PROCESSES

LABELS = {
    "gene": ("Symbol", "Full Name", "Chromosome", "NCBI Gene", "OMIM", "UniProt", "Diseases", "Expression"),
    "protein": ("Symbol", "Gene", "UniProt", "Length", "Location", "Partners"),
    "cell": ("Cell Type", "Population", "Distribution", "Key Functions", "Disease Markers"),
    "disease": ("Onset", "Inheritance", "Genes", "Prevalence"),
    "therapeutic": ("Class", "Route", "Targets", "Developer"),
    "clinical_trial": ("Phase", "Participants", "Sponsor", "Primary Endpoint"),
}
OTHERS = ("Category", "Where", "Related", "Change")
# The heads of tables that a script took from the text, first two columns only.
SWALLOWED = (("Endpoint", "Result"), ("Trial", "Status"), ("Measure", "Improvement"), ("Agent", "Mechanism"))


def header(text: str) -> str:
    return f'<tr>\n<th class="infobox-header" colspan="2">{text}</th>\n</tr>'


def subheader(text: str) -> str:
    return f'<tr>\n<th class="infobox-subheader" colspan="2">{text}</th>\n</tr>'


def pair(label: str, value: str) -> str:
    return f'<tr>\n<td class="label">{label}</td>\n<td>{value}</td>\n</tr>'


def full(text: str) -> str:
    return f'<tr>\n<td colspan="2">{text}</td>\n</tr>'


def infobox(writer, title: str, *, raw: bool, swallowed: bool) -> str:
    """`raw` leaves Markdown in the cells, where no browser shows it; `swallowed` adds a table of the text's own."""
    name = writer.name
    rows = [header(title)]
    rows += [pair(label, value(writer, label, raw)) for label in LABELS.get(name.entity_type, OTHERS)]
    if name.entity_type == "gene":
        rows += [subheader("Key Mutations"), full(mutations(writer)), subheader("Associated Diseases")]
        rows += [full(", ".join(cell(writer, raw) for _ in range(2)))]
    elif writer.happens(0.3):
        rows += [subheader("Notes"), full(f"{titled(writer.pick(PHRASES))} {writer.pick(PLACES)}")]
    if swallowed:
        rows += [pair(*writer.pick(SWALLOWED))]
        rows += [pair(cell(writer, True), writer.pick(AMOUNTS)) for _ in range(2 + int(4 * writer.random()))]
    return "\n".join([f'<table class="infobox infobox-{name.entity_type.replace("_", "-")}">', *rows, "</table>"])


def value(writer, label: str, raw: bool) -> str:
    number = writer.name.number
    gene = 2_000 + number
    made = {
        "Symbol": writer.name.short.split()[0],
        "Full Name": titled(writer.pick(PHRASES)),
        "Chromosome": f"{1 + number % 22}{'pq'[number % 2]}{11 + number % 20}",
        "NCBI Gene": f'<a href="https://www.ncbi.nlm.nih.gov/gene/{gene}" target="_blank">{gene}</a>',
        "OMIM": str(100_001 + number % 500_000),
        "UniProt": f"Q{number % 10}{hexes(number, 3).upper()}{number // 7 % 10}",
        "Length": f"<strong>{120 + number % 900}</strong> aa",
        "Phase": f"Phase {1 + number % 3}",
        "Participants": str(24 + number % 700),
        "Prevalence": f"{1 + number % 90} in 100,000",
        "Route": ("oral", "intravenous", "intrathecal")[number % 3],
        "Key Functions": f"**{writer.pick(PROCESSES)}**" if raw else writer.pick(PROCESSES),
    }
    if label in made:
        return made[label]
    if label in ("Diseases", "Gene", "Genes", "Partners", "Related", "Targets", "Disease Markers"):
        return ", ".join(cell(writer, raw) for _ in range(1 + int(3 * writer.random())))
    return writer.pick(PHRASES)


def cell(writer, raw: bool) -> str:
    """A link: as Markdown, as HTML, or only its words."""
    if raw:
        return writer.link()
    name = writer.target()
    return f'<a href="{name.path}" style="color:#4fc3f7">{name.short}</a>' if writer.happens(0.5) else name.short


def mutations(writer) -> str:
    signs = "ACDEFGHIKLMNPQRSTVWY"
    return ", ".join(
        f"{writer.pick(signs)}{10 + int(500 * writer.random())}{writer.pick(signs)}"
        for _ in range(2 + int(4 * writer.random()))
    )
