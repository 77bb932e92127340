"""The picture that other sites show beside a link to an artifact: `/artifact/<id>/card.png`."""

from django.conf import settings
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from artifacts.models import score_level
from artifacts.representations.picture import Picture, draw
from artifacts.templatetags.artifact_html import words
from artifacts.views.finding import find_published
from artifacts.views.freshness import conditional
from artifacts.views.sharing import described


@require_safe
def picture(request, artifact_id):
    publication, response = find_published(request, artifact_id)
    if response is not None:
        return response
    return conditional(request, publication, "picture", lambda: drawn(publication))


def drawn(publication) -> HttpResponse:
    kind = str(words(publication.entity_type or publication.artifact.kind))
    level = score_level(publication.score)
    told = Picture(
        kind=kind[:1].upper() + kind[1:],
        title=publication.title,
        sentence=described(publication.parts),
        site=settings.SITE_NAME,
        score=f"{publication.score:.2f} {words(level)}" if level else "",
        level=level,
    )
    return HttpResponse(draw(told), content_type="image/png")
