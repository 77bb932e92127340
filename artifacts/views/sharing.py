"""Sharing: what other sites paste to show an artifact or lead to it, and what they show of a link to it."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import escape

from artifacts.domain.site import absolute
from artifacts.representations.csl import short_authors
from artifacts.text.embedding import frame, markdown_link


def snippets(address: str, title: str, embed_address: str) -> dict[str, str]:
    """What another site pastes to embed or link an artifact: HTML, Markdown and addresses, as plain text."""
    bare = frame(embed_address, title)
    return {
        "iframe": f'{bare}\n<script src="{absolute(reverse("embed_script"))}" async></script>',
        "bare": bare,
        "html": f'<a href="{escape(address)}">{escape(title)}</a>',
        "markdown": markdown_link(title, address),
        "oembed": oembed_address(embed_address, "json"),
        "url": address,
    }


def oembed_address(address: str, form: str) -> str:
    return absolute(f"{reverse('oembed')}?{urlencode({'url': address, 'format': form})}")


def link_card(address: str, parts: dict, picture: str) -> dict[str, str]:
    """What sites that show a link ask of it: its address, a sentence, a picture, and where to ask for more."""
    return {
        "address": address,
        "description": described(parts),
        "picture": picture and absolute(picture),
        "json": oembed_address(address, "json"),
        "xml": oembed_address(address, "xml"),
    }


def described(parts: dict) -> str:
    """An artifact in a sentence beside its title: its first one; of a work who wrote it, where and when."""
    if parts["kind"] != "reference":
        return parts["summary"]
    told = (short_authors(parts["authors"]), parts["container"], parts["year"])
    return " · ".join(str(part) for part in told if part)
