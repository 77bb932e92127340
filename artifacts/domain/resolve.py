"""Resolving the citekeys of a page: keys that lead nowhere yet are given their works, in one revision."""

from collections.abc import Mapping

from artifacts.domain.reference_applying import done_of
from artifacts.domain.restore import Plan, today
from artifacts.errors import ContentError
from artifacts.errors import marked as _
from artifacts.models import Artifact, Citation, ReferenceFile
from artifacts.representations.changes import compare_contents
from artifacts.representations.intake import read_references

MOST_TOLD = 20


def plan_resolve(page: Artifact, works: Mapping[str, Artifact]) -> Plan:
    """Plan to let citekeys of a page, which lead nowhere yet, lead to these references. Reads only."""
    artifact, newest, now = today(page)
    unknown = [key for key in works if now["citations"].get(key, "") is not None]
    if unknown or not works:
        raise ContentError(_("These citekeys lead nowhere no more, or stand on the page no more: look again."))
    citations = now["citations"] | {key: work.public_id for key, work in works.items()}
    content = now | {"citations": citations}
    told = ", ".join(list(works)[:MOST_TOLD]) + (" …" if len(works) > MOST_TOLD else "")
    return Plan(
        artifact=artifact,
        base=newest.number,
        content=content,
        changes=compare_contents(now, content),
        tag="resolve",
        summary=f"Resolved {told}",
    )


def works_for_keys(page: Artifact, file: ReferenceFile) -> dict[str, Artifact]:
    """The works of an applied file that unresolved citekeys of a page name: by the file's own key, or by PMID.

    A key that the file gives to two works names none.
    """
    unresolved = Citation.objects.filter(page=page.pk, reference=None).order_by("key")
    wanted = list(unresolved.values_list("key", flat=True))
    if not wanted:
        return {}
    done = done_of(file)
    named: dict[str, set[str]] = {}
    for entry in read_references(file.text, file.format).entries:
        public_id = done[str(entry.number)].public_id if str(entry.number) in done else ""
        pmid = entry.identifiers["pmid"]
        for key in {entry.key, *([pmid, f"pmid:{pmid}", f"pmid{pmid}"] if pmid else ())} if public_id else ():
            named.setdefault(key.casefold(), set()).add(public_id)
    ids = {key: next(iter(found)) for key in wanted if len(found := named.get(key.casefold(), set())) == 1}
    known = {artifact.public_id: artifact for artifact in Artifact.objects.active().filter(public_id__in=ids.values())}
    return {key: known[public_id] for key, public_id in ids.items() if public_id in known}
