"""Addressing: the keys that lead to an artifact, given when it is saved and kept when it is renamed."""

from artifacts.errors import ContentError
from artifacts.errors import marked as _
from artifacts.models import Address, Artifact
from artifacts.representations.canonical import normalised
from artifacts.text.addresses import MAX_KEY_LENGTH, normalise_key


def give_addresses(artifact: Artifact, content: dict, imported=()) -> None:
    """Make an artifact's id, slug, identifiers and imported names lead to it; ContentError where one is taken."""
    wanted = wanted_keys(artifact, content, imported)
    holders = holders_of(wanted)
    own = {address.key: address for address in artifact.addresses.all()}
    _retire(own.values(), wanted)
    new = []
    for address in claims(artifact, wanted, holders):
        if address.pk is None:
            new.append(address)
        else:
            address.save()
    # In one order by everyone: two savers who want the same keys wait for each other, and never in a circle.
    Address.objects.bulk_create(sorted(new, key=lambda address: address.key))


def wanted_keys(artifact: Artifact, content: dict, imported=()) -> dict[str, str]:
    """The keys that are to lead to an artifact, and of which kind each is; ContentError where one cannot be a key."""
    wanted = {normalise_key(normalised(key)): Address.Kind.IMPORTED for key in imported}
    wanted |= dict.fromkeys(identifier_keys(content), Address.Kind.IDENTIFIER)
    if content.get("slug"):
        wanted[normalise_key(content["slug"])] = Address.Kind.SLUG
    wanted[normalise_key(artifact.public_id)] = Address.Kind.ID
    for key in wanted:
        _check_key(key)
    return wanted


def holders_of(keys) -> dict[str, Address]:
    return {address.key: address for address in Address.objects.filter(key__in=keys).select_related("artifact")}


def claims(artifact: Artifact, wanted: dict[str, str], holders: dict[str, Address]) -> list[Address]:
    """The addresses that change, or are new, where an artifact gets the keys that it wants; none of them is written.

    ContentError where a key leads elsewhere; then nothing has changed.
    """
    found = [(_claim(artifact, key, kind, holders.get(key)), kind) for key, kind in wanted.items()]
    changed = []
    for address, kind in found:
        if address is None or (address.pk and address.artifact_id == artifact.pk and not _changes_kind(address, kind)):
            continue
        address.artifact, address.kind = artifact, kind
        changed.append(address)
    return changed


def _claim(artifact: Artifact, key: str, kind: str, holder: Address | None) -> Address | None:
    """The address by which a key comes to lead to an artifact; None where it need not."""
    if holder is None:
        return Address(key=key)
    if holder.artifact_id == artifact.pk or _is_twins(holder, artifact, kind):
        return holder
    if kind == Address.Kind.IDENTIFIER and holder.artifact.leads_to(artifact):
        # Held by a record that was merged into this one: it leads here already.
        return None
    if _is_own_of_twin(holder, artifact, kind):
        return None
    raise ContentError(
        _("The address {key!r} already leads to {holder}: choose another one."),
        key=key,
        holder=holder.artifact.public_id,
        field={Address.Kind.SLUG: "slug", Address.Kind.IDENTIFIER: key.partition(":")[0]}.get(kind),
    )


def identifier_keys(content: dict) -> list[str]:
    return [f"{scheme}:{content[scheme].lower()}" for scheme in ("doi", "pmid", "pmcid") if content.get(scheme)]


def _retire(addresses, wanted: dict) -> None:
    for address in addresses:
        if address.kind == Address.Kind.SLUG and address.key not in wanted:
            _set_kind(address, Address.Kind.RENAMED)
        elif address.kind == Address.Kind.IDENTIFIER and address.key not in wanted:
            # A mistyped DOI must not keep the right work from having it.
            address.delete()


def _set_kind(address: Address, kind: str) -> None:
    if _changes_kind(address, kind):
        address.kind = kind
        address.save()


def _changes_kind(address: Address, kind: str) -> bool:
    return address.kind not in (kind, Address.Kind.ID)


def _is_own_of_twin(holder: Address, artifact: Artifact, kind: str) -> bool:
    """Of a duplicated pair the bare row owns the slug's key; its twin does without."""
    return kind == Address.Kind.SLUG and holder.kind == Address.Kind.ID and _are_twins(holder.artifact, artifact)


def _is_twins(holder: Address, artifact: Artifact, kind: str) -> bool:
    """Whether the twin of a bare row came first and holds the bare row's id as its slug."""
    return kind == Address.Kind.ID and holder.kind == Address.Kind.SLUG and _are_twins(artifact, holder.artifact)


def _are_twins(bare: Artifact, prefixed: Artifact) -> bool:
    if bare.kind != Artifact.Kind.PAGE or prefixed.kind != Artifact.Kind.PAGE:
        return False
    return normalise_key(prefixed.public_id) == f"wiki-{normalise_key(bare.public_id)}"


def _check_key(key: str) -> None:
    if not key or len(key) > MAX_KEY_LENGTH:
        raise ContentError(
            _("An address is 1 to {most} characters long; {key!r} is not."), most=MAX_KEY_LENGTH, key=key[:40]
        )
