"""Provenance: where everything comes from, as statements of W3C PROV, from histories, imports, merges and edges."""

from collections.abc import Iterator

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import F

from artifacts.domain.accounts import name_of
from artifacts.domain.selecting import in_order
from artifacts.domain.snapshot import by_code_points, snapshot
from artifacts.models import Artifact, Batch, Merge, RevisionInfo
from artifacts.representations.prov import OBJECTS, Link, Thing, address_of

CHUNK = 200
LARGE = ("wikipage__body", "hypothesis__statement", "analysis__summary", "reference__csl")


def statements(artifacts=None) -> Iterator[Thing | Link]:
    """Agents and imports, then each artifact (all, or a queryset's) with its edges, revisions and merges."""
    with snapshot():
        people = get_user_model().objects.filter(revisions__isnull=False).distinct().order_by("username")
        for user in people.iterator():
            yield Thing("agent", person(user.get_username()), name_of(user))
        for batch in Batch.objects.select_related("by").order_by("at", "pk").iterator():
            yield Thing("activity", activity(batch.name), batch.name, batch.source, batch.at.isoformat())
            if batch.by is not None:
                yield Link("wasAssociatedWith", activity(batch.name), person(batch.by.get_username()))
        # What edges lead to is told once, however many do.
        told: set[str] = set()
        for keys in in_order(artifacts, size=CHUNK):
            yield from _artifacts(keys, told)
            yield from _revisions(keys)
            yield from _merges(keys)


def _artifacts(keys: list[int], told: set[str]) -> Iterator[Thing | Link]:
    rows = Artifact.objects.filter(pk__in=keys).select_related(
        "merged_into", "wikipage", "hypothesis", "analysis", "reference"
    )
    rows = rows.defer(*LARGE).prefetch_related("provenance").order_by(by_code_points("public_id"))
    for artifact in rows:
        own = entity(artifact.public_id)
        yield Thing("entity", own, str(artifact.row))
        if artifact.merged_into is not None:
            yield Link("alternateOf", own, entity(artifact.merged_into.public_id))
        for edge in artifact.provenance.all():
            thing = _object(edge.relation, edge.object)
            if thing.address not in told:
                told.add(thing.address)
                yield thing
            yield Link(edge.relation, own, thing.address)


def _object(relation: str, text: str) -> Thing:
    """What an imported edge leads to: what has that address, or a thing of that name."""
    kind = OBJECTS.get(relation, "entity")
    elsewhere = text.startswith(("https://", "http://"))
    return Thing(kind, address_of(text) if elsewhere else address_of(settings.SITE_URL, f"/#{kind}:", text), text)


def _revisions(keys: list[int]) -> Iterator[Thing | Link]:
    rows = RevisionInfo.objects.filter(artifact__in=keys).order_by(by_code_points("artifact__public_id"), "number")
    rows = rows.annotate(
        public_id=F("artifact__public_id"), username=F("author__username"), batch_name=F("batch__name")
    )
    for info in rows.iterator(chunk_size=500):
        own = entity(info.public_id, info.number)
        yield Thing("entity", own, f"{info.public_id}, revision {info.number}", info.summary)
        yield Link("specializationOf", own, entity(info.public_id))
        yield Link("wasAttributedTo", own, person(info.username))
        made_by = activity(info.batch_name) if info.batch_name else ""
        yield Link("wasGeneratedBy", own, made_by, info.date.isoformat())
        if info.number > 1:
            yield Link("wasRevisionOf", own, entity(info.public_id, info.number - 1))


def _merges(keys: list[int]) -> Iterator[Link]:
    merges = Merge.objects.filter(target__in=keys).select_related("source_before", "target_after", "source", "target")
    for merge in merges.order_by("at", "pk"):
        after = entity(merge.target.public_id, merge.target_after.number)
        yield Link("wasDerivedFrom", after, entity(merge.source.public_id, merge.source_before.number))


def entity(public_id: str, number: int = 0) -> str:
    """The address of an artifact, or of one of its revisions."""
    return address_of(settings.SITE_URL, "/artifact/", public_id, f"/r/{number}" if number else "")


def activity(name: str) -> str:
    return address_of(settings.SITE_URL, "/#import:", name)


def person(username: str) -> str:
    return address_of(settings.SITE_URL, "/#person:", username)
