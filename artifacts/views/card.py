"""The card of an artifact, a fragment of HTML that a link to it shows: `/artifact/<id>/card`, the same for everyone."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from artifacts.models import score_level
from artifacts.text.sanitise import without_links
from artifacts.views.finding import find_published
from artifacts.views.freshness import conditional

FACTS = 4


@require_safe
def card(request, artifact_id):
    publication, response = find_published(request, artifact_id)
    if response is not None:
        return response

    def make_response():
        parts = publication.parts
        context = {"parts": parts, "level": score_level(parts.get("score")), "facts": facts(parts)}
        response = render(request, "artifacts/card.html", context)
        response["X-Robots-Tag"] = "noindex"
        return response

    return conditional(request, publication, "card", make_response)


def facts(parts: dict) -> list[dict]:
    """The first rows of a page's infobox that say something of it, in words without links."""
    rows = [row for row in parts.get("infobox", ()) if row["kind"] == "pair"]
    plain = [{name: without_links(row[name]).strip() for name in ("label", "value")} for row in rows[: 3 * FACTS]]
    return [row for row in plain if row["label"] and row["value"]][:FACTS]
