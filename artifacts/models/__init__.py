"""Rows and the rules of each row; questions about many rows are queryset methods."""

from artifacts.models.analyses import Analysis, Relation
from artifacts.models.artifact import ROWS, Address, Artifact, ArtifactRow
from artifacts.models.checkups import Checkup, Finding
from artifacts.models.graph import GraphEdge, GraphNode, GraphRating, GraphRelation, GraphSource
from artifacts.models.history import Batch, Draft, RevisionInfo, RevisionTag, newest_of
from artifacts.models.hypotheses import WEIGHTS, Evidence, Hypothesis, composite_of, score_level
from artifacts.models.library import LookupAnswer, ReferenceFile
from artifacts.models.lists import SavedFilter
from artifacts.models.merges import DuplicateCandidate, Merge, NotDuplicate
from artifacts.models.pages import Citation, InfoboxRow, PageTag, WikiPage
from artifacts.models.presence import Presence
from artifacts.models.provenance import ProvenanceEdge
from artifacts.models.publication import Publication, PublicationInput
from artifacts.models.references import Reference
from artifacts.models.search import SearchEntry
from artifacts.models.watching import Watch

__all__ = [
    "ROWS",
    "WEIGHTS",
    "Address",
    "Analysis",
    "Artifact",
    "ArtifactRow",
    "Batch",
    "Checkup",
    "Citation",
    "Draft",
    "DuplicateCandidate",
    "Evidence",
    "Finding",
    "GraphEdge",
    "GraphNode",
    "GraphRating",
    "GraphRelation",
    "GraphSource",
    "Hypothesis",
    "InfoboxRow",
    "LookupAnswer",
    "Merge",
    "NotDuplicate",
    "PageTag",
    "Presence",
    "ProvenanceEdge",
    "Publication",
    "PublicationInput",
    "Reference",
    "ReferenceFile",
    "Relation",
    "RevisionInfo",
    "RevisionTag",
    "SavedFilter",
    "SearchEntry",
    "Watch",
    "WikiPage",
    "composite_of",
    "newest_of",
    "score_level",
]
