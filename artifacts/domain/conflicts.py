"""Conflicts: a text that was made from a revision which is the newest no more, joined with what came since."""

from collections.abc import Sequence

from django.db import transaction

from artifacts.domain.contents import tidied
from artifacts.domain.documents import content_of_revision
from artifacts.domain.publish import publish, unreviewed
from artifacts.domain.restore import Plan, carry_out, today
from artifacts.domain.save import Saved
from artifacts.models import Artifact, Draft
from artifacts.representations.canonical import normalised
from artifacts.representations.changes import compare_contents
from artifacts.representations.contents import identity_of
from artifacts.representations.decisions import Decision
from artifacts.representations.merging import merge_contents


def plan_join(
    artifact: Artifact, content: dict, base: int, decisions: Sequence[Decision] = (), summary: str = ""
) -> Plan:
    """Plan to save what a content changes of revision `base` on top of the newest one. Reads only.

    By field, row and paragraph; what both sides changed is in the plan's clashes, settled by the decisions: `theirs`
    is the content. DocumentError where the text of that revision is gone.
    """
    artifact, newest, now = today(artifact)
    opened = content_of_revision(artifact.revisions.select_related("version").get(number=base))
    merged = merge_contents(opened, now, content, decisions)
    joined = merged.content
    if content.get("slug") != opened.get("slug"):
        # A merge of texts keeps addresses; whoever edits may change theirs.
        joined = {**joined, "slug": content["slug"]}
    return Plan(
        artifact=artifact,
        base=newest.number,
        content=joined,
        changes=compare_contents(now, joined),
        tag="joined",
        summary=summary,
        clashes=merged.clashes,
    )


def join(plan: Plan, *, by, publishing: bool) -> tuple[Saved, bool]:
    """Save what was planned, and publish it if asked for; whether that was done.

    What others saved meanwhile is in it: unreviewed, it goes out only by somebody who has seen it.
    """
    with transaction.atomic():
        saved = carry_out(plan, by=by, base=plan.base)
        others = unreviewed(plan.artifact, by=by, below=saved.revision.number)
        publishing = publishing and saved.changed and not others
        if publishing:
            publish(saved.revision, by=by)
    return saved, publishing


def keep_text(artifact: Artifact, content: dict, base: int, *, by, summary: str = "") -> Draft:
    """Keep what somebody typed as their own draft of the artifact, beside those that wait already."""
    document = tidied(content) | normalised(identity_of(artifact))
    return Draft.objects.create(
        artifact=artifact, user=by, kind=Draft.Kind.CONFLICT, base_number=base, document=document, note=summary
    )


def plan_kept(draft: Draft, decisions: Sequence[Decision] = ()) -> Plan:
    """Plan to save a kept text on top of the newest revision."""
    return plan_join(draft.artifact, draft.document, draft.base_number, decisions, summary=draft.note)
