"""Hypotheses of a dump: their ten scores, their target genes, and the evidence for and against them."""

import re
from collections.abc import Sequence

from artifacts.errors import ContentError
from artifacts.models import Hypothesis
from artifacts.representations.dumps.artifact_rows import named_row
from artifacts.representations.dumps.fields import Fields
from artifacts.representations.dumps.incoming import Incoming
from artifacts.representations.dumps.records import Record
from artifacts.representations.dumps.references import read_work
from artifacts.text.addresses import MAX_KEY_LENGTH
from artifacts.text.scores import WEIGHTS

SYMBOL = re.compile(r"[^\s,;<>\"]{1,60}")
SEPARATORS = re.compile(r"\s*[,;|/]\s*")
NO_GENES = {"", "none", "null", "n/a", "unknown", "multiple", "various"}
MOST_OF_A_CATEGORY, MOST_OF_A_STRENGTH = 100, 50
STANCES = {"for": "evidence_for", "against": "evidence_against"}


def hypothesis(row: Record | None, artifacts: Sequence[Record] = ()) -> Incoming:
    """A row of `hypotheses`, or its artifact alone; ContentError with a sentence where it can be none."""
    fields, beside, public_id, title = named_row(row, artifacts)
    evidence = _Evidence(fields)
    content = {
        "kind": "hypothesis",
        "title": title,
        "statement": fields.text("description"),
        "target_genes": _genes(fields),
        "scores": _scores(fields),
        "composite": fields.score("composite_score"),
        "status": fields.choice("status", Hypothesis.Status.values, "proposed"),
        "analysis": fields.line("analysis_id", MAX_KEY_LENGTH) or None,
        "evidence": evidence.pieces,
    }
    rest = fields.rest()
    if evidence.details:
        rest["evidence_details"] = evidence.details
    content["metadata"] = beside.metadata_with(rest, title)
    return Incoming(
        public_id,
        "hypothesis",
        content,
        addresses=beside.addresses,
        edges=beside.edges,
        notes=[*fields.notes, *evidence.notes, *beside.notes],
        works=list(evidence.works.values()),
    )


def _genes(fields: Fields) -> list[str]:
    """`SMN1, SMN2` as two symbols; what is no symbol stays in the metadata as it was written."""
    given = fields.left.get("target_gene")
    names = given if isinstance(given, list) else SEPARATORS.split(fields.line("target_gene", 2000))
    if not all(isinstance(name, str) for name in names):
        raise ContentError("The target genes must be symbols with commas between them.")
    fields.value("target_gene")
    told = [name.strip() for name in names if name.strip().casefold() not in NO_GENES]
    genes = [name for name in told if SYMBOL.fullmatch(name)]
    if len(genes) < len(told):
        fields.left["target_gene"] = given
        fields.notes.append(f"{next(name for name in told if name not in genes)[:60]!r} is no symbol of a gene")
    return list(dict.fromkeys(genes))


def _scores(fields: Fields) -> dict[str, float]:
    """By dimension, under its name or its name and `_score`."""
    scores = {}
    for name in WEIGHTS:
        told = [fields.score(spelled) for spelled in (name, f"{name}_score")]
        score = next((score for score in told if score is not None), None)
        if score is not None:
            scores[name] = score
    return scores


class _Evidence:
    """The pieces of evidence, the works that they name, and what has no field in them."""

    def __init__(self, fields: Fields):
        self.pieces, self.details, self.notes = [], [], []
        self.works: dict[str, Incoming] = {}
        for stance, name in STANCES.items():
            for number, entry in enumerate(fields.structure(name, list), 1):
                self._read(stance, name, number, {"claim": entry} if isinstance(entry, str) else entry)

    def _read(self, stance: str, name: str, number: int, entry) -> None:
        if not isinstance(entry, dict):
            raise ContentError(f"Entry {number} of {name!r} must be an object with a claim.")
        own = Fields(entry)
        claim, category = own.text("claim").strip(), own.line("category", MOST_OF_A_CATEGORY)
        strength = own.line("strength", MOST_OF_A_STRENGTH)
        work, left, notes = read_work(own.left)
        if not claim:
            self.notes.append(f"entry {number} of {name} claims nothing: it is kept in the metadata")
            self.details.append({"stance": stance, "number": number, **entry})
            return
        self.notes += [f"entry {number} of {name}: {note}" for note in (*own.notes, *notes)]
        if left:
            self.details.append({"stance": stance, "number": number, **left})
        if work is not None:
            self.works.setdefault(work.public_id, work)
        piece = {"stance": stance, "claim": claim, "category": category, "strength": strength}
        self.pieces.append({**piece, "reference": work and work.public_id})
