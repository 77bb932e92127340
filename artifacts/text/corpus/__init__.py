"""A synthetic corpus: the tables of a dump of any size, in the likeness of a real one and with its defects.

Everything follows from a page's number and from random numbers that are given: the same seed, the same bytes.
"""

from artifacts.text.corpus.malformed import malformed
from artifacts.text.corpus.shape import Shape
from artifacts.text.corpus.tables import TABLES

__all__ = ["TABLES", "Shape", "malformed"]
