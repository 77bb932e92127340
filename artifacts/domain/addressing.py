"""Addressing: the keys that lead to an artifact, given when it is saved and kept when it is renamed."""

from artifacts.errors import ContentError
from artifacts.models import Address, Artifact
from artifacts.text.addresses import MAX_KEY_LENGTH, normalise_key


def give_addresses(artifact: Artifact, content: dict, imported=()) -> None:
    """Make an artifact's id, slug, identifiers and imported names lead to it; ContentError where one is taken."""
    wanted = {normalise_key(key): Address.Kind.IMPORTED for key in imported}
    wanted |= dict.fromkeys(identifier_keys(content), Address.Kind.IDENTIFIER)
    if content.get("slug"):
        wanted[normalise_key(content["slug"])] = Address.Kind.SLUG
    wanted[normalise_key(artifact.public_id)] = Address.Kind.ID
    holders = {address.key: address for address in Address.objects.filter(key__in=wanted).select_related("artifact")}
    own = {address.key: address for address in artifact.addresses.all()}
    _retire(own.values(), wanted)
    for key, kind in wanted.items():
        _check_key(key)
        holder = holders.get(key)
        if holder is None:
            Address(key=key, artifact=artifact, kind=kind).save(force_insert=True)
        elif holder.artifact_id == artifact.pk:
            _set_kind(holder, kind)
        elif not _is_twin(holder, key, kind):
            raise ContentError(
                f"The address {key!r} already leads to {holder.artifact.public_id}: choose another one.",
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
    if address.kind not in (kind, Address.Kind.ID):
        address.kind = kind
        address.save()


def _is_twin(holder: Address, key: str, kind: str) -> bool:
    """Of a duplicated pair the bare row owns the slug's key; its twin does without."""
    return kind == Address.Kind.SLUG and normalise_key(holder.artifact.public_id) == key


def _check_key(key: str) -> None:
    if not key or len(key) > MAX_KEY_LENGTH:
        raise ContentError(f"An address is 1 to {MAX_KEY_LENGTH} characters long; {key[:40]!r} is not.")
