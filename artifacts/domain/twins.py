"""Twins: pairs of pages that differ in their titles at most, as they stand, and planned without comparing texts."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from artifacts.domain.documents import content_of_revision
from artifacts.domain.merge import MergePlan
from artifacts.errors import DocumentError
from artifacts.models import Artifact, Publication, RevisionInfo, newest_of
from artifacts.representations.changes import compare_contents
from artifacts.representations.decisions import HAND, Decision
from artifacts.representations.folding import SOURCE, TARGET, fold

# What twins may say otherwise; all else is equal, and is not looked at.
MAY_DIFFER = ("title", "metadata")
OWN = ("id", "kind", "state", "slug")


@dataclass(frozen=True)
class Standing:
    """An artifact as it stands: its newest revision with its content, and what readers see, without its parts."""

    artifact: Artifact
    newest: RevisionInfo
    content: dict
    publication: Publication | None


def standing(artifacts: Iterable[Artifact]) -> dict[int, Standing]:
    """By primary key; what has no text to read is left out. Two queries."""
    artifacts = {artifact.pk: artifact for artifact in artifacts}
    newest = Artifact.objects.filter(pk__in=artifacts).order_by().annotate(newest=newest_of("pk", "pk"))
    infos = RevisionInfo.objects.filter(pk__in=newest.values("newest")).select_related("version")
    published = Publication.objects.filter(artifact__in=artifacts).defer("parts", "summary")
    publications = {publication.artifact_id: publication for publication in published}
    found = {}
    for info in infos:
        info.artifact = artifacts[info.artifact_id]
        try:
            content = content_of_revision(info)
        except DocumentError:
            continue
        found[info.artifact_id] = Standing(info.artifact, info, content, publications.get(info.artifact_id))
    return found


def plan_twins(source: Standing, target: Standing, title: str | None = None) -> MergePlan | None:
    """The plan that `plan_merge` makes of two pages that differ in title and metadata at most; None for others.

    `title` decides which is kept, where the rules should not. Reads nothing.
    """
    if source.artifact.kind != Artifact.Kind.PAGE or target.artifact.kind != Artifact.Kind.PAGE:
        return None
    if text_of(source.content) != text_of(target.content):
        return None
    mine, theirs = ({name: side.content[name] for name in (*MAY_DIFFER, "slug")} for side in (target, source))
    folded = fold(mine, theirs)
    decisions = decided(folded.choices, title)
    if any(decisions):
        folded = fold(mine, theirs, decisions)
    content = {**target.content, **folded.content}
    return MergePlan(
        source=source.artifact,
        target=target.artifact,
        source_base=source.newest.number,
        target_base=target.newest.number,
        folded=replace(folded, content=content),
        changes=compare_contents(mine, folded.content),
    )


def text_of(content: dict) -> dict:
    """What twins say alike."""
    return {name: value for name, value in content.items() if name not in MAY_DIFFER and name not in OWN}


def decided(choices, title: str | None) -> list[Decision | None]:
    """Every default, but for the title that somebody named."""
    decisions: list[Decision | None] = []
    for choice in choices:
        sides = {choice.target: TARGET, choice.source: SOURCE} if choice.key.part == "title" else {}
        decisions.append(Decision(sides.get(title, HAND), title) if sides and title else None)
    return decisions


def once_rejected(pks: Iterable[int]) -> set[int]:
    """Which artifacts have a revision that somebody rejected: what may be published of them takes a closer look."""
    rejected = RevisionInfo.objects.filter(artifact__in=pks, review=RevisionInfo.Review.REJECTED)
    return set(rejected.values_list("artifact", flat=True))
