"""Alerting: after the commit of what speaks against a work, those who watch a page that cites it get a mail."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_tasks import task

from artifacts.domain.announcing import PERMISSIONS, logger, one_line
from artifacts.domain.citing import citing
from artifacts.domain.documents import content_of_revision
from artifacts.domain.site import absolute
from artifacts.domain.watching import MAY_WATCH
from artifacts.models import Artifact, RevisionInfo, Watch
from artifacts.representations.retraction_watch import WEIGHTS

NAMED = 20


def announce_judgement(revision: RevisionInfo) -> None:
    """Have those told who watch what cites a work, once a revision that speaks against it is committed."""
    if WEIGHTS[content_of_revision(revision)["status"]]:
        transaction.on_commit(lambda: enqueue_mails(revision), robust=True)


def enqueue_mails(revision: RevisionInfo) -> None:
    if pages_by_watcher(revision):
        mail_about_work.enqueue(revision.pk)


def pages_by_watcher(revision: RevisionInfo) -> dict[int, list[Artifact]]:
    """What each watcher with an address watches of what cites a work, by the watcher's primary key."""
    cited = citing(revision.artifact)
    artifacts = [page.artifact for page, _keys in cited.pages] + [artifact for artifact, _n in cited.hypotheses]
    by_pk = {artifact.pk: artifact for artifact in artifacts}
    watches = Watch.objects.filter(artifact__in=by_pk, user__is_active=True, user__is_staff=True)
    found: dict[int, list[Artifact]] = {}
    for watch in watches.exclude(user__email="").order_by("user_id", "artifact_id"):
        found.setdefault(watch.user_id, []).append(by_pk[watch.artifact_id])
    return found


@task()
def mail_about_work(revision_pk: int) -> int:
    """Mail those who watch what cites a revision's work and may view it, one mail each; how many went out."""
    revision = RevisionInfo.objects.select_related("artifact", "version").get(pk=revision_pk)
    pages = pages_by_watcher(revision)
    users = get_user_model().objects.with_perm(MAY_WATCH, backend=PERMISSIONS).filter(pk__in=pages)
    return sum(_could_mail(user, revision, pages[user.pk]) for user in users.order_by("pk"))


def _could_mail(user, revision: RevisionInfo, pages: list[Artifact]) -> bool:
    try:
        mail_of(user, revision, pages).send()
    except Exception:
        logger.exception("The mail about %s to user %s could not be sent.", revision, user.pk)
        return False
    return True


def mail_of(user, revision: RevisionInfo, pages: list[Artifact]) -> EmailMessage:
    """What somebody who watches pages is told of a work that they cite, in the site's language."""
    artifact, row = revision.artifact, revision.artifact.row
    with translation.override(settings.LANGUAGE_CODE):
        told = {"site": settings.SITE_NAME, "title": one_line(row.title), "status": row.get_status_display()}
        lines = [f"{one_line(str(page.row))}\n{absolute(page.get_absolute_url())}" for page in pages[:NAMED]]
        more = len(pages) - NAMED
        if more > 0:
            lines.append(ngettext("and %d more", "and %d more", more) % more)
        paragraphs = [
            _("A work that you meet on what you watch is now marked as %(status)s: %(title)s.") % told,
            one_line(row.status_source),
            absolute(artifact.get_absolute_url()),
            _("These cite it:") + "\n\n" + "\n\n".join(lines),
        ]
        return EmailMessage(
            subject=_("[%(site)s] %(status)s: %(title)s") % told,
            body="\n\n".join(filter(None, paragraphs)) + "\n",
            to=[user.email],
            headers={"Auto-Submitted": "auto-generated"},
        )
