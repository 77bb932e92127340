"""Announcing: after the commit of a revision, those who watch its artifact get a mail, one until they have looked."""

import logging

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task

from artifacts.domain.site import absolute
from artifacts.domain.watching import MAY_WATCH
from artifacts.models import RevisionInfo, Watch

# The backend that knows groups and permissions; the other one only counts log-ins.
PERMISSIONS = "django.contrib.auth.backends.ModelBackend"

logger = logging.getLogger(__name__)


def announce(revision: RevisionInfo) -> None:
    """Have watchers told of a revision once it is committed; of an import only their watch list tells."""
    if revision.batch_id is None:
        # Robust: the revision is saved by then, and nothing about mails may make that look like a failure.
        transaction.on_commit(lambda: enqueue_mails(revision), robust=True)


def enqueue_mails(revision: RevisionInfo) -> None:
    if to_be_told(revision).exists():
        mail_watchers.enqueue(revision.pk)


def to_be_told(revision: RevisionInfo):
    """The watches of others who have an address, and had no mail since they looked last."""
    unseen = Watch.objects.filter(artifact=revision.artifact_id, seen_number__lt=revision.number)
    waiting = unseen.filter(mailed_number__lte=F("seen_number")).exclude(user=revision.author_id)
    return waiting.filter(user__is_active=True, user__is_staff=True).exclude(user__email="")


@task()
def mail_watchers(revision_pk: int) -> int:
    """Mail those who watch a revision's artifact and may view it; how many mails went out."""
    revision = RevisionInfo.objects.select_related("artifact").get(pk=revision_pk)
    allowed = get_user_model().objects.with_perm(MAY_WATCH, backend=PERMISSIONS)
    watches = to_be_told(revision).filter(user__in=allowed).select_related("user")
    return sum(_could_mail(watch, revision) for watch in watches)


def _could_mail(watch: Watch, revision: RevisionInfo) -> bool:
    """Mail one watcher; where that fails it is logged, and the next revision tries again."""
    # Noted before it is sent: of two tasks at the same time only one finds the number that both have read.
    noted = Watch.objects.filter(pk=watch.pk, mailed_number=watch.mailed_number).update(mailed_number=revision.number)
    if not noted:
        return False
    try:
        mail_of(watch, revision).send()
    except Exception:
        logger.exception("The mail about %s to user %s could not be sent.", revision, watch.user_id)
        Watch.objects.filter(pk=watch.pk, mailed_number=revision.number).update(mailed_number=watch.mailed_number)
        return False
    return True


def mail_of(watch: Watch, revision: RevisionInfo) -> EmailMessage:
    """What a watcher is told, in the site's language."""
    artifact = revision.artifact
    compare, watch_list = revision.get_absolute_url(), reverse("admin:artifacts_watch_changelist")
    if watch.seen_number:
        compare = reverse("diff", args=[artifact.public_id, watch.seen_number, revision.number])
    told = {
        "site": settings.SITE_NAME,
        "title": one_line(str(artifact.row)),
        "author": one_line(revision.author_name),
        "number": revision.number,
    }
    with translation.override(settings.LANGUAGE_CODE):
        paragraphs = [
            _("%(author)s saved revision %(number)d of %(title)s.") % told,
            revision.summary and f"“{revision.summary}”",
            _("What changed since you looked (log in first):") + f"\n{absolute(compare)}",
            _("You get no other mail about it until you mark it as seen, here:") + f"\n{absolute(watch_list)}",
            _("There you can also stop watching it."),
        ]
        return EmailMessage(
            subject=_("[%(site)s] %(title)s: changed by %(author)s") % told,
            body="\n\n".join(filter(None, paragraphs)) + "\n",
            to=[watch.user.email],
            headers={"Auto-Submitted": "auto-generated"},
        )


def one_line(text: str) -> str:
    """A title or name as a subject can hold it: a line break in it would begin another header."""
    return " ".join(text.split())[:200]
