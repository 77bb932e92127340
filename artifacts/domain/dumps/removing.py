"""Removing: artifacts that an import made vanish with all that is theirs; told before is what keeps one from it."""

from collections.abc import Collection

from django.db.models import Q
from reversion.models import Revision, Version

from artifacts.domain.refresh import mark
from artifacts.domain.search.index import forget
from artifacts.models import (
    Address,
    Analysis,
    Artifact,
    Batch,
    Checkup,
    Citation,
    Draft,
    DuplicateCandidate,
    Evidence,
    Finding,
    Hypothesis,
    ImportRecord,
    InfoboxRow,
    Merge,
    NotDuplicate,
    PageTag,
    Presence,
    ProvenanceEdge,
    Publication,
    PublicationInput,
    Reference,
    Relation,
    RevisionInfo,
    RevisionTag,
    Watch,
    WikiPage,
)

# What may name an artifact and would miss it: the row, its field, what leads from it to the user, and what is told.
USES = (
    (Citation, "reference", "page__artifact__public_id", "is cited by {}"),
    (Evidence, "reference", "hypothesis__artifact__public_id", "is evidence of {}"),
    (Relation, "target", "page__artifact__public_id", "is related to {}"),
    (Hypothesis, "analysis", "artifact__public_id", "is the analysis of {}"),
    (Merge, "target", "source__public_id", "took in {}"),
    (Merge, "source", "target__public_id", "was merged into {}"),
    (NotDuplicate, "first", "second__public_id", "was judged beside {}"),
    (NotDuplicate, "second", "first__public_id", "was judged beside {}"),
)


def why_kept(pks: Collection[int], batch: Batch) -> dict[int, str]:
    """Which artifacts stay, by primary key, each with the reason; in as many queries for a hundred as for one."""
    kept = {}
    for model, field, user, told in USES:
        for pk, public_id in model.objects.filter(**{f"{field}__in": pks}).values_list(f"{field}_id", user):
            kept.setdefault(pk, told.format(public_id))
    typed = Draft.objects.filter(artifact__in=pks).exclude(batch=batch)
    kept = dict.fromkeys(typed.values_list("artifact", flat=True), "somebody is editing it") | kept
    others = ImportRecord.objects.filter(artifact__in=pks).exclude(batch=batch).exclude(batch__state="undone")
    kept |= {pk: f"came with {name} too" for pk, name in others.values_list("artifact", "batch__name")}
    saved = RevisionInfo.objects.filter(artifact__in=pks).exclude(batch=batch).order_by("number")
    return kept | {
        pk: f"revision {number} was saved since, by {name}"
        for pk, number, name in saved.values_list("artifact", "number", "author_name")
    }


def remove(pks: Collection[int]) -> None:
    """Let artifacts vanish that nothing uses: rows, history, publication, words; links to them become red.

    By raw deletes in the order of what points where, since Django would look for each of them once more.
    """
    links = PublicationInput.objects.filter(artifact__in=pks).exclude(publication__artifact__in=pks)
    linking = set(links.values_list("publication", flat=True))
    links.update(artifact=None)
    forget(list(pks))
    revisions = RevisionInfo.objects.filter(artifact__in=pks)
    versions = list(revisions.values_list("version", "version__revision"))
    parts = [
        Finding.objects.filter(checkup__artifact__in=pks),
        Checkup.objects.filter(artifact__in=pks),
        PublicationInput.objects.filter(publication__artifact__in=pks),
        Publication.objects.filter(artifact__in=pks),
        ImportRecord.objects.filter(artifact__in=pks),
        RevisionTag.objects.filter(revision__artifact__in=pks),
        revisions,
        Version.objects.filter(pk__in=[version for version, _revision in versions]),
        Revision.objects.filter(pk__in=[revision for _version, revision in versions]),
        *(model.objects.filter(page__in=pks) for model in (InfoboxRow, Citation, Relation, PageTag)),
        Evidence.objects.filter(hypothesis__in=pks),
        *(model.objects.filter(artifact__in=pks) for model in (WikiPage, Hypothesis, Analysis, Reference)),
        *(model.objects.filter(artifact__in=pks) for model in (Address, Draft, Watch, Presence)),
        DuplicateCandidate.objects.filter(Q(first__in=pks) | Q(second__in=pks)),
        ProvenanceEdge.objects.filter(subject__in=pks),
        Artifact.objects.filter(pk__in=pks),
    ]
    for rows in parts:
        rows.order_by()._raw_delete(rows.db)
    mark(Q(pk__in=linking))
