"""Judgements: what a source says of a work, noted on its reference; readers see it where they see the rest of it."""

from django.db import transaction

from artifacts.domain.alerting import announce_judgement
from artifacts.domain.publish import publish
from artifacts.domain.save import save
from artifacts.models import Artifact, Publication
from artifacts.representations.contents import content_of


def note_judgement(reference: Artifact, judged: dict, *, by, summary: str, tag: str) -> bool:
    """Save `status`, `status_date` and `status_source`; whether that was published, as the revision before it was.

    Those who watch what cites the work are told if it now speaks against it. Call `refresh_after_commit` at the end.
    """
    with transaction.atomic():
        public = Publication.objects.of_newest().filter(artifact=reference).exists()
        standing = content_of(reference)
        base = reference.revisions.newest().number
        saved = save(standing | judged, by=by, artifact=reference, base=base, summary=summary, tags=[tag])
        if public:
            publish(saved.revision, by=by, refreshing=False)
        if judged["status"] != standing["status"]:
            announce_judgement(saved.revision)
    return public
