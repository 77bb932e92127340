"""Rendering: a revision's content becomes the parts of a publication, and the list of everything it drew on."""

from collections.abc import Iterable

from django.db.models import prefetch_related_objects

from artifacts.domain.known import Known
from artifacts.domain.render.analysis import analysis_parts, analysis_texts
from artifacts.domain.render.hypothesis import hypothesis_parts, hypothesis_texts
from artifacts.domain.render.page import page_parts, page_texts
from artifacts.domain.render.reference import reference_parts, reference_texts
from artifacts.domain.render.rendering import RENDERER_VERSION, Rendered, Rendering

# The texts of each kind in the order in which readers meet them, and what makes its parts of them.
BUILDERS = {
    "page": (page_texts, page_parts),
    "hypothesis": (hypothesis_texts, hypothesis_parts),
    "analysis": (analysis_texts, analysis_parts),
    "reference": (reference_texts, reference_parts),
}

__all__ = ["RENDERER_VERSION", "Rendered", "render", "render_many"]


def render(content: dict, *, artifact, revision=None, pins: dict[str, int] | None = None, lines=False) -> Rendered:
    """Render content with what is published today, or with pinned revisions; without a revision it is a preview.

    With `lines` the blocks of the text tell their lines in the source.
    """
    texts, _parts = BUILDERS[content["kind"]]
    rendering = Rendering(content, texts(content), artifact, revision=revision, pins=pins, lines=lines)
    return _finished(rendering, Known(rendering.keys, rendering.ids, rendering.mentioned))


def render_many(revisions: Iterable[tuple[dict, object]]) -> list[Rendered]:
    """Render many contents, each with its revision, with what is published today, as `render` does each.

    What pages draw on is looked up in as many queries for many as for one; revisions need their artifacts at hand.
    """
    renderings = [
        Rendering(content, BUILDERS[content["kind"]][0](content), revision.artifact, revision=revision)
        for content, revision in revisions
    ]
    prefetch_related_objects([rendering.artifact for rendering in renderings], "provenance")
    known = Known(
        (key for rendering in renderings for key in rendering.keys),
        (public_id for rendering in renderings for public_id in rendering.ids),
        (public_id for rendering in renderings for public_id in rendering.mentioned),
    )
    return [_finished(rendering, known) for rendering in renderings]


def _finished(rendering: Rendering, known: Known) -> Rendered:
    rendering.known = known
    _texts, parts = BUILDERS[rendering.content["kind"]]
    return rendering.finished(parts(rendering))
