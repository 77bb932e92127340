"""Finding: from a key in an address to the artifact, its publication and the one canonical address."""

from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from artifacts.domain.known import is_key
from artifacts.models import Address, Artifact
from artifacts.text.addresses import normalise_key, target_keys
from artifacts.text.identifiers import find_identifier
from artifacts.views.freshness import ASKED_EACH_TIME


def addresses_of(keys) -> dict[str, Artifact]:
    """The artifact behind each key, with its publication but for the large texts, which are read when needed."""
    rows = (
        Address.objects.filter(key__in=[key for key in keys if is_key(key)])
        .select_related("artifact__publication", "artifact__merged_into")
        .defer("artifact__publication__parts")
    )
    return {row.key: row.artifact for row in rows}


def find_artifact(keys) -> Artifact:
    """The artifact that the first of the keys leads to, before merges are followed; Http404 if there is none."""
    found = addresses_of(keys)
    for key in keys:
        if key in found:
            return found[key]
    not_found()


def identifier_keys(text: str) -> list[str]:
    """The key of the DOI, PMID or PMCID that a text is, if it is one."""
    identifier = find_identifier(text)
    return [identifier.key] if identifier else []


def id_keys(artifact_id: str) -> list[str]:
    """The keys that `/artifact/<id>` looks up."""
    return [normalise_key(artifact_id), *identifier_keys(artifact_id)]


def path_keys(path: str) -> list[str]:
    """The keys that a path of any form looks up: `wiki/genes-smn1`, `genes/smn1`, `artifact/doi:10.1038/33416`."""
    return [*target_keys(f"/{path}"), *identifier_keys(path.rstrip("/").removeprefix("artifact/"))]


def find_public(keys) -> Artifact:
    """The artifact that a key leads to, before merges are followed; Http404 where the public may not know of it."""
    found = find_artifact(keys)
    if not is_public(found):
        not_found()
    return found


def find_published(request, artifact_id: str):
    """What readers see at an address, the same for staff, and a response instead where it moved or was withdrawn."""
    final = find_public(id_keys(artifact_id)).final()
    if final.state == Artifact.State.WITHDRAWN:
        return None, gone(request, final)
    if final.public_id != artifact_id:
        return None, same_view_of(request, final)
    return publication_of(final), None


def row_key(text: str) -> int | None:
    """The primary key that a text is, where both databases could hold it."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None


def publication_of(artifact: Artifact):
    return getattr(artifact, "publication", None)


def is_public(artifact: Artifact) -> bool:
    """Whether everybody may know that it exists: it is or was published."""
    return publication_of(artifact.final()) is not None


def sees_drafts(request) -> bool:
    """Whether the asker is staff who may see what is not published. Reads the session."""
    return request.user.is_active and request.user.is_staff and request.user.has_perm("artifacts.view_artifact")


def may_know_of(request, artifact: Artifact) -> bool:
    return is_public(artifact) or sees_drafts(request)


def same_view_of(request, artifact: Artifact) -> HttpResponsePermanentRedirect:
    """301 to the address at hand, spelt with another artifact's id."""
    match = request.resolver_match
    return permanent_redirect(
        request, reverse(match.view_name, kwargs={**match.captured_kwargs, "artifact_id": artifact.public_id})
    )


def permanent_redirect(request, address: str) -> HttpResponsePermanentRedirect:
    query = request.META.get("QUERY_STRING", "")
    response = HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)
    # Browsers keep a 301 for good, but a merge can be taken back: they are to ask each time.
    response["Cache-Control"] = ASKED_EACH_TIME
    return response


def gone(request, artifact: Artifact):
    """410 with the reason, at every address of a withdrawn artifact."""
    publication = publication_of(artifact)
    context = {
        "artifact_id": artifact.public_id,
        "about": publication.title if publication else "",
        "reason": artifact.state_reason,
        "date": artifact.state_at,
    }
    response = render(request, "artifacts/withdrawn.html", context, status=410)
    response["X-Robots-Tag"] = "noindex"
    return response


def not_found():
    """One sentence for what does not exist and for what the asker may not know of."""
    raise Http404(_("Nothing has this address."))
