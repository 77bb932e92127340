"""Shown: what a rendering draws on besides its own document: link targets today, and published or pinned contents."""

from dataclasses import dataclass, field

from django.db.models import Q

from artifacts.models import Address, Artifact, Publication, PublicationInput, RevisionInfo
from artifacts.representations.document import unpack
from artifacts.text.markdown import Target

Role = PublicationInput.Role


@dataclass
class Inputs:
    """Every address key that a rendering looked at, by role, and the artifact it led to, if any."""

    found: dict[tuple[str, str], Artifact | None] = field(default_factory=dict)

    def add(self, role: str, key: str, artifact: Artifact | None) -> None:
        self.found[(role, key)] = artifact

    def artifact_ids(self, *roles: str) -> set[int]:
        return {artifact.pk for (role, _), artifact in self.found.items() if artifact is not None and role in roles}


def link_targets(candidates, inputs: Inputs) -> dict[str, Target]:
    """What each address key of a text's links leads readers to; keys that lead nowhere yet are inputs all the same."""
    keys = {key for keys in candidates for key in keys}
    addresses = Address.objects.filter(key__in=keys).select_related("artifact__merged_into")
    leads = {address.key: address.artifact.final() for address in addresses}
    for key in keys:
        inputs.add(Role.LINK, key, leads.get(key))
    published = Publication.objects.of_active().filter(artifact__in={artifact.pk for artifact in leads.values()})
    titles = dict(published.values_list("artifact_id", "title"))
    return {
        key: Target(href=artifact.get_absolute_url(), title=titles[artifact.pk], kind=artifact.kind)
        for key, artifact in leads.items()
        if artifact.pk in titles
    }


@dataclass(frozen=True)
class Shown:
    """One reference, hypothesis or analysis as it is shown: the content of its published or pinned revision."""

    artifact: Artifact
    content: dict

    @property
    def public_id(self) -> str:
        return self.artifact.public_id

    @property
    def href(self) -> str:
        return self.artifact.get_absolute_url()


def contents_shown(ids, role: str, inputs: Inputs, pins: dict[str, int] | None) -> dict[str, Shown]:
    """By id as the document names it: published contents today, or the pinned ones; what is not public is left out."""
    ids = [public_id for public_id in ids if public_id]
    artifacts = {
        artifact.public_id: artifact
        for artifact in Artifact.objects.filter(public_id__in=ids).select_related("merged_into")
    }
    for public_id in ids:
        artifact = artifacts.get(public_id)
        inputs.add(role, public_id.casefold(), artifact and artifact.final())
    documents = _pinned(artifacts, pins) if pins is not None else _published(artifacts)
    return {public_id: documents[public_id] for public_id in ids if public_id in documents}


def _published(artifacts: dict[str, Artifact]) -> dict[str, Shown]:
    finals = {public_id: artifact.final() for public_id, artifact in artifacts.items()}
    publications = (
        Publication.objects.of_active()
        .filter(artifact__in={artifact.pk for artifact in finals.values()})
        .select_related("revision__version")
        .only("artifact_id", "revision__version__serialized_data")
    )
    packed = {publication.artifact_id: publication.revision.version for publication in publications}
    return {
        public_id: Shown(artifact, unpack(packed[artifact.pk].serialized_data)["content"])
        for public_id, artifact in finals.items()
        if packed.get(artifact.pk) is not None
    }


def _pinned(artifacts: dict[str, Artifact], pins: dict[str, int]) -> dict[str, Shown]:
    wanted = Q(pk__in=[])
    for public_id, artifact in artifacts.items():
        if public_id in pins and artifact.state != Artifact.State.WITHDRAWN:
            wanted |= Q(artifact=artifact, number=pins[public_id])
    revisions = RevisionInfo.objects.filter(wanted).select_related("version", "artifact")
    return {
        info.artifact.public_id: Shown(info.artifact, unpack(info.version.serialized_data)["content"])
        for info in revisions
        if info.version is not None
    }
