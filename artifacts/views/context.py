"""Context: what every template is given, and what the page of one artifact is given beside its parts."""

from django.conf import settings
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext as _

from artifacts.domain.render.cite import CITE_STYLES
from artifacts.models import WikiPage

LISTED_KINDS = ("hypothesis", "analysis", "reference")


def site(request) -> dict:
    """Context processor: the site's name and what it holds."""
    return {
        "site": {
            "name": settings.SITE_NAME,
            "description": _("Science wiki pages, hypotheses and analyses, with their evidence and their history."),
        },
    }


def type_labels() -> dict[str, str]:
    """What can be browsed, by the slug in its address."""
    return dict(WikiPage.EntityType.choices) | {
        "hypothesis": _("hypothesis"),
        "analysis": _("analysis"),
        "reference": _("reference"),
    }


def artifact_context(artifact, parts: dict) -> dict:
    path = artifact.get_absolute_url()
    url = f"{settings.SITE_URL}{path}"
    return {
        "parts": parts,
        "title": parts["title"],
        "artifact_url": path,
        "absolute_url": url,
        "embed_url": f"{path}?embed=1",
        "snippets": snippets(url, parts["title"]),
        # In our order: PostgreSQL keeps that of an object's keys to itself.
        "cite_styles": [(style, parts["cite"]["styles"][style]) for style in CITE_STYLES if parts["cite"]["styles"]],
        "copy_styles": CITE_STYLES,
        "revision": parts["revision"],
        "history_url": reverse("history", args=[artifact.public_id]),
        "links_url": reverse("links", args=[artifact.public_id]),
        "edit_url": artifact.admin_url("change"),
    }


def snippets(url: str, title: str) -> dict[str, str]:
    """What another site pastes to embed or link an artifact."""
    # Plain text, which the template escapes: it is shown to be copied, not to be alive.
    size = 'width="100%" height="600" loading="lazy"'
    frame = f'<iframe src="{escape(url)}?embed=1" title="{escape(title)}" {size}></iframe>'
    words = title.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
    return {
        "iframe": frame,
        "markdown": f"[{words}]({url})",
        "url": url,
    }
