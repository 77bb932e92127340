"""Taking: what a look-up brings compared with a reference, then taken over, or made into a new one."""

from collections.abc import Sequence

from artifacts.domain.lookup import Found
from artifacts.domain.restore import Plan, today
from artifacts.domain.save import Saved, save
from artifacts.errors import ContentError
from artifacts.errors import marked as _
from artifacts.models import Artifact
from artifacts.representations.changes import compare_contents
from artifacts.representations.csl import IDENTIFIERS, author_names, csl_title, csl_year, derived_identifiers
from artifacts.representations.decisions import Decision
from artifacts.representations.filling import first_author
from artifacts.representations.merging import merge_contents
from artifacts.text.identifiers import Identifier
from artifacts.text.spellings import fold_title


def plan_taking(artifact: Artifact, found: Found, choices: Sequence[Decision] = ()) -> Plan:
    """Plan to complete a reference by what was found: what it lacks is added, what differs is a clash. Reads only.

    Identifiers that the reference has stay, and its status is a person's to judge.
    """
    artifact, newest, now = today(artifact)
    named = {field: now[field] or value for field, value in derived_identifiers(found.csl).items()}
    # Held against an empty record: a field that only one side has is no clash.
    merged = merge_contents(now | {"csl": {}}, now, now | named | {"csl": now["csl"] | found.csl}, choices)
    return Plan(
        artifact=artifact,
        base=newest.number,
        content=merged.content,
        changes=compare_contents(now, merged.content),
        tag="lookup",
        summary=f"Filled in from {found.service} by {found.identifier.key}",
        clashes=merged.clashes,
    )


def make_from(found: Found, *, by) -> Saved:
    """A new reference of what was found, for review; ContentError where the library holds the work already."""
    known = work_known(found)
    if known is not None:
        raise ContentError(_("The library holds this work already: {public_id}."), public_id=known.public_id)
    summary = f"Looked up at {found.service} by {found.identifier.key}"
    return save({"kind": "reference", "csl": found.csl}, by=by, summary=summary)


def work_known(found: Found) -> Artifact | None:
    """The reference of the library that one of the identifiers of what was found leads to."""
    own = derived_identifiers(found.csl)
    named = [Identifier(scheme, own[scheme]).key for scheme in IDENTIFIERS if own[scheme]]
    leads = Artifact.objects.for_keys(named)
    return next((leads[key] for key in named if key in leads), None)


def differences(content: dict, found: Found) -> list[str]:
    """Where a reference's record says another thing than what was found, a line each; none where they agree.

    What tells one work from another is compared: title, year, first author and identifiers; not how they are spelled.
    """
    csl, other = content["csl"], found.csl
    lines = []
    if fold_title(csl_title(csl)) != fold_title(csl_title(other)):
        lines.append(f"title: {csl_title(csl)!r}, {found.service} says {csl_title(other)!r}")
    if csl_year(csl) != csl_year(other):
        lines.append(f"year: {csl_year(csl)}, {found.service} says {csl_year(other)}")
    if first_author(csl) != first_author(other):
        lines.append(f"first author: {_first_author(csl)}, {found.service} says {_first_author(other)}")
    for field in IDENTIFIERS:
        named = derived_identifiers(other)[field]
        if named and content[field] and named != content[field]:
            lines.append(f"{field}: {content[field]}, {found.service} says {named}")
    return lines


def _first_author(csl: dict) -> str:
    return next(iter(author_names(csl)), "nobody")
