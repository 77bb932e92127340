"""Identifying: which prepared artifacts are new here, which stand here already, and which came twice."""

from dataclasses import dataclass, field

from artifacts.domain.addressing import holders_of, identifier_keys
from artifacts.domain.dumps.preparing import Prepared
from artifacts.models import Address, Artifact, Batch, ImportRecord
from artifacts.text.addresses import normalise_key
from artifacts.text.lint.records import SPELLING

# How many ids may differ in case only.
MOST_ALIKE = 20


@dataclass
class Identified:
    new: list[Prepared] = field(default_factory=list)
    known: list[tuple[Artifact, Prepared]] = field(default_factory=list)
    # With the sentence that says where the other one stands.
    repeated: list[tuple[Prepared, str]] = field(default_factory=list)


def identify(prepared: list[Prepared], batch: Batch) -> Identified:
    """Tell new from known; of ids that differ in case only the later becomes `<id>-2`, its spelling kept."""
    found = Identified()
    standing = {
        one.public_id: one for one in Artifact.objects.filter(public_id__in={one.public_id for one in prepared})
    }
    own = {normalise_key(one.public_id) for one in prepared}
    holders = holders_of(
        own | {key for one in prepared if one.kind == "reference" for key in identifier_keys(one.content)}
    )
    taken = {key: address.artifact.public_id for key, address in holders.items() if address.kind == Address.Kind.ID}
    seen: set[int | str] = set()
    came = _came_before(standing.values(), batch)
    for one in prepared:
        artifact = standing.get(one.public_id) or _known_work(one, holders)
        if artifact is None and taken.get(normalise_key(one.public_id), one.public_id) != one.public_id:
            one, artifact = _respelled(one, taken)
        key = one.public_id if artifact is None else artifact.pk
        if key in seen or key in came:
            found.repeated.append((one, came.get(key) or f"The id {one.public_id!r} stands twice in this dump."))
            continue
        seen.add(key)
        if artifact is None:
            taken[normalise_key(one.public_id)] = one.public_id
            found.new.append(one)
        else:
            found.known.append((artifact, one))
    return found


def _came_before(artifacts, batch: Batch) -> dict[int, str]:
    records = ImportRecord.objects.filter(batch=batch, artifact__in=list(artifacts))
    return {
        pk: f"The id {public_id!r} came already, with line {line} of {file}."
        for pk, public_id, file, line in records.values_list("artifact", "artifact__public_id", "file", "line")
    }


def _known_work(one: Prepared, holders: dict[str, Address]) -> Artifact | None:
    """The reference that has one of its identifiers, under another id."""
    if one.kind != "reference":
        return None
    addresses = (holders.get(key) for key in identifier_keys(one.content))
    found = next((address.artifact for address in addresses if address is not None), None)
    return found and found.final()


def _respelled(one: Prepared, taken: dict[str, str]) -> tuple[Prepared, Artifact | None]:
    """Under the next id that is free, or under the one that it was given by an earlier import."""
    spelling = one.public_id
    for number in range(2, MOST_ALIKE):
        public_id = f"{spelling}-{number}"
        metadata = {**one.content["metadata"], SPELLING: spelling}
        renamed = one.with_content({**one.content, "id": public_id, "metadata": metadata})
        artifact = Artifact.objects.filter(addresses__key=normalise_key(public_id)).first()
        if artifact is not None and artifact.row.metadata.get(SPELLING) == spelling:
            return renamed, artifact
        if artifact is None and normalise_key(public_id) not in taken:
            return renamed, None
    return one, None
