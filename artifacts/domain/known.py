"""Known: what renderings and the rules of lint ask of the site, looked up for many contents as for one."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cached_property
from typing import NamedTuple

from django.db.models import F
from django.db.models.functions import Coalesce

from artifacts.models import ROWS, Address, Artifact, Publication, PublicationInput, Reference, RevisionInfo
from artifacts.representations.document import unpack
from artifacts.text.addresses import MAX_KEY_LENGTH

_coming: ContextVar[int | None] = ContextVar("coming", default=None)


@contextmanager
def coming_with(batch: int) -> Iterator[None]:
    """Within it what a batch brought first counts as published, as it will be once all of the batch is."""
    token = _coming.set(batch)
    try:
        yield
    finally:
        _coming.reset(token)


class Published(NamedTuple):
    title: str
    revision: int


class Name(NamedTuple):
    """`entity_type` is a page's."""

    title: str
    entity_type: str


def is_key(key: str) -> bool:
    """Whether an address may be written so; nothing else is asked of the database, or noted there."""
    return 0 < len(key) <= MAX_KEY_LENGTH and "\x00" not in key


class Known:
    """What address keys and ids lead to, and what is published there.

    Each property is looked up when it is first asked for, by as many queries for a thousand keys as for one; merges
    take another query for each step of the longest chain. Reads only.
    """

    def __init__(self, keys: Iterable[str] = (), ids: Iterable[str] = (), mentioned: Iterable[str] = ()):
        self._keys = {key for key in keys if is_key(key)}
        self._ids = set(ids) - {None, ""}
        self._mentioned = set(mentioned) - {""}
        # What renderings tell of each work that they list, by its primary key: the same of all that look here.
        self.told: dict[int, dict] = {}

    @cached_property
    def addresses(self) -> dict[str, Address]:
        found = Address.objects.filter(key__in=self._keys).select_related("artifact")
        return {address.key: address for address in found}

    @cached_property
    def _asked(self) -> dict[str, Artifact]:
        return {artifact.public_id: artifact for artifact in Artifact.objects.filter(public_id__in=self._ids)}

    @cached_property
    def finals(self) -> dict[int, Artifact]:
        """Where merges lead from each artifact that an address or an id names, by its primary key."""
        return Artifact.objects.finals(
            [*self._asked.values(), *(address.artifact for address in self.addresses.values())]
        )

    @cached_property
    def named(self) -> dict[str, Artifact]:
        """The artifacts by their own ids: those asked for, and what addresses lead to."""
        return {artifact.public_id: artifact for artifact in self.finals.values()} | self._asked

    @cached_property
    def kept(self) -> set[str]:
        """Which of the ids that are mentioned, and lead nowhere from there, are artifacts here."""
        found = Artifact.objects.filter(public_id__in=self._mentioned)
        return set(found.values_list("public_id", flat=True))

    def lead(self, key: str) -> Artifact | None:
        """What an address leads to, merges followed."""
        address = self.addresses.get(key)
        return address and self.finals[address.artifact_id]

    def final(self, public_id: str | None) -> Artifact | None:
        """What an id leads to, merges followed."""
        artifact = self.named.get(public_id)
        return artifact and self.finals.get(artifact.pk, artifact)

    def work_by_name(self, address: str) -> str | None:
        """The id of the reference that a citekey leads to by itself, by the address that it is."""
        found = self.lead(address)
        return found.public_id if found is not None and found.kind == Artifact.Kind.REFERENCE else None

    @cached_property
    def published(self) -> dict[int, Published]:
        """What readers see of each final artifact, by its primary key."""
        rows = [*self._publications().values_list("artifact_id", "title", "revision_id")]
        if (coming := self._coming()) is not None:
            titled = Coalesce(*(F(f"artifact__{row}__title") for row in ROWS.values()))
            rows += coming.annotate(titled=titled).values_list("artifact_id", "titled", "pk")
        return {pk: Published(title, revision) for pk, title, revision in rows}

    @cached_property
    def contents(self) -> dict[int, tuple[int, dict | None]]:
        """The revision that readers see of each final artifact that is no page, and its content; None where its text
        was taken away."""
        pks = [artifact.pk for artifact in self.finals.values() if artifact.kind != Artifact.Kind.PAGE]
        rows = self._publications().filter(artifact__in=pks)
        rows = [*rows.values_list("artifact_id", "revision_id", "revision__version__serialized_data")]
        if (coming := self._coming()) is not None:
            coming = coming.filter(artifact__in=pks)
            rows += coming.values_list("artifact_id", "pk", "version__serialized_data")
        return {pk: (revision, packed and unpack(packed)["content"]) for pk, revision, packed in rows}

    def _publications(self):
        return Publication.objects.of_active().filter(artifact__in=self._final_pks)

    def _coming(self):
        """The first revisions of those that a batch at hand will publish."""
        if (batch := _coming.get()) is None:
            return None
        first = RevisionInfo.objects.filter(batch=batch, number=1, artifact__in=self._final_pks)
        return first.filter(artifact__state=Artifact.State.ACTIVE, artifact__publication__isnull=True).order_by()

    @cached_property
    def _final_pks(self) -> set[int]:
        return {artifact.pk for artifact in self.finals.values()}

    @cached_property
    def names(self) -> dict[int, Name]:
        """Title and type of each final artifact's working copy, by primary key."""
        titled = Coalesce(*(F(f"{row}__title") for row in ROWS.values()))
        artifacts = Artifact.objects.filter(pk__in=self._final_pks).order_by().annotate(titled=titled)
        rows = artifacts.values_list("pk", "titled", "wikipage__entity_type")
        return {pk: Name(title, entity_type or "") for pk, title, entity_type in rows}

    @cached_property
    def claiming(self) -> list[tuple[Publication, set[int]]]:
        """The published hypotheses that show any of the references, by title, each with the primary keys of these, and
        as `part_claims` what it takes from works. Of their other parts none is read."""
        showing = PublicationInput.objects.filter(
            role=PublicationInput.Role.REFERENCE,
            artifact__in=self._references,
            publication__artifact__kind=Artifact.Kind.HYPOTHESIS,
        )
        shown = defaultdict(set)
        for publication, work in showing.values_list("publication", "artifact"):
            shown[publication].add(work)
        found = Publication.objects.of_active().filter(pk__in=shown).select_related("artifact")
        found = found.defer("parts", "summary").annotate(part_claims=F("parts__claims")).order_by("title", "pk")
        return [(publication, shown[publication.pk]) for publication in found]

    @cached_property
    def records(self) -> dict[int, Reference]:
        """The working copies of references, by primary key."""
        rows = Reference.objects.filter(pk__in=self._references).only("title", "year", "status")
        return {row.pk: row for row in rows}

    @cached_property
    def _references(self) -> set[int]:
        return {artifact.pk for artifact in self.finals.values() if artifact.kind == Artifact.Kind.REFERENCE}
