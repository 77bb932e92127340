"""Terms: the words of a text in one spelling, by which search compares what is written with what is asked."""

import re
import unicodedata

from artifacts.text.spellings import spelt_out

WORD = re.compile(r"[^\W_]+")
# Han, kana, Thai, Lao, Burmese and Khmer: written without blanks, so that pairs of letters stand for words.
UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]+"
)
# No word is longer: what is has its beginning looked for.
LONGEST = 60


def terms(text: str) -> list[str]:
    """`α-Synuclein (Sjögren)` as `alpha`, `synuclein`, `sjogren`; `脊髄性` as `脊髄`, `髄性`, `性`."""
    if text.isascii():
        return [word[:LONGEST] for word in WORD.findall(text.lower())]
    found = []
    for word in WORD.findall(unicodedata.normalize("NFC", spelt_out(text))):
        found += [word[:LONGEST]] if word.isascii() else _parted(word)
    return found


def fold(text: str) -> str:
    """The terms of a text in a row, as titles are compared."""
    return " ".join(terms(text))


def _parted(word: str) -> list[str]:
    parts, at = [], 0
    for run in UNSPACED.finditer(word):
        parts += [word[at : run.start()], *(run[0][n : n + 2] for n in range(len(run[0])))]
        at = run.end()
    return [part[:LONGEST] for part in [*parts, word[at:]] if part]
