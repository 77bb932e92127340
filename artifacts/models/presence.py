"""Presence: who has an artifact's form open right now, and whether they have typed."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from artifacts.models.artifact import Artifact


class Presence(models.Model):
    artifact = models.ForeignKey(Artifact, models.CASCADE, related_name="presences", verbose_name=_("artifact"))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("user"))
    # A person's two tabs are two presences.
    tab = models.CharField(_("tab"), max_length=40)
    seen_at = models.DateTimeField(_("seen at"))
    typed = models.BooleanField(_("has typed"), default=False)

    class Meta:
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        constraints = [models.UniqueConstraint(fields=["artifact", "user", "tab"], name="presence_once_per_tab")]
        indexes = [models.Index(fields=["seen_at"], name="presence_by_time")]

    def __str__(self):
        return f"{self.user} at {self.artifact}"
