"""Rows and the rules of each row; questions about many rows are queryset methods."""

from artifacts.models.analyses import Analysis, Relation
from artifacts.models.artifact import ROWS, Address, Artifact, ArtifactRow
from artifacts.models.history import Batch, Draft, RevisionInfo, RevisionTag, newest_of
from artifacts.models.hypotheses import WEIGHTS, Evidence, Hypothesis, composite_of, score_level
from artifacts.models.merges import DuplicateCandidate, Merge, NotDuplicate
from artifacts.models.pages import Citation, InfoboxRow, WikiPage
from artifacts.models.provenance import ProvenanceEdge
from artifacts.models.publication import Publication, PublicationInput
from artifacts.models.references import Reference
from artifacts.models.watching import Watch

__all__ = [
    "ROWS",
    "WEIGHTS",
    "Address",
    "Analysis",
    "Artifact",
    "ArtifactRow",
    "Batch",
    "Citation",
    "Draft",
    "DuplicateCandidate",
    "Evidence",
    "Hypothesis",
    "InfoboxRow",
    "Merge",
    "NotDuplicate",
    "ProvenanceEdge",
    "Publication",
    "PublicationInput",
    "Reference",
    "Relation",
    "RevisionInfo",
    "RevisionTag",
    "Watch",
    "WikiPage",
    "composite_of",
    "newest_of",
    "score_level",
]
