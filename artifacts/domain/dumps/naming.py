"""Naming: by which ids works and names are known here, and which revisions of them a document pins."""

from collections.abc import Iterable

from artifacts.domain.addressing import identifier_keys
from artifacts.domain.contents import works_by_name
from artifacts.models import Artifact, Publication, RevisionInfo
from artifacts.representations.document import cited_names, shown_ids
from artifacts.representations.dumps import Incoming
from artifacts.text.addresses import normalise_key
from artifacts.text.citations import leads_by_itself


def known_works(works: Iterable[Incoming]) -> tuple[dict[str, str], list[Incoming]]:
    """The ids by which works are known here, where they came with others, and the works that nobody has.

    A work is known by its DOI, PMID or PMCID, or by its id; of some that are one the first is kept.
    """
    keys = {}
    for work in works:
        keys.setdefault(work.public_id, (work, [*identifier_keys(work.content), normalise_key(work.public_id)]))
    leads = Artifact.objects.for_keys(key for _work, own in keys.values() for key in own) if keys else {}
    known = {key: artifact.public_id for key, artifact in leads.items() if artifact.kind == Artifact.Kind.REFERENCE}
    ids, new = {}, []
    for work, own in keys.values():
        found = next((known[key] for key in own if key in known), None)
        if found is None:
            new.append(work)
            found = work.public_id
        known |= {key: known.get(key, found) for key in own}
        ids[work.public_id] = found
    return {own: public_id for own, public_id in ids.items() if own != public_id}, new


class Pinning:
    """The revisions that documents of an import pin: of what came in with it the first, which will be published."""

    def __init__(self, contents: list[dict], works: Iterable[Incoming], batch: int):
        names = {name for content in contents for name in self_leading(content)}
        self.by_name = works_by_name(names)
        ids = {public_id for content in contents for public_id in shown_ids(content)} | set(self.by_name.values())
        revisions = RevisionInfo.objects.filter(batch=batch, number=1, artifact__public_id__in=ids)
        published = Publication.objects.filter(artifact__public_id__in=ids)
        self.numbers = {work.public_id: 1 for work in works}
        if ids:
            self.numbers |= dict.fromkeys(revisions.values_list("artifact__public_id", flat=True), 1)
            self.numbers |= dict(published.values_list("artifact__public_id", "revision__number"))

    def pins_of(self, content: dict) -> dict[str, int]:
        named = [self.by_name[name] for name in self_leading(content) if name in self.by_name]
        ids = sorted({*shown_ids(content), *named})
        return {public_id: self.numbers[public_id] for public_id in ids if public_id in self.numbers}


def self_leading(content: dict) -> list[str]:
    """The names in a content that nothing is listed for, and that are an identifier's or an id's."""
    return [name for name in cited_names(content) if leads_by_itself(name)]
