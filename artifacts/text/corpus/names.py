"""Names of a synthetic corpus: of its pages, works, hypotheses and analyses, each from a number alone."""

from functools import lru_cache
from typing import NamedTuple

from artifacts.text.corpus.vocabulary import JOURNALS, LETTERS, PROCESSES, QUALITIES, SURNAMES, SYLLABLES, THINGS

# Of a hundred pages how many are of a type, and the category that their slugs begin with.
TYPES = {
    "gene": (22, "genes"),
    "protein": (16, "proteins"),
    "mechanism": (14, "mechanisms"),
    "therapeutic": (10, "therapeutics"),
    "disease": (9, "diseases"),
    "cell": (5, "cell-types"),
    "brain_region": (4, "brain-regions"),
    "biomarker": (4, "biomarkers"),
    "clinical_trial": (4, "clinical-trials"),
    "technology": (3, "technologies"),
    "company": (2, "companies"),
    "experiment": (2, "experiments"),
    "phenotype": (2, "phenotypes"),
    "entity": (1, "entities"),
    "general": (1, ""),
    "index": (1, "index"),
}
CYCLE = tuple(name for name, (share, _category) in TYPES.items() for _ in range(share))
# Coprime to every number that it is used with, so that neighbours look unlike and no two are alike.
STRIDE = 7_368_787
SALT = 2_654_435_761


class PageName(NamedTuple):
    """`tail` is the slug without its category; `short` what the page's own text calls it."""

    number: int
    entity_type: str
    slug: str
    title: str
    short: str
    path: str
    node: str

    @property
    def tail(self) -> str:
        return self.path.rpartition("/")[2]

    @property
    def told_type(self) -> str:
        """The entity type as the rows have it: of one page in a hundred another than its address says."""
        if self.number % 101 != 77:
            return self.entity_type
        return "gene" if self.entity_type == "mechanism" else "mechanism"


def digits(number: int, base: int, least: int) -> list[int]:
    """The number's digits in a base, the last first, at least so many."""
    found = []
    while number or len(found) < least:
        number, digit = divmod(number, base)
        found.append(digit)
    return found


def scattered(number: int, size: int) -> int:
    """Another number below `size` for each one below it."""
    return (number * STRIDE + SALT) % size


def symbol(number: int) -> str:
    """A gene's: three letters and a number, `KRT3`."""
    above, below = divmod(number, len(LETTERS) ** 3)
    letters = digits(scattered(below, len(LETTERS) ** 3), len(LETTERS), 3)
    return "".join(LETTERS[digit] for digit in letters) + str(above + 1)


def coined(number: int) -> str:
    """A word that no language has, of three syllables: `ristelmar`."""
    above, below = divmod(number, len(SYLLABLES) ** 3)
    syllables = digits(scattered(below, len(SYLLABLES) ** 3), len(SYLLABLES), 3)
    return "".join(SYLLABLES[digit] for digit in syllables) + ("" if not above else f"-{above + 1}")


def composed(number: int, last: tuple[str, ...]) -> str:
    """`cortical spine pruning`: a quality, a thing, and one of the last words."""
    size = len(QUALITIES) * len(THINGS) * len(last)
    above, below = divmod(number, size)
    at = scattered(below, size)
    at, third = divmod(at, len(last))
    first, second = divmod(at, len(THINGS))
    return f"{QUALITIES[first]} {THINGS[second]} {last[third]}" + ("" if not above else f" {above + 1}")


def titled(words: str) -> str:
    return words[:1].upper() + words[1:]


def slugged(words: str) -> str:
    return "-".join("".join(sign if sign.isalnum() else " " for sign in words.lower()).split())


@lru_cache(maxsize=20_000)
def page_name(number: int) -> PageName:
    """What the page of a number is called; the same in every corpus."""
    entity_type = CYCLE[number * 37 % 100]
    category = TYPES[entity_type][1]
    short, title = _words(entity_type, number)
    tail = slugged(short)
    slug = f"{category}-{tail}" if category else tail
    path = f"/{category}/{tail}" if category else f"/{tail}"
    return PageName(number, entity_type, slug, title, short, path, f"{entity_type}:{tail}")


