"""Paragraph diff: two bodies aligned by paragraph, moved ones recognised, and changed ones compared by word."""

import re
from collections import Counter
from dataclasses import dataclass

from diff_match_patch import diff_match_patch

from artifacts.text.significance import altered
from artifacts.text.worddiff import ADDED, KEPT, REMOVED, Span, TokenCoder, too_long, word_spans, words_in

CHANGED, MOVED_HERE, MOVED_AWAY = "changed", "moved-here", "moved-away"
# A shorter paragraph, such as a heading, comes again by chance.
MOVABLE_LENGTH = 40
# From this share of common words on, two paragraphs are versions of one.
ALIKE = 0.4
# What pairing paragraphs by their likeness may cost: pairs, and letters looked at.
MAX_PAIRS = 4_000
MAX_LETTERS = 20_000_000
# A body of more is compared as one paragraph.
MAX_PARAGRAPHS = 1_500


@dataclass(frozen=True)
class Block:
    """One paragraph in either text or in both; `alters` names what its change means (`text.significance`).

    `style` is how readers are shown it, where that is compared (`text.reading`), and `was` another one before.
    """

    kind: str
    spans: tuple[Span, ...]
    alters: tuple[str, ...] = ()
    style: str = ""
    was: str = ""


@dataclass(frozen=True)
class BodyDiff:
    """`coarse` where some of it was too long to be compared by word."""

    blocks: tuple[Block, ...]
    coarse: bool = False

    @property
    def changed(self) -> bool:
        return any(block.kind != KEPT for block in self.blocks)

    def words(self, operation: str) -> int:
        """Words added or removed; what only moved is neither."""
        counted = (block for block in self.blocks if block.kind not in (MOVED_HERE, MOVED_AWAY))
        return sum(words_in(block.spans, operation) for block in counted)


def compare_bodies(before: str, after: str, seconds: float = 1.0) -> BodyDiff:
    """The paragraphs of both texts in one order; by word where two are versions of one, within the time given."""
    return compare_paragraphs(_split(before), _split(after), seconds)


def compare_paragraphs(before: list[str], after: list[str], seconds: float = 1.0) -> BodyDiff:
    """The same of paragraphs that are told apart already; none is empty, and they are at most MAX_PARAGRAPHS."""
    pairs = _paired(before, after, seconds / 2)
    changed = sum(old is not None and new is not None and old != new for old, new in pairs)
    each = seconds / 2 / max(changed, 1)
    moved = _moved(pairs)
    return BodyDiff(
        tuple(_block(old, new, moved, each) for old, new in pairs),
        coarse=any(old != new and too_long(old or "", new or "") for old, new in pairs if old and new),
    )


def _split(text: str) -> list[str]:
    paragraphs = [paragraph for paragraph in re.split(r"\n{2,}", text.strip("\n")) if paragraph]
    return paragraphs if len(paragraphs) <= MAX_PARAGRAPHS else [text]


def _paired(old: list[str], new: list[str], seconds: float) -> list[tuple[str | None, str | None]]:
    """Pairs of a paragraph before and after; None where it stands in one text only."""
    coder, matcher = TokenCoder(), diff_match_patch()
    matcher.Diff_Timeout = seconds
    pairs, gone, come = [], [], []
    for operation, codes in matcher.diff_main(coder.encode(old), coder.encode(new), False):
        paragraphs = [coder.decode(code) for code in codes]
        if operation < 0:
            gone += paragraphs
        elif operation > 0:
            come += paragraphs
        else:
            pairs += _aligned(gone, come)
            pairs += [(paragraph, paragraph) for paragraph in paragraphs]
            gone, come = [], []
    return pairs + _aligned(gone, come)


def _aligned(gone: list[str], come: list[str]) -> list[tuple[str | None, str | None]]:
    """Removed and added paragraphs of one place, in order, those that are alike side by side."""
    letters = sum(map(len, gone)) * len(come) + sum(map(len, come)) * len(gone)
    if len(gone) * len(come) > MAX_PAIRS or letters > MAX_LETTERS:
        return [(paragraph, None) for paragraph in gone] + [(None, paragraph) for paragraph in come]
    best = _best_scores(gone, come)
    pairs, i, j = [], 0, 0
    while i < len(gone) and j < len(come):
        if best[i][j] == best[i + 1][j]:
            pairs.append((gone[i], None))
            i += 1
        elif best[i][j] == best[i][j + 1]:
            pairs.append((None, come[j]))
            j += 1
        else:
            pairs.append((gone[i], come[j]))
            i, j = i + 1, j + 1
    return pairs + [(paragraph, None) for paragraph in gone[i:]] + [(None, paragraph) for paragraph in come[j:]]


def _best_scores(gone: list[str], come: list[str]) -> list[list[float]]:
    """`[i][j]`: the best sum of likenesses of pairs in order from `gone[i:]` and `come[j:]`."""
    old, new = [_bag(text) for text in gone], [_bag(text) for text in come]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            likeness = _likeness(old[i], new[j])
            paired = likeness + best[i + 1][j + 1] if likeness >= ALIKE else 0.0
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    return best


def _bag(text: str) -> Counter:
    return Counter(re.findall(r"\w+", text.casefold()))


def _likeness(old: Counter, new: Counter) -> float:
    total = old.total() + new.total()
    return 2 * (old & new).total() / total if total else 1.0


def _moved(pairs) -> set[str]:
    """Paragraphs that were removed at one place and added at another."""
    gone = {old for old, new in pairs if new is None and len(old) >= MOVABLE_LENGTH}
    return gone & {new for old, new in pairs if old is None}


def _block(old: str | None, new: str | None, moved: set[str], seconds: float) -> Block:
    if new is None:
        if old in moved:
            return Block(MOVED_AWAY, (Span(REMOVED, old),))
        return Block(REMOVED, (Span(REMOVED, old),), altered(old, ""))
    if old is None:
        return Block(MOVED_HERE if new in moved else ADDED, (Span(ADDED, new),))
    if old == new:
        return Block(KEPT, word_spans(old, new))
    return Block(CHANGED, word_spans(old, new, seconds / 2), altered(old, new, seconds / 2))
