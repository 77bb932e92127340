"""Prose of a synthetic corpus: sentences of chosen words, with internal links and citations in them."""

from artifacts.text.corpus.names import page_name
from artifacts.text.corpus.vocabulary import (
    AMOUNTS,
    DOES,
    METHODS,
    PLACES,
    PROCESSES,
    QUALITIES,
    SAYS,
    SURNAMES,
    THINGS,
    WHEN,
    WHY,
)

PHRASES = tuple(f"{quality} {thing}" for quality in QUALITIES for thing in THINGS)
NUMBERS = tuple(str(n) for n in range(12, 480, 7))
# Sentences with what stands in their places; `None` is a name: the page's own, or a link.
SENTENCES = (
    ("The %s %s the %s %s.", (PHRASES, DOES, PHRASES, PLACES)),
    ("The %s %s the %s, %s.", (PHRASES, DOES, PHRASES, WHY)),
    ("The %s %s %s %s.", (PHRASES, DOES, None, PLACES)),
    ("%s %s the %s %s, %s.", (None, DOES, PHRASES, PLACES, WHY)),
    ("%s, %s %s %s, %s.", (WHEN, None, DOES, PROCESSES, WHY)),
    ("%s, the %s %s the %s.", (WHEN, PHRASES, DOES, PHRASES)),
    ("%s, %s falls %s %s.", (WHEN, PROCESSES, AMOUNTS, PLACES)),
    ("%s, %s rises %s, %s.", (WHEN, PROCESSES, AMOUNTS, WHY)),
    ("Work with %s %s that %s %s the %s.", (METHODS, SAYS, None, DOES, PHRASES)),
    ("Evidence from %s %s a role for %s in %s.", (METHODS, SAYS, None, PROCESSES)),
    ("In a cohort of %s people, %s and the %s changed together, %s.", (NUMBERS, PROCESSES, PHRASES, WHY)),
    ("Of %s samples that were studied by %s, most held the %s %s.", (NUMBERS, METHODS, PHRASES, PLACES)),
    ("%s et al. %s one %s that %s %s.", (SURNAMES, SAYS, PHRASES, DOES, None)),
    ("Loss of the %s lowers %s %s %s.", (PHRASES, PROCESSES, AMOUNTS, PLACES)),
    ("Both %s and the %s are needed for %s, %s.", (None, PHRASES, PROCESSES, WHY)),
    ("Whether the %s or %s comes first is open, %s.", (PHRASES, PROCESSES, WHY)),
    ("One %s %s lies next to the %s and %s it.", (PHRASES, PLACES, PHRASES, DOES)),
    ("This step links %s to %s %s.", (PROCESSES, PROCESSES, PLACES)),
)
ITEMS = (
    ("**%s**: the %s %s %s", (PHRASES, PHRASES, DOES, None)),
    ("%s %s, seen by %s", (PHRASES, AMOUNTS, METHODS)),
    ("%s %s the %s %s", (None, DOES, PHRASES, PLACES)),
    ("a change of %s %s", (PROCESSES, AMOUNTS)),
)


class Writer:
    """Writes for one page: `chance` are its random numbers, `pages` how many it may link to, `keys` what it may cite.

    Links follow a power law: the page of rank r among all is linked to as often as r to the power of -0.6.
    """

    SKEW = 2.5

    def __init__(self, chance, name, pages: int, keys: list[str], *, slugs_shown: bool):
        self.random, self.name, self.pages, self.keys = chance.random, name, pages, keys
        self.slugs_shown, self.slugs_written = slugs_shown, False
        self.uncited = list(reversed(keys))

    def pick(self, pool):
        return pool[int(self.random() * len(pool))]

    def happens(self, rate: float) -> bool:
        return self.random() < rate

    def target(self):
        """The name of some page, likely one of the first."""
        name = page_name(int(self.pages * self.random() ** self.SKEW))
        return page_name((name.number + 1) % self.pages) if name.number == self.name.number else name

    def link(self, name=None) -> str:
        """A link as the site's scripts set them: most show the slug in place of a title."""
        name = name or self.target()
        slug = self.slugs_shown and self.random() < 0.83
        self.slugs_written |= slug
        words = name.tail if slug else name.short
        form = self.random()
        if form < 0.9:
            return f"[{words}]({name.path})"
        return f"[{words}](/wiki/{name.slug})" if form < 0.97 else f"[{words}](/artifact/wiki-{name.slug})"

    def named(self) -> str:
        return self.link() if self.random() < 0.62 else self.name.short

    def filled(self, template: str, pools) -> str:
        random = self.random
        return template % tuple(pool[int(random() * len(pool))] if pool is not None else self.named() for pool in pools)

    def sentence(self) -> str:
        text = self.filled(*self.pick(SENTENCES))
        text = text[:1].upper() + text[1:]
        # A fifth of the sentences cites, and each key at least once.
        if self.keys and self.random() < 0.2:
            return f"{text[:-1]}{self.mark()}."
        return text

    def mark(self) -> str:
        key = self.uncited.pop() if self.uncited else self.pick(self.keys)
        again = f"[@{self.pick(self.keys)}]" if self.random() < 0.12 else ""
        return f"[@{key}]{again if again != f'[@{key}]' else ''}"

    def paragraph(self, sentences: int = 0) -> str:
        return " ".join([self.sentence() for _ in range(sentences or 2 + int(5 * self.random()))])

    def items(self) -> str:
        lines = [self.filled(*self.pick(ITEMS)) for _ in range(3 + int(4 * self.random()))]
        if self.keys and self.random() < 0.4:
            lines[-1] += self.mark()
        return "\n".join(f"- {line[:1].upper()}{line[1:]}" for line in lines)

    def table(self) -> str:
        rows = [
            f"| {self.pick(PHRASES)} | {self.pick(PROCESSES)} | {self.pick(AMOUNTS)} |"
            for _ in range(3 + int(5 * self.random()))
        ]
        return "\n".join(["| Model | Finding | Change |", "|-------|---------|--------|", *rows])

    def diagram(self) -> str:
        first, second, third = self.pick(PHRASES), self.pick(PROCESSES), self.pick(PHRASES)
        lines = [f'    A["{self.name.short}"] --> B["{first}"]', f'    B --> C["{second}"]', f'    B --> D["{third}"]']
        return "\n".join(["```mermaid", "flowchart TD", *lines, "```"])
