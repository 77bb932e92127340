"""Shown: what a rendering draws on besides its own document: link targets today, and published or pinned contents."""

from dataclasses import dataclass, field

from django.db.models import Q

from artifacts.models import Address, Artifact, Publication, PublicationInput, RevisionInfo
from artifacts.representations.document import unpack
from artifacts.text.addresses import MAX_KEY_LENGTH
from artifacts.text.markdown import Target

Role = PublicationInput.Role


@dataclass
class Inputs:
    """Every address key that a rendering looked at, by role, and the artifact it led to, if any."""

    found: dict[tuple[str, str], Artifact | None] = field(default_factory=dict)
    # The revision that was published of each artifact when it was looked at, by primary keys; None for nothing.
    revisions: dict[int, int | None] = field(default_factory=dict)

    def add(self, role: str, key: str, artifact: Artifact | None) -> None:
        if is_key(key):
            self.found[(role, key)] = artifact

    def artifact_ids(self, *roles: str) -> set[int]:
        return {artifact.pk for (role, _), artifact in self.found.items() if artifact is not None and role in roles}

    def outdated(self) -> bool:
        """Whether something was published, withdrawn or given an address since it was looked at."""
        published = Publication.objects.of_active().filter(artifact__in=self.revisions)
        now = dict(published.values_list("artifact_id", "revision_id"))
        if any(now.get(pk) != revision for pk, revision in self.revisions.items()):
            return True
        missing = [key for (role, key), artifact in self.found.items() if artifact is None and role != Role.IMAGE]
        return Address.objects.filter(key__in=missing).exists()


def is_key(key: str) -> bool:
    """Whether an address may be written so; nothing else is asked of the database, or noted there."""
    return 0 < len(key) <= MAX_KEY_LENGTH and "\x00" not in key


def link_targets(candidates, inputs: Inputs) -> dict[str, Target]:
    """What each address key of a text's links leads readers to; keys that lead nowhere yet are inputs all the same."""
    keys = {key for keys in candidates for key in keys if is_key(key)}
    leads = Artifact.objects.for_keys(keys)
    for key in keys:
        inputs.add(Role.LINK, key, leads.get(key))
    published = Publication.objects.of_active().filter(artifact__in={artifact.pk for artifact in leads.values()})
    titles = {}
    inputs.revisions |= dict.fromkeys(artifact.pk for artifact in leads.values())
    for pk, title, revision in published.values_list("artifact_id", "title", "revision_id"):
        titles[pk], inputs.revisions[pk] = title, revision
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
    artifacts = {artifact.public_id: artifact for artifact in Artifact.objects.filter(public_id__in=ids)}
    finals = Artifact.objects.finals(artifacts.values())
    leads = {public_id: finals[artifact.pk] for public_id, artifact in artifacts.items()}
    for public_id in ids:
        inputs.add(role, public_id.casefold(), leads.get(public_id))
    documents = _pinned(artifacts, pins) if pins is not None else _published(leads, inputs)
    return {public_id: documents[public_id] for public_id in ids if public_id in documents}


def _published(leads: dict[str, Artifact], inputs: Inputs) -> dict[str, Shown]:
    publications = (
        Publication.objects.of_active()
        .filter(artifact__in={artifact.pk for artifact in leads.values()})
        .select_related("revision__version")
        .only("artifact_id", "revision__version__serialized_data")
    )
    packed = {}
    inputs.revisions |= dict.fromkeys(artifact.pk for artifact in leads.values())
    for publication in publications:
        packed[publication.artifact_id] = publication.revision.version
        inputs.revisions[publication.artifact_id] = publication.revision_id
    return {
        public_id: Shown(artifact, unpack(packed[artifact.pk].serialized_data)["content"])
        for public_id, artifact in leads.items()
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
