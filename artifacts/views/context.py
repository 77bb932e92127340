"""Context: what every template is given, and what the page of one artifact is given beside its parts."""

import re

from django.conf import settings
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext as _

from artifacts.models import WikiPage
from artifacts.representations.highwire import citation_tags
from artifacts.representations.schema_org import schema_org
from artifacts.views.cite_box import cite_box

CREATIVE_COMMONS = re.compile(r"https?://creativecommons\.org/licenses/(?P<terms>[a-z-]+)/(?P<version>[\d.]+)")
LISTED_KINDS = ("hypothesis", "analysis", "reference")


def site(request) -> dict:
    """Context processor: the site's name and what it holds."""
    return {
        "site": {
            "name": settings.SITE_NAME,
            "license": license_of(settings.CONTENT_LICENSE),
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


def artifact_context(artifact, parts: dict, files_url: str = "") -> dict:
    """`files_url` is what the addresses of its files begin with: of an old revision its own."""
    path = artifact.get_absolute_url()
    files = files_url or path
    url = f"{settings.SITE_URL}{path}"
    return {
        "parts": parts,
        "title": parts["title"],
        "artifact_url": path,
        "absolute_url": url,
        "embed_url": f"{path}?embed=1",
        "snippets": snippets(url, parts["title"]),
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
    url = f"{settings.SITE_URL}{artifact.get_absolute_url()}"
    told = {"name": settings.SITE_NAME, "url": f"{settings.SITE_URL}/", "license": settings.CONTENT_LICENSE}
    return {"schema_org": schema_org(parts, url=url, site=told), "citation_tags": citation_tags(parts, url=url)}


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
