"""Watching: who wants to hear of an artifact's changes, what others changed since they looked, and that they looked."""

from django.db.models import Count, F, OuterRef, Subquery
from django.db.models.functions import Coalesce, Greatest

from artifacts.models import ROWS, Artifact, RevisionInfo, Watch

MAY_WATCH = "artifacts.view_artifact"
LARGE = ("wikipage__body", "hypothesis__statement", "analysis__summary", "reference__csl")


def watch(user, artifact: Artifact) -> Watch:
    """From now on the user hears of what others change; what stands there now counts as seen."""
    newest = artifact.revisions.newest().number
    row, _created = Watch.objects.get_or_create(user=user, artifact=artifact, defaults={"seen_number": newest})
    return row


def unwatch(user, artifact: Artifact) -> None:
    Watch.objects.filter(user=user, artifact=artifact).delete()


def is_watching(user, artifact: Artifact) -> bool:
    return Watch.objects.filter(user=user, artifact=artifact).exists()


def watch_list(user):
    """All that a user watches, what others changed last first.

    Each row carries `news`, how many revisions by others the user has not seen, and `newest_pk` of the last of them.
    """
    unseen = RevisionInfo.objects.filter(artifact=OuterRef("artifact"), number__gt=OuterRef("seen_number"))
    unseen = unseen.exclude(author=user)
    counted = unseen.order_by().values("artifact").annotate(count=Count("pk")).values("count")
    return (
        Watch.objects.filter(user=user)
        .select_related("artifact__merged_into", *(f"artifact__{row}" for row in ROWS.values()))
        .defer(*(f"artifact__{field}" for field in LARGE))
        .annotate(news=Coalesce(Subquery(counted), 0), newest_pk=Subquery(unseen.order_by("-number").values("pk")[:1]))
        .order_by(F("newest_pk").desc(nulls_last=True), "pk")
    )


def inbox(user):
    """The part of a user's watch list that others changed since the user looked."""
    return watch_list(user).filter(newest_pk__isnull=False)


def mark_seen(user, artifact: Artifact | None = None, *, upto: int | None = None) -> None:
    """Note that a user has seen one watched artifact, or all of them.

    `upto` is the primary key of the newest revision that the user was shown: what came later is still news.
    """
    shown = RevisionInfo.objects.filter(artifact=OuterRef("artifact")).order_by("-number")
    if upto is not None:
        shown = shown.filter(pk__lte=upto)
    watches = Watch.objects.filter(user=user)
    if artifact is not None:
        watches = watches.filter(artifact=artifact)
    number = Coalesce(Subquery(shown.values("number")[:1]), F("seen_number"))
    watches.update(seen_number=Greatest(F("seen_number"), number))
