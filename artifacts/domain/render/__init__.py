"""Rendering: a revision's content becomes the parts of a publication, and the list of everything it drew on."""

from artifacts.domain.render.analysis import analysis_parts
from artifacts.domain.render.hypothesis import hypothesis_parts
from artifacts.domain.render.page import page_parts
from artifacts.domain.render.reference import reference_parts
from artifacts.domain.render.rendering import RENDERER_VERSION, Rendered, Rendering

BUILDERS = {
    "page": page_parts,
    "hypothesis": hypothesis_parts,
    "analysis": analysis_parts,
    "reference": reference_parts,
}

__all__ = ["RENDERER_VERSION", "Rendered", "render"]


def render(content: dict, *, artifact, revision=None, pins: dict[str, int] | None = None, lines=False) -> Rendered:
    """Render content with what is published today, or with pinned revisions; without a revision it is a preview.

    With `lines` the blocks of the text tell their lines in the source.
    """
    rendering = Rendering(content, artifact=artifact, revision=revision, pins=pins, lines=lines)
    return rendering.finished(BUILDERS[content["kind"]](rendering))
