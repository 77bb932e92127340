"""FAIR Signposting: typed links in the header `Link`, by which programs find what to cite and what describes a page."""

from django.conf import settings
from django.urls import reverse

from artifacts.domain.site import absolute
from artifacts.text.identifiers import Identifier

DESCRIBED = {
    "json": "application/vnd.citationstyles.csl+json",
    "bib": "application/x-bibtex",
    "ris": "application/x-research-info-systems",
}


def landing_links(artifact, parts: dict) -> str:
    """The header of an artifact's own page."""
    links = [
        *descriptions(artifact),
        (cite_as(artifact, parts), "cite-as", ""),
        ("https://schema.org/AboutPage", "type", ""),
        (absolute("/"), "author", ""),
    ]
    if artifact.kind != "reference":
        links += [("https://schema.org/ScholarlyArticle", "type", ""), (settings.CONTENT_LICENSE, "license", "")]
    if before := predecessor(parts):
        links.append((absolute(before), "predecessor-version", ""))
    return header(links)


def revision_links(artifact, number: int, earlier=None, later=None) -> str:
    """The header of one revision: itself is what to cite, and the current page the latest version of it."""
    links = [
        (absolute(reverse("revision", args=[artifact.public_id, number])), "cite-as", ""),
        (absolute(artifact.final().get_absolute_url()), "latest-version", ""),
        (settings.CONTENT_LICENSE if artifact.kind != "reference" else "", "license", ""),
    ]
    for revision, relation in ((earlier, "predecessor-version"), (later, "successor-version")):
        if revision is not None:
            links.append((absolute(revision.get_absolute_url()), relation, ""))
    return header(links)


def descriptions(artifact) -> list[tuple[str, str, str]]:
    """What describes it as data: address, relation, media type."""
    return [
        (absolute(reverse("cite", args=[artifact.public_id, extension])), "describedby", media_type)
        for extension, media_type in DESCRIBED.items()
    ]


def cite_as(artifact, parts: dict) -> str:
    """A work is cited as itself, by its DOI where it has one; all else by the revision that is read."""
    if artifact.kind == "reference":
        return Identifier("doi", parts["doi"]).url if parts["doi"] else absolute(artifact.get_absolute_url())
    return absolute(reverse("revision", args=[artifact.public_id, parts["revision"]["number"]]))


def predecessor(parts: dict) -> str:
    """The address of the revision that readers saw before this one."""
    edges = parts["provenance"]
    return next((edge["href"] for edge in edges if edge["relation"] == "wasRevisionOf" and edge["href"]), "")


def header(links: list[tuple[str, str, str]]) -> str:
    return ", ".join(
        f'<{address}>; rel="{relation}"' + (f'; type="{media_type}"' if media_type else "")
        for address, relation, media_type in links
        if address
    )
