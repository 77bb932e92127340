"""The tables of a synthetic corpus, row by row; nothing but the row at hand is kept."""

from collections.abc import Callable, Iterator

from artifacts.text.corpus.pages import make_page
from artifacts.text.corpus.shape import Shape
from artifacts.text.corpus.studies import analysis, hypothesis, paper
from artifacts.text.corpus.ties import artifact, edge, link

# Rows that share random numbers: to seed them for each would take longer than the row itself.
BLOCK = 500

# `chances("pages:17")` are random numbers that are the same for the same name, as `random.Random` gives them.
Chances = Callable[[str], object]


def wiki_pages(shape: Shape, chances: Chances) -> Iterator[dict]:
    for number in filter(shape.has_row, range(shape.pages)):
        yield make_page(number, chances(f"page:{number}"), pages=shape.pages, papers=shape.papers).row


def artifacts(shape: Shape, chances: Chances) -> Iterator[dict]:
    """First every prefixed one, then those that a script put beside them."""
    for number in filter(shape.has_prefixed, range(shape.pages)):
        yield artifact(number, shape, prefixed=True)
    for number in filter(shape.has_bare, range(shape.pages)):
        yield artifact(number, shape, prefixed=False)


def artifact_links(shape: Shape, chances: Chances) -> Iterator[dict]:
    return (link(chance, shape) for _number, chance in blocks("link", shape.links, chances))


def hypotheses(shape: Shape, chances: Chances) -> Iterator[dict]:
    for number in range(shape.hypotheses):
        chance = chances(f"hypothesis:{number}")
        yield hypothesis(number, chance, pages=shape.pages, papers=shape.papers, analyses=shape.analyses)


def analyses(shape: Shape, chances: Chances) -> Iterator[dict]:
    return (analysis(number, chance) for number, chance in blocks("analysis", shape.analyses, chances))


def papers(shape: Shape, chances: Chances) -> Iterator[dict]:
    return (paper(number, chance) for number, chance in blocks("paper", shape.papers, chances))


def edges(shape: Shape, chances: Chances) -> Iterator[dict]:
    return (edge(chance, shape) for _number, chance in blocks("edge", shape.edges, chances))


def blocks(name: str, count: int, chances: Chances) -> Iterator[tuple[int, object]]:
    """Each number, and the random numbers of the block it stands in."""
    chance = None
    for number in range(count):
        if number % BLOCK == 0:
            chance = chances(f"{name}:{number}")
        yield number, chance


TABLES: dict[str, Callable[[Shape, Chances], Iterator[dict]]] = {
    made.__name__: made for made in (wiki_pages, artifacts, artifact_links, hypotheses, analyses, papers, edges)
}
