"""Revisions of many artifacts written together, each a version of its own, as `save.write_revision` writes one."""

from collections.abc import Iterable
from typing import NamedTuple

import reversion
from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, Value, When
from django.utils import timezone
from reversion.models import Revision, Version

from artifacts.apps import DOCUMENT_FORMAT
from artifacts.domain.announcing import announce
from artifacts.domain.checkup import WHAT_A_CHECKUP_SAYS
from artifacts.domain.contents import works_by_name
from artifacts.domain.save import new_info, tag_rows
from artifacts.errors import StateError
from artifacts.errors import marked as _
from artifacts.models import Artifact, Checkup, Finding, Publication, RevisionInfo, RevisionTag, Watch
from artifacts.representations.document import cited_names, make_document, packed, seal, shown_ids


class Next(NamedTuple):
    """What is to be an artifact's next revision, behind its newest one. The rows hold the content already.

    `published` where readers are shown it in the same transaction; `approved` where there is no text to review.
    """

    artifact: Artifact
    content: dict
    previous: RevisionInfo
    summary: str
    tags: list[str]
    changed: dict[str, int]
    published: bool = False
    approved: bool = False


def write_revisions(nexts: list[Next], *, by) -> list[RevisionInfo]:
    """Write a version and its RevisionInfo of each; the artifacts must be locked. Check-ups are the caller's.

    As many queries for many as for one, but for mails to those who watch one of them.
    """
    if reversion.is_active():
        raise StateError(_("A revision block is already open: one edit is one revision, so save outside of it."))
    date, pins = timezone.now(), pins_of_many([one.content for one in nexts])
    sealed = [seal(make_document(one.content, own)) for one, own in zip(nexts, pins, strict=True)]
    revisions = Revision.objects.bulk_create(Revision(date_created=date, user=by, comment=one.summary) for one in nexts)
    versions = Version.objects.bulk_create(
        Version(
            revision=revision,
            object_id=str(one.artifact.pk),
            content_type=ContentType.objects.get_for_model(one.artifact.row),
            db="default",
            format=DOCUMENT_FORMAT,
            serialized_data=packed(data),
            object_repr=str(one.artifact.row),
        )
        for one, revision, (data, _digests) in zip(nexts, revisions, sealed, strict=True)
    )
    infos = RevisionInfo.objects.bulk_create(
        _info(one, version, digests, by, date)
        for one, version, (_data, digests) in zip(nexts, versions, sealed, strict=True)
    )
    RevisionTag.objects.bulk_create(
        tag for info, one in zip(infos, nexts, strict=True) for tag in tag_rows(info, one.tags)
    )
    watched = set(Watch.objects.filter(artifact__in=[one.artifact for one in nexts]).values_list("artifact", flat=True))
    for info in infos:
        if info.artifact_id in watched:
            announce(info)
    return infos


def _info(one: Next, version: Version, digests: dict, by, date) -> RevisionInfo:
    info = new_info(
        one.artifact,
        digests,
        previous=one.previous,
        by=by,
        date=date,
        summary=one.summary,
        changed=one.changed,
    )
    info.version = version
    if one.published:
        info.first_published = date
    if one.approved:
        info.review, info.review_by, info.review_at = RevisionInfo.Review.APPROVED, by, date
    return info


def pins_of_many(contents: list[dict]) -> list[dict[str, int]]:
    """Of each content the published revision of everything that it shows, by artifact id (`save.pins_of`)."""
    names = [cited_names(content) for content in contents]
    named = works_by_name({key for keys in names for key in keys})
    shown = [
        {*shown_ids(content), *(named[key] for key in keys if key in named)}
        for content, keys in zip(contents, names, strict=True)
    ]
    published = Publication.objects.filter(artifact__public_id__in=set().union(*shown))
    numbers = dict(published.values_list("artifact__public_id", "revision__number"))
    return [{public_id: numbers[public_id] for public_id in ids if public_id in numbers} for ids in shown]


def carry_over_checkups(revisions: Iterable[tuple[RevisionInfo, RevisionInfo]]) -> set[int]:
    """Let the findings in each revision stand for the next one, whose text is the same: pairs of before and after.

    Gives the primary keys of the artifacts of which nothing was found out yet.
    """
    after = {before.pk: info for before, info in revisions}
    standing = list(Checkup.objects.filter(pk__in=after, newest=True))
    Checkup.objects.filter(pk__in=[checkup.pk for checkup in standing]).update(newest=False)
    said = [name for name in WHAT_A_CHECKUP_SAYS if name not in ("artifact", "at")]
    Checkup.objects.bulk_create(
        Checkup(
            revision=after[checkup.pk],
            artifact_id=checkup.artifact_id,
            **{name: getattr(checkup, name) for name in said},
        )
        for checkup in standing
    )
    if standing:
        moved = (When(checkup=checkup.pk, then=Value(after[checkup.pk].pk)) for checkup in standing)
        Finding.objects.filter(checkup__in=standing).update(checkup=Case(*moved))
    return {info.artifact_id for info in after.values()} - {checkup.artifact_id for checkup in standing}
