"""Helpers that speak the domain: make artifacts, edit them, publish them, as people would."""

from django.contrib.auth import get_user_model

from artifacts.domain.publish import publish
from artifacts.domain.save import Saved, save
from artifacts.models import Artifact
from artifacts.representations.contents import content_of

CSL = {
    "type": "article-journal",
    "title": "Identification of a determining gene",
    "author": [{"family": "Lefebvre", "given": "Suzie"}, {"family": "Bürglen", "given": "Lydie"}],
    "container-title": "Cell",
    "issued": {"date-parts": [[1995, 1, 13]]},
    "volume": "80",
    "page": "155-165",
}


def someone():
    """An author for tests that do not care who it is."""
    return get_user_model().objects.get_or_create(username="somebody", defaults={"is_staff": True})[0]


def make(kind: str, *, public_id=None, by=None, live=True, addresses=(), **content) -> Artifact:
    """A new artifact with one revision, published unless `live` is false."""
    by = by or someone()
    saved = save({"kind": kind, **content}, by=by, public_id=public_id, addresses=addresses)
    if live:
        publish(saved.revision, by=by)
    return Artifact.objects.get(pk=saved.revision.artifact_id)


def make_page(name: str = "smn1", *, category: str = "genes", **content) -> Artifact:
    """`make_page("parkin")` is the published page wiki-genes-parkin."""
    slug = f"{category}-{name}"
    return make("page", **{"slug": slug, "title": name.upper(), "entity_type": "gene", "body": "Text.", **content})


def make_reference(key: str = "lefebvre1995", **content) -> Artifact:
    csl = {**CSL, **content.pop("csl", {})}
    return make("reference", **{"public_id": f"ref-{key}", "csl": csl, **content})


def make_hypothesis(public_id: str = "h-0badcafe", **content) -> Artifact:
    given = {"title": "Earlier is better", "statement": "It is.", "target_genes": ["SMN2"], "scores": {"novelty": 0.7}}
    return make("hypothesis", **{"public_id": public_id, **given, **content})


def make_analysis(public_id: str = "SDA-2026-04-01-gap-001", **content) -> Artifact:
    return make("analysis", **{"public_id": public_id, "title": "When does it stop helping?", **content})


def edit(artifact: Artifact, *, by=None, base=None, live=False, summary="", **changes) -> Saved:
    """Change fields of an artifact's newest revision in a new one."""
    by = by or someone()
    artifact = Artifact.objects.get(pk=artifact.pk)
    number = artifact.revisions.newest().number
    content = {**content_of(artifact), **changes}
    saved = save(content, by=by, artifact=artifact, base=number if base is None else base, summary=summary)
    if live:
        publish(saved.revision, by=by)
    return saved


def fresh(artifact: Artifact) -> Artifact:
    """The artifact as the database has it now."""
    return Artifact.objects.get(pk=artifact.pk)
