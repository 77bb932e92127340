"""Watching: who wants to hear of an artifact's changes, and up to which revision they have seen it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from artifacts.models.artifact import Artifact


class Watch(models.Model):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="watches", verbose_name=_("user"))
    artifact = models.ForeignKey(Artifact, models.CASCADE, related_name="watches", verbose_name=_("artifact"))
    seen_number = models.PositiveIntegerField(_("seen up to revision"), default=0)
    # One mail until they looked: the newest revision that a mail told of.
    mailed_number = models.PositiveIntegerField(_("mailed up to revision"), default=0)

    class Meta:
        verbose_name = _("watched artifact")
        verbose_name_plural = _("watched artifacts")
        constraints = [models.UniqueConstraint(fields=["user", "artifact"], name="watch_once_per_artifact")]

    def __str__(self):
        return self.artifact.public_id
