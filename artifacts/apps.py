"""The app: registers the four kinds of artifact with reversion, under our own document serializer."""

import reversion
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

DOCUMENT_FORMAT = "scidex-document"


class ArtifactsConfig(AppConfig):
    name = "artifacts"
    verbose_name = _("SciDEX")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        for name in ("WikiPage", "Hypothesis", "Analysis", "Reference"):
            # Nothing is followed: one edit is one version row that holds the whole artifact.
            reversion.register(self.get_model(name), format=DOCUMENT_FORMAT)
