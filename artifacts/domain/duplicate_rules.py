"""Rules by which two artifacts of a kind are taken for one thing told twice; none holds each against each."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from itertools import chain, combinations, groupby
from operator import itemgetter
from typing import NamedTuple

from artifacts.models import Address, Analysis, Artifact, Citation, Hypothesis, Reference, WikiPage
from artifacts.representations.csl import IDENTIFIERS, derived_identifiers
from artifacts.text.alike import MOST_SHARERS, alike_pairs
from artifacts.text.identifiers import find_identifier
from artifacts.text.shingles import overlap, shingles, sketch, words_of
from artifacts.text.spellings import bare, fold_address, fold_title

ACTIVE = {"artifact__state": Artifact.State.ACTIVE}
CURRENT = (Address.Kind.ID, Address.Kind.SLUG)
# Types that say nothing of what a page is about.
UNTOLD = {WikiPage.EntityType.GENERAL, WikiPage.EntityType.ENTITY, None}
# Texts that share this much, and at least so many runs of words, are near-equal.
ALIKE_TEXT, RUNS = 0.5, 8
ALIKE_WORKS, WORKS = 0.5, 3
# Hypotheses about the same genes whose statements share this much of their words, and at least so many.
ALIKE_WORDS, TELLING_WORDS = 0.4, 8
# A work's shorter title, such as Editorial, is borne by many.
TELLING_TITLE = 20
CHUNK = 500
SHOWN = 200


class Rule(StrEnum):
    """Why a pair waits; the last two are what people did with it before."""

    TWIN_ID = "twin id"
    SAME_IDENTIFIER = "same identifier"
    NEAR_EQUAL_TEXT = "near-equal text"
    ALIKE_ADDRESS = "alike address"
    SAME_TITLE = "same title"
    SAME_GENES = "same target genes"
    SHARED_WORKS = "shared works"
    JUDGED_BEFORE = "judged before"
    REOPENED = "re-opened"


class Found(NamedTuple):
    """A pair by primary keys, the smaller first; the weight is how likely the rule alone makes the two one thing.

    The detail holds names and figures only: words are put around it in the language of who reads it.
    """

    first: int
    second: int
    rule: Rule
    weight: float
    detail: str


# Told of the rows that a rule reads, as they pass: (rows, how many there are, what they are).
Watch = Callable[[Iterable, int, str], Iterable]


def found_among(kind: str, watch: Watch) -> Iterator[Found]:
    """Every pair of active artifacts of a kind that a rule finds, as often as rules find it."""
    yield from alike_addresses(kind)
    yield from OF_KIND[kind](watch)


def alike_addresses(kind: str) -> Iterator[Found]:
    """Twins: one's id or slug is the other's but for the prefix; and names alike in spelling, former ones too."""
    named = Address.objects.filter(artifact__kind=kind, artifact__state=Artifact.State.ACTIVE)
    rows = named.exclude(kind=Address.Kind.IDENTIFIER).values_list("artifact_id", "key", "kind").iterator(CHUNK)
    names = ((pk, key, held in CURRENT) for pk, key, held in rows)
    if kind == Artifact.Kind.PAGE:
        # Of a pair of twins one does without the slug's address.
        slugs = WikiPage.objects.filter(**ACTIVE).values_list("pk", "slug").iterator(CHUNK)
        names = chain(names, ((pk, slug, True) for pk, slug in slugs))
    holders = defaultdict(lambda: defaultdict(set))
    for pk, key, current in names:
        holders[fold_address(key)][pk].add((key, current))
    for folded, named in holders.items():
        for first, second in _pairs_of(named) if folded else ():
            yield _named_alike(first, second, named[first], named[second])


def _named_alike(first: int, second: int, ones: set, others: set) -> Found:
    twins = {bare(key) for key, current in ones if current} & {bare(key) for key, current in others if current}
    if twins:
        return Found(first, second, Rule.TWIN_ID, 0.9, min(twins))
    return Found(first, second, Rule.ALIKE_ADDRESS, 0.6, f"{min(ones)[0]} · {min(others)[0]}")


def of_pages(watch: Watch) -> Iterator[Found]:
    rows = WikiPage.objects.filter(**ACTIVE).order_by("pk").values_list("pk", "title", "entity_type", "body")
    titles, sketches, types = [], {}, {}
    for pk, title, entity_type, body in _streamed(rows, watch, "page"):
        titles.append((pk, title, entity_type))
        sketches[pk] = sketch(shingles(body))
        types[pk] = entity_type
    yield from _same_titles(titles)
    yield from _near_equal(sketches)
    for found in _shared_works():
        # A gene and the disease that it causes rest on the same works.
        types_of_both = {types.get(pk) for pk in found[:2]}
        if len(types_of_both - UNTOLD) <= 1:
            yield found


def of_hypotheses(watch: Watch) -> Iterator[Found]:
    rows = Hypothesis.objects.filter(**ACTIVE).order_by("pk").values_list("pk", "title", "target_genes", "statement")
    titles, sketches, genes, words = [], {}, defaultdict(list), {}
    for pk, title, target_genes, statement in _streamed(rows, watch, "hypothesis"):
        titles.append((pk, title, ""))
        sketches[pk] = sketch(shingles(statement))
        genes[frozenset(gene.casefold() for gene in target_genes)].append(pk)
        words[pk] = sketch(words_of(statement))
    yield from _same_titles(titles)
    yield from _near_equal(sketches)
    for shared, among in genes.items():
        for first, second in _pairs_of(among) if shared else ():
            both, either = overlap(words[first], words[second])
            if both >= TELLING_WORDS and both / either >= ALIKE_WORDS:
                detail = ", ".join(sorted(shared)).upper()[:SHOWN]
                yield Found(first, second, Rule.SAME_GENES, 0.6 * both / either, detail)


def of_analyses(watch: Watch) -> Iterator[Found]:
    rows = Analysis.objects.filter(**ACTIVE).order_by("pk").values_list("pk", "title", "question", "summary")
    titles, sketches = [], {}
    for pk, title, question, summary in _streamed(rows, watch, "analysis"):
        titles.append((pk, title, ""))
        sketches[pk] = sketch(shingles(f"{question}\n{summary}"))
    yield from _same_titles(titles)
    yield from _near_equal(sketches)


def of_references(watch: Watch) -> Iterator[Found]:
    fields = ("pk", "title", "year", "doi", "pmid", "pmcid", "url", "csl")
    rows = Reference.objects.filter(**ACTIVE).order_by("pk").values_list(*fields)
    titles, holders, named = defaultdict(list), defaultdict(list), {}
    for pk, title, year, doi, pmid, pmcid, url, csl in _streamed(rows, watch, "reference"):
        for identifier in _identifiers({"doi": doi, "pmid": pmid, "pmcid": pmcid}, url, csl):
            holders[identifier].append(pk)
        folded = fold_title(title)
        if year and len(folded) >= TELLING_TITLE:
            titles[folded, year].append(pk)
            named[pk] = doi, f"{title[:SHOWN]} ({year})"
    for identifier, among in holders.items():
        for first, second in _pairs_of(among):
            yield Found(first, second, Rule.SAME_IDENTIFIER, 0.95, identifier[:SHOWN])
    for among in titles.values():
        for first, second in _pairs_of(among):
            (one, told), (other, _told) = named[first], named[second]
            # Two DOIs are two works, though one may be the other's preprint.
            yield Found(first, second, Rule.SAME_TITLE, 0.3 if one and other and one != other else 0.7, told)


def _identifiers(own: dict, url: str, csl: dict) -> set[str]:
    """Every identifier that a reference names, wherever in it, as `doi:10.1056/nejmoa1702752`."""
    derived = derived_identifiers(csl)
    named = {
        f"{scheme}:{value.lower()}" for given in (own, derived) for scheme in IDENTIFIERS if (value := given[scheme])
    }
    linked = map(find_identifier, {url, derived["url"]})
    return named | {identifier.key for identifier in linked if identifier}


def _same_titles(rows: Iterable[tuple[int, str, str]]) -> Iterator[Found]:
    """Titles equal in any spelling; of two types, such as gene and protein, they may well be two things."""
    holders = defaultdict(dict)
    for pk, title, entity_type in rows:
        holders[fold_title(title)][pk] = title, entity_type
    for folded, titled in holders.items():
        for first, second in _pairs_of(titled) if folded else ():
            (title, one), (_title, other) = titled[first], titled[second]
            yield Found(first, second, Rule.SAME_TITLE, 0.6 if one == other else 0.3, title[:SHOWN])


def _near_equal(sketches: dict) -> Iterator[Found]:
    for alike in alike_pairs(sketches, share=ALIKE_TEXT, both=RUNS):
        yield Found(alike.first, alike.second, Rule.NEAR_EQUAL_TEXT, 0.9 * alike.share, f"{alike.share:.0%}")


def _shared_works() -> Iterator[Found]:
    """Pages that cite mostly the same works, those that very many cite left out."""
    merged = Artifact.objects.filter(kind=Artifact.Kind.REFERENCE, state=Artifact.State.MERGED)
    finals = {pk: final.pk for pk, final in Artifact.objects.finals(merged).items()}
    cited = Citation.objects.filter(page__artifact__state=Artifact.State.ACTIVE, reference__isnull=False)
    rows = cited.order_by("page_id").values_list("page_id", "reference_id").iterator(CHUNK)
    sketches = {
        page: sketch(str(finals.get(work, work)) for _page, work in works)
        for page, works in groupby(rows, itemgetter(0))
    }
    for alike in alike_pairs(sketches, share=ALIKE_WORKS, both=WORKS):
        yield Found(alike.first, alike.second, Rule.SHARED_WORKS, 0.5 * alike.share, f"{alike.both}/{alike.either}")


def _pairs_of(holders: Iterable[int]) -> Iterator[tuple[int, int]]:
    """The pairs among those that hold one name, unless too many do."""
    holders = sorted(set(holders))
    return combinations(holders if len(holders) <= MOST_SHARERS else (), 2)


def _streamed(rows, watch: Watch, noun: str) -> Iterable:
    return watch(rows.iterator(CHUNK), rows.count(), noun)


OF_KIND = {
    Artifact.Kind.PAGE: of_pages,
    Artifact.Kind.HYPOTHESIS: of_hypotheses,
    Artifact.Kind.ANALYSIS: of_analyses,
    Artifact.Kind.REFERENCE: of_references,
}
