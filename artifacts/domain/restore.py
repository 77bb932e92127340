"""Restore and undo: an ordinary edit whose content comes from the history. Planned first; never slug, ids or state."""

from collections.abc import Sequence
from dataclasses import dataclass

from artifacts.domain.documents import content_of_revision
from artifacts.domain.save import Saved, check_active, save
from artifacts.errors import ContentError, StateError
from artifacts.errors import marked as _
from artifacts.models import Artifact, RevisionInfo
from artifacts.representations.changes import IDENTITY, Changes, compare_contents
from artifacts.representations.contents import content_of
from artifacts.representations.items import ItemKey, differing, items_of, mixed, with_items
from artifacts.representations.merging import ContentClash, merge_contents

# What of a revision can be restored by itself, and the fields of the content that this names.
PARTS = {
    "text": ("body", "statement", "summary"),
    "infobox": ("infobox",),
    "references": ("citations", "csl"),
    "evidence": ("evidence",),
    "scores": ("scores",),
    "relations": ("relations",),
    "metadata": ("metadata",),
}
MOST_TOLD = 300
NEVER = (*IDENTITY, "slug")


@dataclass(frozen=True)
class Plan:
    """What would be saved on top of revision `base`, and what that changes. Clashes are settled in it."""

    artifact: Artifact
    base: int
    content: dict
    changes: Changes
    tag: str
    summary: str
    clashes: tuple[ContentClash, ...] = ()


def parts_of(content: dict) -> list[str]:
    """The parts that a kind of content has."""
    return [part for part, fields in PARTS.items() if any(field in content for field in fields)]


def items_of_restore(revision: RevisionInfo) -> list[ItemKey]:
    """The sections, rows, entries and fields that a revision has otherwise than today. Reads only."""
    _artifact, _newest, now = today(revision.artifact)
    return differing(items_of(now), items_of(content_of_revision(revision)))


def plan_restore(revision: RevisionInfo, parts: Sequence[str] = (), items: Sequence[str] = ()) -> Plan:
    """Plan to bring a revision's content back, whole or the given parts and single items (by their ids). Reads only."""
    artifact, newest, now = today(revision.artifact)
    unknown = sorted(set(parts) - set(PARTS))
    if unknown:
        raise ContentError(
            _("{part!r} is no part that can be restored: use {parts}."), part=unknown[0], parts=", ".join(PARTS)
        )
    then = content_of_revision(revision)
    fields = [field for part in parts for field in PARTS[part]] if parts or items else list(then)
    restored = {field: then[field] for field in fields if field in then and field not in NEVER}
    content = {**now, **restored}
    own, other = items_of(now), items_of(then)
    taken = [key for key in differing(own, other) if key.id in items]
    if taken:
        content = with_items(content, mixed(items_of(content), other, taken))
    told = [*parts, *(f"{key.part} {key.name}".strip() for key in taken)]
    what = f" ({', '.join(told)})"[:MOST_TOLD] if told else ""
    return Plan(
        artifact=artifact,
        base=newest.number,
        content=content,
        changes=compare_contents(now, content),
        tag="restore",
        summary=f"Restored revision {revision.number}{what}",
    )


def plan_undo(revision: RevisionInfo, choices: Sequence[str] = ()) -> Plan:
    """Plan to take back what one revision changed and keep what came later; clashes by choice. Reads only.

    A choice is `mine`, to keep what stands there now, or `theirs`, to take what stood there before the revision.
    """
    artifact, newest, now = today(revision.artifact)
    before = artifact.revisions.filter(number=revision.number - 1).select_related("version").first()
    if before is None:
        raise StateError(_("The first revision cannot be undone: withdraw the artifact instead."))
    merged = merge_contents(content_of_revision(revision), now, content_of_revision(before), choices)
    return Plan(
        artifact=artifact,
        base=newest.number,
        content=merged.content,
        changes=compare_contents(now, merged.content),
        tag="undo",
        summary=f"Undid revision {revision.number} by {revision.author_name}",
        clashes=merged.clashes,
    )


def today(artifact: Artifact) -> tuple[Artifact, RevisionInfo, dict]:
    """An active artifact with its newest revision and its content as it stands; StateError else."""
    check_active(artifact)
    return artifact, artifact.revisions.newest(), content_of(artifact)


def carry_out(plan: Plan, *, by, base: int, note: str = "") -> Saved:
    """Save what was planned as a revision; StaleSaveError where `base` is not the newest revision any more."""
    summary = ": ".join(filter(None, [plan.summary, note.strip()]))
    return save(plan.content, by=by, artifact=plan.artifact, base=base, summary=summary, tags=[plan.tag])
