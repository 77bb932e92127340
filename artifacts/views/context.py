"""Context: what every template is given, and what the page of one artifact is given beside its parts."""

from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext as _

from artifacts.domain.render.cite import CITE_STYLES
from artifacts.models import WikiPage
from artifacts.text.embedding import frame, markdown_link

LISTED_KINDS = ("hypothesis", "analysis", "reference")
MOST_AUTHORS = 3


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
        "snippets": snippets(url, parts["title"], f"{url}?embed=1"),
        "social": social(url, parts, reverse("picture", args=[artifact.public_id])),
        # In our order: PostgreSQL keeps that of an object's keys to itself.
        "cite_styles": [(style, parts["cite"]["styles"][style]) for style in CITE_STYLES if parts["cite"]["styles"]],
        "revision": parts["revision"],
        "history_url": reverse("history", args=[artifact.public_id]),
        "links_url": reverse("links", args=[artifact.public_id]),
        "edit_url": artifact.admin_url("change"),
    }


def snippets(address: str, title: str, embed_address: str) -> dict[str, str]:
    """What another site pastes to embed or link an artifact: HTML, Markdown and addresses, as plain text."""
    bare = frame(embed_address, title)
    return {
        "iframe": f'{bare}\n<script src="{settings.SITE_URL}{reverse("embed_script")}" async></script>',
        "bare": bare,
        "html": f'<a href="{escape(address)}">{escape(title)}</a>',
        "markdown": markdown_link(title, address),
        "oembed": oembed_address(embed_address, "json"),
        "url": address,
    }


def oembed_address(address: str, form: str) -> str:
    return f"{settings.SITE_URL}{reverse('oembed')}?{urlencode({'url': address, 'format': form})}"


def social(address: str, parts: dict, picture: str) -> dict[str, str]:
    """What sites that show a link ask of it: its address, a sentence, a picture, and where to ask for more."""
    return {
        "address": address,
        "description": described(parts),
        "picture": picture and f"{settings.SITE_URL}{picture}",
        "json": oembed_address(address, "json"),
        "xml": oembed_address(address, "xml"),
    }


def described(parts: dict) -> str:
    """An artifact in a sentence beside its title: its first one; of a work who wrote it, where and when."""
    if parts["kind"] != "reference":
        return parts["summary"]
    named = parts["authors"][:MOST_AUTHORS]
    authors = ", ".join(named) + (" et al." if len(parts["authors"]) > len(named) else "")
    return " · ".join(str(told) for told in (authors, parts["container"], parts["year"]) if told)
