"""The editor's two endpoints in markdownx's place: a preview by the reader's own renderer, and the upload of images."""

import uuid

from django.contrib.admin.views.decorators import staff_member_required
from django.contrib.auth.decorators import permission_required
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from artifacts.domain.contents import tidied
from artifacts.domain.render import render as render_content
from artifacts.errors import ArtifactError
from artifacts.models import Artifact
from artifacts.representations.contents import content_of
from artifacts.views.pictures import reencoded

MAX_BYTES = 5 * 1024 * 1024
NEW_PAGE = {"kind": "page", "slug": "preview", "title": "Preview"}


@require_POST
@staff_member_required
@permission_required("artifacts.change_wikipage", raise_exception=True)
def preview(request):
    """The body as readers will see it, in the page `?page=<artifact id>` as it is saved, with its references below."""
    artifact = page_of(request.GET.get("page", ""))
    saved = NEW_PAGE if artifact.pk is None else content_of(artifact)
    try:
        parts = render_content(tidied({**saved, "body": request.POST.get("content", "")}), artifact=artifact).parts
    except ArtifactError as error:
        return HttpResponse(error.sentence, status=422, content_type="text/plain; charset=utf-8")
    return render(request, "admin/artifacts/preview.html", {"parts": parts})


def page_of(public_id: str) -> Artifact:
    """The page with that id, or one that is not saved yet where none is given."""
    if not public_id:
        return Artifact(public_id="preview", kind=Artifact.Kind.PAGE)
    page = Artifact.objects.filter(public_id=public_id, kind=Artifact.Kind.PAGE).first()
    if page is None:
        raise Http404(_("There is no such page."))
    return page


@require_POST
@staff_member_required
@permission_required("artifacts.change_wikipage", raise_exception=True)
def upload(request):
    """An image decoded and encoded anew; answers with the Markdown that shows it."""
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
    return JsonResponse({"image_code": f"![{_('Describe the image here')}](/media/{path})"})


def refusal(sentence: str, status: int) -> JsonResponse:
    return JsonResponse({"image": [sentence]}, status=status)
