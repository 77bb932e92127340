"""Context: what every template is given, and what the page of one artifact is given beside its parts."""

import re

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from artifacts.domain.graph.standing import has_edges
from artifacts.domain.render.cite import CITE_STYLES
from artifacts.domain.site import absolute
from artifacts.models import WikiPage
from artifacts.representations.highwire import citation_tags
from artifacts.representations.schema_org import schema_org
from artifacts.views.cite_box import cite_box
from artifacts.views.sharing import link_card, snippets

CREATIVE_COMMONS = re.compile(r"https?://creativecommons\.org/licenses/(?P<terms>[a-z-]+)/(?P<version>[\d.]+)")
LISTED_KINDS = ("hypothesis", "analysis", "reference")


def site(request) -> dict:
    """Context processor: the site's name and what it holds."""
    return {
        "site": {
            "name": settings.SITE_NAME,
            "license": license_of(settings.CONTENT_LICENSE),
            "has_atlas": has_edges,
            "description": _("Science wiki pages, hypotheses and analyses, with their evidence and their history."),
        },
    }


def license_of(url: str) -> dict | None:
    """A licence as a link: Creative Commons' by their short names, others by their addresses."""
    if not url:
        return None
    known = CREATIVE_COMMONS.match(url)
    name = f"CC {known['terms'].upper()} {known['version']}" if known else url
    return {"url": url, "name": "CC0" if "/publicdomain/zero/" in url else name}


def type_labels() -> dict[str, str]:
    """What can be browsed, by the slug in its address."""
    return dict(WikiPage.EntityType.choices) | {
        "hypothesis": _("hypothesis"),
        "analysis": _("analysis"),
        "reference": _("reference"),
    }


def type_label(publication) -> str:
    """What one publication is called among these."""
    return type_labels()[publication.entity_type or publication.artifact.kind]


def artifact_context(artifact, parts: dict, files_url: str = "") -> dict:
    """`files_url` is what the addresses of its files begin with: of an old revision its own."""
    path = artifact.get_absolute_url()
    files = files_url or path
    url = absolute(path)
    return {
        "parts": parts,
        "title": parts["title"],
        "artifact_url": path,
        "absolute_url": url,
        "snippets": snippets(url, parts["title"], f"{url}?embed=1"),
        "card": link_card(url, parts, reverse("picture", args=[artifact.public_id])),
        "copy_styles": CITE_STYLES,
        "files_url": files,
        # Made where a template asks for it: an embed does not.
        "cite_box": lambda: cite_box(parts["cite"], files, url),
        "revision": parts["revision"],
        "history_url": reverse("history", args=[artifact.public_id]),
        "links_url": reverse("links", args=[artifact.public_id]),
        "edit_url": artifact.admin_url("change"),
    }


def machine_context(artifact, parts: dict) -> dict:
    """What programs read in the page of an artifact."""
    url = absolute(artifact.get_absolute_url())
    told = {"name": settings.SITE_NAME, "url": absolute("/"), "license": settings.CONTENT_LICENSE}
    return {"schema_org": schema_org(parts, url=url, site=told), "citation_tags": citation_tags(parts, url=url)}
