"""The history of a status: when readers first saw each, read from the revisions that were published."""

from artifacts.domain.documents import content_of_revision
from artifacts.errors import DocumentError
from artifacts.models import RevisionInfo


def status_history(rendering) -> list[dict]:
    """Each change of status up to the revision at hand, oldest first; one query.

    `unsure` where the text of a revision between was removed: the status may have changed there already.
    An old revision, whose page is exactly what it said, has none: what came before it may lose its text any day.
    """
    revision = rendering.revision
    if revision is None or rendering.pins is not None:
        return []
    if revision.number == 1:
        told = {"status": rendering.content["status"], "number": 1, "date": revision.date.isoformat(), "unsure": False}
        return [told] if revision.first_published else []
    published = RevisionInfo.objects.filter(
        artifact=rendering.artifact, number__lte=revision.number, first_published__isnull=False
    )
    changes, status, unsure = [], None, False
    for info in published.select_related("version").order_by("number").iterator(chunk_size=100):
        try:
            found = content_of_revision(info)["status"]
        except DocumentError:
            unsure = True
            continue
        if found != status:
            changes.append({"status": found, "number": info.number, "date": info.date.isoformat(), "unsure": unsure})
        status, unsure = found, False
    return changes
