"""Repairs: what a program can safely mend in an artifact's content at import, each under a name and in a set order."""

from artifacts.text.repairs.mending import Mended, Repair
from artifacts.text.repairs.repairing import repair_page
from artifacts.text.repairs.table import REPAIRS

__all__ = ["REPAIRS", "Mended", "Repair", "repair_page"]
