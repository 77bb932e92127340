"""`python -m benchmarks.merging [--pairs N]`: what planning, merging and parting again cost for each pair of twins.

The pairs are published pages of 12 KB with check-ups and index, which link to and cite each other's works; their titles
differ as often, and by the same rules, as those of the corpus that SciDEX is made for. Prints by stage the pairs a
second, the queries of a pair and the CPU time of a pair.
"""

import argparse
import time
from contextlib import contextmanager
from pathlib import Path
from random import Random

from benchmarks.setting import SCRATCH, prepare  # isort: skip (sets Django up)

from django.core.management import call_command
from django.db import connection

from artifacts.domain.accounts import importer
from artifacts.domain.checkup import checking_once
from artifacts.domain.publish import publish
from artifacts.domain.refresh import refresh_stale
from artifacts.domain.save import save
from artifacts.models import Publication

PAIRS = 300
WORKS = 200
CATEGORIES = {"genes": "gene", "proteins": "protein", "diseases": "disease", "mechanisms": "mechanism"}
WORDS = (
    *("neuron", "synapse", "kinase", "receptor", "lysosome", "tau", "amyloid", "autophagy", "microglia", "dopamine"),
    *("cortex", "axon", "mitochondria", "splicing", "chaperone", "oligomer", "glia", "ubiquitin", "vesicle", "calcium"),
    *("binds", "tags", "removes", "slows", "spreads", "in", "of", "with", "by", "after", "and", "the", "most", "early"),
)
# Of 17,470 pairs so many have two titles, by the rule that settles them.
DIFFERING = {"extended": 322, "slug": 119, "longer": 19, "capitals": 5, "by hand": 1}
OF_PAIRS = 17_470


class Twins:
    """The same pairs each time for the same number: their chances are seeded."""

    def __init__(self, pairs: int):
        self.pairs, self.chance = pairs, Random(11)
        self.by = importer()

    def write(self) -> None:
        with checking_once():
            for n in range(WORKS):
                self.publish({"kind": "reference", "csl": self.record(n), "pmid": str(30_000_000 + n)}, f"ref-work{n}")
            for n in range(self.pairs):
                content, titles = self.page(n), self.titles(n)
                for title, public_id in zip(titles, (content["slug"], f"wiki-{content['slug']}"), strict=True):
                    self.publish({**content, "title": title}, public_id)
        refresh_stale()

    def publish(self, content: dict, public_id: str) -> None:
        publish(save(content, by=self.by, public_id=public_id).revision, by=self.by, refreshing=False)

    def record(self, n: int) -> dict:
        author = {"family": f"Author{n}", "given": "A"}
        title = f"{self.sentence(8)} {n}"
        return {
            "type": "article-journal",
            "title": title,
            "author": [author],
            "issued": {"date-parts": [[2000 + n % 25]]},
        }

    def page(self, n: int) -> dict:
        cited = self.chance.sample(range(WORKS), 10)
        sections = [
            f"## {self.sentence(2)} {m}\n\n{self.paragraph(cited)}\n\n{self.paragraph(cited)}" for m in range(8)
        ]
        category = self.category(n)
        return {
            "kind": "page",
            "slug": self.slug(n),
            "entity_type": CATEGORIES[category],
            "body": "\n\n".join([self.paragraph(cited), *sections]),
            "infobox": [{"label": self.sentence(1), "value": self.sentence(3)} for _ in range(8)],
            "citations": {f"work{work}": f"ref-work{work}" for work in cited},
        }

    def paragraph(self, cited) -> str:
        sentences = [f"{self.sentence(14)}." for _ in range(7)]
        sentences[2] = sentences[2][:-1] + f".[@work{self.chance.choice(cited)}]"
        other = self.chance.randrange(self.pairs)
        sentences[4] += f" See [{self.sentence(2)}](/{self.category(other)}/{self.name(other)})."
        return " ".join(sentences)

    def sentence(self, words: int) -> str:
        return " ".join(self.chance.choices(WORDS, k=words)).capitalize()

    def category(self, n: int) -> str:
        return list(CATEGORIES)[n % len(CATEGORIES)]

    def name(self, n: int) -> str:
        return f"bench{n}"

    def slug(self, n: int) -> str:
        return f"{self.category(n)}-{self.name(n)}"

    def titles(self, n: int) -> tuple[str, str]:
        """Of the bare and of the prefixed row."""
        title = f"Bench{n}"
        told = {
            "extended": (title, f"{title} ({self.sentence(3)})"),
            "slug": (title, self.slug(n)),
            "longer": (f"{self.sentence(5)} of bench {n}", f"The {title}"),
            "capitals": (title.upper(), title),
            "by hand": (f"{title} - {title.upper()} X", f"{title.upper()} X ({title})"),
        }
        drawn = self.chance.randrange(OF_PAIRS)
        for rule, count in DIFFERING.items():
            if drawn < count:
                return told[rule]
            drawn -= count
        return title, title


@contextmanager
def told(stage: str, pairs: int):
    """Print what a stage took of each pair."""
    queries = Queries()
    wall, cpu = time.perf_counter(), time.process_time()
    with connection.execute_wrapper(queries):
        yield
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(
        f"{stage:24} {pairs / wall:8.1f} pairs/s   {1000 * wall / pairs:8.1f} ms, {1000 * cpu / pairs:8.1f} ms of CPU, "
        f"{queries.count / pairs:6.1f} queries a pair",
        flush=True,
    )


class Queries:
    def __init__(self):
        self.count = 0

    def __call__(self, execute, sql, params, many, context):
        self.count += 1
        return execute(sql, params, many, context)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=PAIRS)
    pairs = parser.parse_args().pairs
    prepare()
    audit = Path(SCRATCH.name) / "audit.jsonl"
    if not Publication.objects.exists():
        with told("writing the pages", pairs):
            Twins(pairs).write()
    with told("plan", pairs):
        call_command("merge_duplicates", plan=audit)
    with told("apply", pairs):
        call_command("merge_duplicates", apply=audit)
    with told("apply again", pairs):
        call_command("merge_duplicates", apply=audit)
    with told("undo", pairs):
        call_command("merge_duplicates", undo=audit)


if __name__ == "__main__":
    main()
