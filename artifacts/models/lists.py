"""Saved filters: a list's filters and search under a name, for who saved them or for everybody."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class SavedFilterQuerySet(models.QuerySet):
    def offered_to(self, user):
        return self.filter(Q(user=user) | Q(shared=True))


class SavedFilter(models.Model):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("user"))
    # The model whose list it is of, as `wikipage`.
    model = models.CharField(_("list"), max_length=40)
    name = models.CharField(_("name"), max_length=100)
    query = models.CharField(_("query"), max_length=2000, blank=True)
    shared = models.BooleanField(_("for everybody"), default=False)

    objects = SavedFilterQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["user", "model", "name"], name="saved_filter_name_once")]

    def __str__(self):
        return self.name
