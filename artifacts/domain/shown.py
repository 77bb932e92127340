"""Shown: what a rendering draws on besides its own document: link targets today, and published or pinned contents."""

from dataclasses import dataclass, field

from django.db.models import Q

from artifacts.domain.known import Known, is_key
from artifacts.models import Address, Artifact, Publication, PublicationInput, RevisionInfo
from artifacts.representations.document import unpack
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

    def pks(self) -> dict[tuple[str, str], int | None]:
        """What was found, by primary keys."""
        return {named: artifact and artifact.pk for named, artifact in self.found.items()}

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


def link_targets(candidates, inputs: Inputs, known: Known | None = None) -> dict[str, Target]:
    """What each address key of a text's links leads readers to; keys that lead nowhere yet are inputs all the same."""
    keys = {key for keys in candidates for key in keys if is_key(key)}
    known = known or Known(keys)
    targets = {}
    for key in keys:
        artifact = known.lead(key)
        inputs.add(Role.LINK, key, artifact)
        if artifact is not None:
            shown = known.published.get(artifact.pk)
            inputs.revisions[artifact.pk] = shown and shown.revision
            if shown:
                targets[key] = Target(href=artifact.get_absolute_url(), title=shown.title, kind=artifact.kind)
    return targets


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


def contents_shown(
    ids, role: str, inputs: Inputs, pins: dict[str, int] | None, known: Known | None = None
) -> dict[str, Shown]:
    """By id as the document names it: published contents today, or the pinned ones; what is not public is left out.

    Pages are none of what is shown so.
    """
    ids = [public_id for public_id in ids if public_id]
    known = known or Known(ids=ids)
    leads = {public_id: known.final(public_id) for public_id in ids}
    for public_id in ids:
        inputs.add(role, public_id.casefold(), leads[public_id])
    if pins is not None:
        documents = _pinned({public_id: known.named[public_id] for public_id in ids if leads[public_id]}, pins)
    else:
        documents = _published(leads, inputs, known)
    return {public_id: documents[public_id] for public_id in ids if public_id in documents}


def _published(leads: dict[str, Artifact | None], inputs: Inputs, known: Known) -> dict[str, Shown]:
    documents = {}
    for public_id, artifact in leads.items():
        if artifact is not None:
            revision, content = known.contents.get(artifact.pk, (None, None))
            inputs.revisions[artifact.pk] = revision
            if content is not None:
                documents[public_id] = Shown(artifact, content)
    return documents


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
