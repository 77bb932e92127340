"""The shape of a synthetic corpus: its rates are those of the corpus that it is modelled on."""

import re
import statistics
import tracemalloc
from collections import Counter
from itertools import islice
from random import Random

import pytest

from artifacts.text.corpus import TABLES, Shape
from artifacts.text.corpus.names import analysis_id, hypothesis_id, page_name, row_id, work_name
from artifacts.text.corpus.pages import make_page
from artifacts.text.corpus.shape import MODEL, PAIRS, TITLES
from artifacts.text.corpus.twins import artifact_titles
from artifacts.text.marks import MARK, ONE
from artifacts.text.title_rules import choose_title

MILLION = Shape(1_000_000)


@pytest.fixture(scope="module")
def rows():
    return [make_page(number, Random(f"7:{number}"), pages=19_000, papers=16_000).row for number in range(250)]


def test_at_the_models_size_its_pairs_and_titles_come_out_by_count():
    shape = Shape(MODEL)
    numbers = range(MODEL)

    pairs = [number for number in numbers if shape.is_pair(number)]

    assert len(pairs) == PAIRS
    assert sum(map(shape.has_prefixed, numbers)) - PAIRS == 1_179
    assert sum(map(shape.has_bare, numbers)) - PAIRS == 322
    assert Counter(filter(None, map(shape.title_rule, pairs))) == TITLES


@pytest.mark.parametrize("pages", [1, 7, 20, 100, 1_000])
def test_a_small_corpus_has_each_position_once(pages):
    assert sorted(map(Shape(pages).position, range(pages))) == list(range(pages))


def test_titles_of_a_pair_are_settled_by_the_rule_that_they_were_made_for():
    told = []
    for number in range(400):
        name = page_name(number)
        for rule in ("", *TITLES):
            prefixed, bare = artifact_titles(name, rule)
            told.append((rule or "same", choose_title(prefixed, bare, name.slug).rule))

    assert [pair for pair in told if pair[0] != pair[1]] == []


def test_names_are_unlike_each_other():
    for named in (row_id, hypothesis_id, analysis_id, work_name, lambda number: page_name(number).slug):
        names = {named(number) for number in range(8_000)}

        assert len(names) == 8_000


def test_ids_come_in_every_form_that_was_seen():
    forms = {re.sub(r"[0-9a-f]{4,}|\d+", "0", hypothesis_id(number)) for number in range(100)}
    forms = {form.partition("SDA-")[0] for form in forms}

    assert {"h-0", "h-var-0", "hyp-", "0-0-0-0-0"} <= forms
    assert {len(hypothesis_id(number)) for number in range(11)} == {10}
    assert analysis_id(49) == analysis_id(48).lower()
    assert {row_id(number).startswith("wp-") for number in range(10)} == {True, False}


def test_bodies_run_from_a_paragraph_to_25_kb_with_a_median_of_12(rows):
    sizes = [len(row["content_md"].encode()) for row in rows]

    assert min(sizes) < 1_500
    assert 20_000 < max(sizes) < 30_000
    assert 10_500 < statistics.median(sizes) < 13_500


def test_citations_are_as_many_as_in_the_model_and_their_keys_well_formed(rows):
    marks = [[one[1] for mark in MARK.finditer(row["content_md"]) for one in ONE.finditer(mark[0])] for row in rows]
    keys = {key for keys in marks for key in keys}

    # 19 marks of 13 keys in 13 KB.
    assert 15 < statistics.median(map(len, marks)) < 28
    assert 9 < statistics.median(len(set(keys)) for keys in marks) < 16
    assert all(re.fullmatch(r"[A-Za-z0-9_:.-]+", key) for key in keys)


def test_refs_are_mostly_null_and_often_sparse(rows):
    null = [row for row in rows if row["refs_json"] is None]
    entries = [entry for row in rows for entry in (row["refs_json"] or {}).values()]

    assert 0.5 < len(null) / len(rows) < 0.75
    assert all(entry["title"] for entry in entries)
    assert 4 < statistics.mean(map(len, entries)) < 8


def test_links_follow_a_power_law():
    shape = Shape(5_000)
    targets = Counter(row["target"] for row in islice(TABLES["artifact_links"](shape, Random), 20_000))
    counts = [count for _target, count in targets.most_common()]

    # A tenth of the targets has more than a quarter of the links, and few have none but one.
    assert sum(counts[: len(counts) // 10]) > 0.25 * sum(counts)
    assert counts[0] > 20 * statistics.median(counts)


@pytest.mark.parametrize("table", TABLES)
def test_a_million_pages_are_begun_at_once_and_in_bounded_memory(table):
    tracemalloc.start()

    rows = list(islice(TABLES[table](MILLION, Random), 20))
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert len(rows) == 20
    assert peak < 5_000_000