def _words(entity_type: str, number: int) -> tuple[str, str]:
    """What a page is called in a text, and its title."""
    if entity_type == "gene":
        return symbol(number), f"{symbol(number)} Gene"
    if entity_type == "protein":
        return f"{symbol(number)} protein", f"{symbol(number)} Protein"
    if entity_type == "disease":
        name = coined(number).capitalize()
        return f"{name} disease", f"{name} Disease"
    if entity_type == "therapeutic":
        name = coined(number) + ("mab", "nib", "rsen", "stat")[number % 4]
        return name, f"{name.capitalize()} ({coined(number + 1).capitalize()})"
    if entity_type == "clinical_trial":
        return f"{coined(number).upper()} trial", f"{coined(number).upper()} Trial"
    if entity_type == "company":
        return f"{coined(number).capitalize()} Biosciences", f"{coined(number).capitalize()} Biosciences"
    last = {
        "mechanism": PROCESSES,
        "cell": ("neurons", "glia", "progenitors", "macrophages"),
        "brain_region": ("nucleus", "area", "tract", "layer"),
        "biomarker": ("level", "ratio", "signal"),
        "technology": ("imaging", "sequencing", "editing"),
        "experiment": ("study", "screen", "assay"),
        "phenotype": ("loss", "excess", "delay"),
        "index": ("pages", "topics"),
        "general": ("overview", "guide"),
        "entity": ("factor", "agent"),
    }[entity_type]
    words = composed(number, last)
    return words, " ".join(map(titled, words.split()))


class WorkName(NamedTuple):
    """A work: its PMID, DOI, authors' surnames, year, title and journal."""

    number: int
    pmid: str
    doi: str
    surnames: tuple[str, ...]
    year: int
    title: str
    journal: str

    @property
    def family(self) -> str:
        """The first author's name in the letters of a citekey."""
        return self.surnames[0].lower().replace("ć", "c").replace("ö", "o")


@lru_cache(maxsize=20_000)
def work_name(number: int) -> WorkName:
    """The work of a number; the same in every corpus."""
    at = scattered(number, 8_999_993)
    surnames = tuple(SURNAMES[(at // 7**place + place * 31) % len(SURNAMES)] for place in range(1 + at % 5))
    title = f"{titled(composed(at % 250_000, PROCESSES))} and the {QUALITIES[at % 53]} {THINGS[at % 61]}"
    doi = f"10.{5_000 + at % 40}/example.{number:06}"
    return WorkName(number, str(20_000_011 + at), doi, surnames, 1992 + at % 34, title, JOURNALS[at % len(JOURNALS)])


def hexes(number: int, places: int) -> str:
    """So many hexadecimal digits for a number, as ids have."""
    return f"{(number + 1) * 11_400_714_819_323_198_485 % 2**64:016x}"[:places].rjust(places, "0")


def row_id(number: int) -> str:
    """The id of a wiki row: `wp-<12 digits>`, or of one in eight the digits alone."""
    return hexes(number, 12) if number % 8 == 3 else f"wp-{hexes(number, 12)}"


def hypothesis_id(number: int) -> str:
    """In the five forms that such a site has gathered."""
    form = number % 20
    if form < 11:
        return f"h-{hexes(number, 8)}"
    if form < 15:
        return f"h-{hexes(number, 10)}"
    if form < 17:
        return f"h-var-{hexes(number, 10)}"
    if form < 19:
        return f"hyp-{analysis_id(number // 3)}-{1 + number % 3}"
    digits = hexes(number, 16) + hexes(number + 1, 16)
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def analysis_id(number: int) -> str:
    """`SDA-2026-04-01-gap-009`, or with words, a time or digits behind; one in fifty is the last in lower case."""
    if number % 50 == 49:
        return analysis_id(number - 1).lower()
    date = day(number)
    tail = (
        f"{number:03}",
        slugged(composed(number, PROCESSES)),
        f"{date.replace('-', '')}-{number:06}",
        hexes(number, 8),
    )[number % 4]
    return f"SDA-{date}-gap-{tail}"


def day(number: int) -> str:
    """A day of two years, by number."""
    number = number * 13 % 720
    return f"{2025 + number // 360}-{1 + number // 30 % 12:02}-{1 + number % 30 % 28:02}"


def moment(number: int) -> str:
    at = number * 7_919 % 86_400
    return f"{day(number)}T{at // 3_600:02}:{at // 60 % 60:02}:{at % 60:02}Z"
