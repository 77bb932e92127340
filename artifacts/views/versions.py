"""Versions: what a file of an artifact is made of, the publication or one revision, for whoever may have it."""

from dataclasses import dataclass
from functools import cached_property

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_cache_control

from artifacts.domain.publications import entity_tag
from artifacts.errors import DocumentError
from artifacts.models import Publication, RevisionInfo
from artifacts.views.finding import not_found, publication_of, sees_drafts
from artifacts.views.freshness import conditional, conditional_by
from artifacts.views.refusing import refusal
from artifacts.views.revision import artifact_with_history, parts_of


@dataclass
class Version:
    """One version of an artifact; of a publication the parts are read when they are asked for."""

    info: RevisionInfo
    publication: Publication | None = None
    public: bool = True

    @cached_property
    def parts(self) -> dict:
        return parts_of(self.info) if self.publication is None else self.publication.parts

    @property
    def file_stem(self) -> str:
        return f"{self.info.artifact.public_id}-r{self.info.number}"


def version_of(request, artifact_id: str, number: int | None) -> tuple[Version | None, HttpResponse | None]:
    """The publication, or the revision of a number; a response instead where there is nothing to be had.

    Staff are given what was never published too.
    """
    found, response = artifact_with_history(request, artifact_id)
    if response is not None:
        return None, response
    publication = publication_of(found)
    if number is None and publication is not None:
        return Version(publication.revision, publication), None
    revisions = RevisionInfo.objects.select_related("version", "artifact", "review_by")
    info = revisions.filter(artifact=found).newest() if number is None else None
    info = info or get_object_or_404(revisions, artifact=found, number=number)
    public = info.first_published is not None and number is not None
    if not (public or sees_drafts(request)):
        not_found()
    version = Version(info, public=public)
    try:
        version.parts  # noqa: B018 (its text may have been taken away)
    except DocumentError as error:
        response = refusal(error.sentence, status=410 if info.removed else 404)
        patch_cache_control(response, **({} if public else {"private": True, "no_store": True}))
        return None, response
    return version, None


def file_response(request, version: Version, variant: str, make_response, *, compress: bool = True) -> HttpResponse:
    """A file of a version: the same bytes for everyone, once they are public, and for programs of other sites too."""
    if not version.public:
        response = make_response()
        patch_cache_control(response, private=True, no_store=True)
    elif version.publication is not None:
        response = conditional(request, version.publication, variant, make_response, compress=compress)
    else:
        response = conditional_by(request, entity_tag(version.parts), variant, make_response, compress=compress)
    if version.public:
        response["Access-Control-Allow-Origin"] = "*"
    # A search engine is to lead to the page, not to a copy of it.
    response["X-Robots-Tag"] = "noindex"
    return response


def as_file(content, content_type: str, name: str, *, disposition: str) -> HttpResponse:
    """A response that browsers keep under a name; ids hold no sign that could end the header."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'{disposition}; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
