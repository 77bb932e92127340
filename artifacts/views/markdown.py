"""What the editor of texts needs beside the admin: the frame of its preview, and the upload of images."""

import uuid

from csp.decorators import csp_replace
from django.contrib.admin.views.decorators import staff_member_required
from django.contrib.auth.decorators import permission_required
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST, require_safe

from artifacts.errors import ArtifactError
from artifacts.views.pictures import reencoded

MAX_BYTES = 5 * 1024 * 1024


@csp_replace({"frame-ancestors": "'self'", "script-src": "'none'"})
@xframe_options_sameorigin
@require_safe
@staff_member_required
def frame(request):
    """An empty page with the readers' style: the editor's script fills it, and only the editing desk may frame it."""
    return render(request, "admin/artifacts/preview_frame.html")


@require_POST
@staff_member_required
@permission_required("artifacts.change_wikipage", raise_exception=True)
def upload(request):
    """An image decoded and encoded anew; answers with its path."""
    file = request.FILES.get("image")
    if file is None:
        return refusal(_("Choose an image to upload."), 400)
    if file.size > MAX_BYTES:
        return refusal(_("The image is larger than 5 MB: make it smaller and try again."), 413)
    try:
        data, extension = reencoded(file)
    except ArtifactError as error:
        return refusal(error.sentence, 415)
    path = default_storage.save(f"images/{uuid.uuid4().hex}.{extension}", ContentFile(data))
    return JsonResponse({"path": f"/media/{path}"})


def refusal(sentence: str, status: int) -> JsonResponse:
    return JsonResponse({"image": [sentence]}, status=status)
