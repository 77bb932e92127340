"""Uploaded images, through a view: one that a publication shows is public, any other is for staff."""

from django.core.files.storage import default_storage
from django.http import FileResponse
from django.views.decorators.http import require_safe

from artifacts.models import Artifact, PublicationInput
from artifacts.text.addresses import normalise_key
from artifacts.views.finding import not_found, sees_drafts

CONTENT_TYPES = {"png": "image/png", "jpeg": "image/jpeg", "gif": "image/gif", "webp": "image/webp"}


@require_safe
def media(request, path):
    content_type = CONTENT_TYPES.get(path.rpartition(".")[2])
    public = PublicationInput.objects.filter(
        role=PublicationInput.Role.IMAGE, key=normalise_key(path), publication__artifact__state=Artifact.State.ACTIVE
    )
    shown = public.exists()
    if content_type is None or not (shown or sees_drafts(request)) or not is_file(path):
        not_found()
    response = FileResponse(default_storage.open(path), content_type=content_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "public, max-age=3600" if shown else "private, no-store"
    return response


def is_file(path: str) -> bool:
    return ".." not in path.split("/") and default_storage.exists(path)
