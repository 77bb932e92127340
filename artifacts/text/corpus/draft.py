"""Drafts of a synthetic corpus: a page being made, and where in it there is room for something."""

from dataclasses import dataclass, field

from artifacts.text.corpus.prose import Writer

# What headings, tables, lists, diagrams and infoboxes begin with.
NO_PROSE = "#|-`<"


@dataclass
class Draft:
    """A page being made: its title, the blocks of its body, and the names of the defects it has got."""

    writer: Writer
    title: str
    blocks: list[str]
    sown: set[str] = field(default_factory=set)

    def prose(self) -> list[int]:
        """Where the paragraphs stand."""
        return [at for at, block in enumerate(self.blocks) if is_prose(block)]

    def cites(self) -> bool:
        return any("[@" in block for block in self.blocks)

    def heads(self) -> list[int]:
        return [at for at, block in enumerate(self.blocks) if block.startswith("## ")]

    def tables(self) -> list[int]:
        return [at for at, block in enumerate(self.blocks) if block.startswith("| ")]

    def add(self, sentence: str) -> bool:
        """Put a sentence behind some paragraph."""
        at = self.writer.pick(self.prose())
        self.blocks[at] += f" {sentence}"
        return True

    def insert(self, *blocks: str) -> bool:
        """Put blocks before some section; at the end where there is none."""
        heads = self.heads()[1:]
        at = self.writer.pick(heads) if heads else len(self.blocks)
        self.blocks[at:at] = blocks
        return True


def is_prose(block: str) -> bool:
    return block[0] not in NO_PROSE and not block.startswith("[@") and not block.endswith(":")
