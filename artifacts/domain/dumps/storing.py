"""Storing: what was rendered and found, written by bulk statements as `publish` writes each."""

from django.utils import timezone

from artifacts.domain.checkup import store_looks
from artifacts.domain.dumps.showing import Shown
from artifacts.domain.publications import input_rows
from artifacts.domain.search.index import write_index
from artifacts.models import Artifact, Publication, PublicationInput, RevisionInfo, newest_of

KEPT = ("artifact", "published_at")


def store_shown(shown: list[Shown]) -> None:
    """Publish a slice. What somebody else published, merged or withdrew meanwhile stays as they left it."""
    locked = Artifact.objects.select_for_update(no_key=True, of=("self",)).filter(
        pk__in=[one.artifact for one in shown]
    )
    standing = locked.filter(state=Artifact.State.ACTIVE).annotate(newest=newest_of("pk", "pk")).order_by("pk")
    newest = dict(standing.values_list("pk", "newest"))
    published = dict(Publication.objects.filter(artifact__in=newest).values_list("artifact", "revision"))
    shown = [
        one
        for one in shown
        if one.artifact in newest and published.get(one.artifact, one.revision.pk) == one.revision.pk
    ]
    publications = [Publication(artifact_id=one.artifact, revision_id=one.revision.pk, **one.fields) for one in shown]
    fields = [field.name for field in Publication._meta.concrete_fields if not field.primary_key]
    Publication.objects.bulk_create(
        publications,
        update_conflicts=True,
        unique_fields=["artifact"],
        update_fields=[name for name in fields if name not in (*KEPT, "marks")],
    )
    pks = [publication.pk for publication in publications]
    if published:
        old = PublicationInput.objects.filter(publication__in=pks)
        old.exclude(role=PublicationInput.Role.IMAGE).delete()
    PublicationInput.objects.bulk_create(
        (row for pk, one in zip(pks, shown, strict=True) for row in input_rows(pk, one.inputs)),
        ignore_conflicts=True,
    )
    write_index([one.entry for one in shown], [one.words for one in shown])
    store_looks((one.revision, one.look) for one in shown if one.look and newest[one.artifact] == one.revision.pk)
    first = RevisionInfo.objects.filter(pk__in=[one.revision.pk for one in shown], first_published__isnull=True)
    first.update(first_published=timezone.now())


def outdated(shown: list[Shown], batch: int) -> list[int]:
    """The artifacts of a slice that looked at what somebody has published or withdrawn since, by primary keys."""
    seen = {pk for one in shown for pk in one.seen}
    now = dict(Publication.objects.of_active().filter(artifact__in=seen).values_list("artifact_id", "revision_id"))
    differing = {revision for one in shown for pk, revision in one.seen.items() if now.get(pk) != revision} - {None}
    # What came with the batch counts as published before it is.
    coming = RevisionInfo.objects.filter(pk__in=differing, batch=batch, artifact__state=Artifact.State.ACTIVE)
    coming = set(coming.exclude(artifact__publication__isnull=False).values_list("pk", flat=True))
    return [
        one.artifact
        for one in shown
        if any(now.get(pk) != revision and revision not in coming for pk, revision in one.seen.items())
    ]
