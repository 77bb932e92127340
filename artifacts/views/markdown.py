"""The editor's two endpoints in markdownx's place: a preview by the reader's own renderer, and the upload of images."""

import io
import uuid
from warnings import catch_warnings, simplefilter

from django.contrib.admin.views.decorators import staff_member_required
from django.contrib.auth.decorators import permission_required
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from PIL import Image, UnidentifiedImageError

from artifacts.domain.contents import tidied
from artifacts.domain.render import render as render_content
from artifacts.errors import ArtifactError
from artifacts.models import Artifact

MAX_BYTES = 5 * 1024 * 1024
MAX_PIXELS = 40_000_000
FORMATS = {"PNG": "png", "JPEG": "jpeg", "GIF": "gif", "WEBP": "webp"}


@require_POST
@staff_member_required
@permission_required("artifacts.change_wikipage", raise_exception=True)
def preview(request):
    """The body as readers will see it."""
    body = request.POST.get("content", "")
    content = {"kind": "page", "slug": "preview", "title": "Preview", "body": body}
    try:
        parts = render_content(tidied(content), artifact=Artifact(public_id="preview", kind="page")).parts
    except ArtifactError as error:
        return HttpResponse(error.sentence, status=422, content_type="text/plain; charset=utf-8")
    return HttpResponse(parts["body"])


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
    except ValueError as error:
        return refusal(str(error), 415)
    path = default_storage.save(f"images/{uuid.uuid4().hex}.{extension}", ContentFile(data))
    return JsonResponse({"image_code": f"![{_('Describe the image here')}](/media/{path})"})


def reencoded(file) -> tuple[bytes, str]:
    """The image's pixels in its own format, without anything else the file held; ValueError with a sentence."""
    try:
        with catch_warnings():
            simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(file, formats=list(FORMATS))
            if image.width * image.height * getattr(image, "n_frames", 1) > MAX_PIXELS:
                raise ValueError(_("The image has more than 40 megapixels: make it smaller and try again."))
            output = io.BytesIO()
            animated = getattr(image, "is_animated", False)
            image.load()
            image.info = {
                key: value for key, value in image.info.items() if key in ("transparency", "duration", "loop")
            }
            image.save(output, format=image.format, **({"save_all": True} if animated else {}))
    except (UnidentifiedImageError, OSError, SyntaxError, EOFError, Image.DecompressionBombError) as error:
        raise ValueError(_("This is no PNG, JPEG, GIF or WebP image, or a damaged one.")) from error
    except Image.DecompressionBombWarning as error:
        raise ValueError(_("The image has more than 40 megapixels: make it smaller and try again.")) from error
    return output.getvalue(), FORMATS[image.format]


def refusal(sentence: str, status: int) -> JsonResponse:
    return JsonResponse({"image": [sentence]}, status=status)
