"""Offprints made: a version of an artifact, and the works that it cites as they are published, or were pinned."""

from django.conf import settings

from artifacts.domain.documents import document_of_revision
from artifacts.domain.shown import Inputs, Role, contents_shown, link_targets
from artifacts.domain.site import absolute
from artifacts.models import RevisionInfo
from artifacts.representations.filling import known_csl
from artifacts.representations.offprint import Offprint
from artifacts.text.markdown import parse
from artifacts.text.portable import Place
from artifacts.text.syntax import flat


def make_offprint(info: RevisionInfo, parts: dict, *, pinned: bool) -> Offprint:
    """The offprint of a rendered revision; with `pinned` works as they stood then. DocumentError without its text."""
    document = document_of_revision(info)
    content = document["content"]
    if content["kind"] == "reference":
        works = {info.artifact.public_id: parts["cite"]["csl"]}
    else:
        works = _works(parts["references"], document["pins"] if pinned else None)
    return Offprint(
        parts=parts,
        content=content,
        revision=_described(info),
        address=absolute(info.artifact.get_absolute_url()),
        revision_address=absolute(info.get_absolute_url()),
        site={"name": settings.SITE_NAME, "address": settings.SITE_URL, "license": settings.CONTENT_LICENSE},
        works=works,
        places=_places(content),
    )


def _described(info: RevisionInfo) -> dict:
    return {
        "number": info.number,
        "date": info.date.isoformat(),
        "author": info.author_name,
        "summary": info.summary,
        "content_sha256": info.content_sha256,
        "document_sha256": info.document_sha256,
        "chain_sha256": info.chain_sha256,
    }


def _works(entries: list[dict], pins: dict[str, int] | None) -> dict[str, dict | None]:
    shown = contents_shown([entry["work"] for entry in entries], Role.REFERENCE, Inputs(), pins)
    return {key: _record(shown.get(entry["work"])) for entry in entries for key in entry["citekeys"]}


def _record(work) -> dict | None:
    return work and {**known_csl(work.content), "id": work.public_id}


def _places(content: dict) -> dict[str, Place]:
    """Where each `[[slug]]` of the texts leads; one that leads nowhere yet is none."""
    texts = [content.get(name, "") for name in ("body", "statement", "summary")]
    texts += [row["value"] for row in content.get("infobox", [])] + [
        row["claim"] for row in content.get("evidence", [])
    ]
    links = {
        token.meta["slug"]: token.meta["keys"]
        for text in texts
        if "[[" in text
        for token in flat(parse(text).tokens)
        if token.type == "wikilink"
    }
    targets = link_targets(links.values(), Inputs())
    found = {slug: next((targets[key] for key in keys if key in targets), None) for slug, keys in links.items()}
    return {slug: Place(to.title, absolute(to.href)) for slug, to in found.items() if to}
