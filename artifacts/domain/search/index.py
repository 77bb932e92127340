"""The index: written where a publication is written, in the same transaction, and made anew by a command."""

from collections import defaultdict
from collections.abc import Iterable

from django.db import transaction

from artifacts.domain.addressing import identifier_keys
from artifacts.domain.search.engine import Words, engine
from artifacts.domain.search.entries import entry_of, words_of
from artifacts.models import Address, Publication, SearchEntry
from artifacts.text.addresses import normalise_key

CHUNK = 200
# Of these an artifact has those of its newest revision, which readers may not see yet.
NEWEST = (Address.Kind.SLUG, Address.Kind.IDENTIFIER)


def index(publications: list[Publication]) -> None:
    """Let search find publications by what they show now."""
    write_index(*indexed(publications))


def indexed(publications: list[Publication]) -> tuple[list[SearchEntry], list[Words]]:
    """What search keeps of publications; reads only."""
    shown = {publication.artifact_id: shown_keys(publication.parts) for publication in publications}
    keys = defaultdict(list)
    rows = Address.objects.filter(artifact__in=shown).order_by("key").values_list("artifact_id", "key", "kind")
    for pk, key, kind in rows:
        if kind not in NEWEST or key in shown[pk]:
            keys[pk].append(key)
    return (
        [entry_of(publication) for publication in publications],
        [words_of(publication, keys[publication.artifact_id]) for publication in publications],
    )


def write_index(entries: Iterable[SearchEntry], words: Iterable[Words]) -> None:
    fields = [field.name for field in SearchEntry._meta.fields if not field.primary_key]
    SearchEntry.objects.bulk_create(entries, update_conflicts=True, unique_fields=["artifact"], update_fields=fields)
    engine().write(words)


def shown_keys(parts: dict) -> set[str]:
    """The addresses that a publication itself names."""
    return {normalise_key(parts.get("slug", "")), *identifier_keys(parts)}


def forget(pks: list[int]) -> None:
    """Take artifacts out of search, by their primary keys."""
    SearchEntry.objects.filter(pk__in=pks).delete()
    engine().remove(pks)


def rebuild() -> int:
    """Index every publication anew, a part at a time, so that nobody who publishes waits long; how many there are."""
    engine().prepare()
    pks = list(Publication.objects.order_by("pk").values_list("pk", flat=True))
    for at in range(0, len(pks), CHUNK):
        with transaction.atomic():
            # Locked, or what somebody publishes meanwhile would be indexed as it was before.
            index(list(Publication.objects.filter(pk__in=pks[at : at + CHUNK]).order_by("pk").select_for_update()))
    forget(list(SearchEntry.objects.filter(artifact__publication__isnull=True).values_list("pk", flat=True)))
    engine().tidy()
    return len(pks)
