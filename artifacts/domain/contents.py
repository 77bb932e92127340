"""Contents as they come in: completed, tidied and checked against the rules before any row is written."""

import datetime

from django.contrib.auth import get_user_model

from artifacts.errors import ContentError
from artifacts.errors import marked as _
from artifacts.models import WEIGHTS, Artifact
from artifacts.representations.canonical import normalised
from artifacts.representations.csl import derived_identifiers
from artifacts.text.addresses import normalise_key
from artifacts.text.citations import leads_by_itself
from artifacts.text.infobox import extract_infobox
from artifacts.text.limits import body_refusal
from artifacts.text.markdown import cited_keys
from artifacts.text.merge_trace import with_listed_trace

PAGE = {
    "slug": "",
    "title": "",
    "entity_type": "general",
    "body": "",
    "kg_node_id": "",
    "metadata": {},
    "infobox": [],
    "citations": {},
    "relations": [],
}
HYPOTHESIS = {
    "title": "",
    "statement": "",
    "target_genes": [],
    "scores": {},
    "composite": None,
    "status": "proposed",
    "analysis": None,
    "evidence": [],
    "metadata": {},
}
ANALYSIS = {"title": "", "question": "", "domain": "", "status": "open", "date": None, "summary": "", "metadata": {}}
REFERENCE = {
    "csl": {},
    "doi": "",
    "pmid": "",
    "pmcid": "",
    "url": "",
    "status": "unverified",
    "status_date": None,
    "status_source": "",
    "metadata": {},
}
DEFAULTS = {"page": PAGE, "hypothesis": HYPOTHESIS, "analysis": ANALYSIS, "reference": REFERENCE}
PARTS = {
    "infobox": {"kind": "pair", "label": "", "value": "", "citekeys": []},
    "evidence": {"stance": "for", "claim": "", "category": "", "strength": "", "reference": None},
    "relations": {"to": "", "origin": "manual", "reason": "", "dismissed": None},
}
DATES = {"date", "status_date"}
IDENTITY = ("id", "kind", "state")
# What a field or member that may be null holds otherwise.
NULLABLE = {
    "composite": (int, float),
    "analysis": str,
    "date": str,
    "status_date": str,
    "reference": str,
    "dismissed": dict,
}


def tidied(content: dict) -> dict:
    """Content with every field present and normalised, an infobox in the body lifted to rows, every citekey listed."""
    kind = content.get("kind")
    if kind not in DEFAULTS:
        raise ContentError(
            _("{kind!r} is no kind of artifact: use {kinds}."), kind=kind, kinds=", ".join(Artifact.Kind.values)
        )
    unknown = sorted(set(content) - set(DEFAULTS[kind]) - set(IDENTITY))
    if unknown:
        raise ContentError(_("A {kind} has no field {name!r}."), kind=kind, name=unknown[0])
    given = normalised({field: content.get(field, default) for field, default in DEFAULTS[kind].items()})
    for field, default in DEFAULTS[kind].items():
        _check_type(field, given[field], default)
    for field in PARTS.keys() & given.keys():
        given[field] = [_complete_part(field, part) for part in given[field]]
    for field in DATES & given.keys():
        given[field] = _date(field, given[field])
    for piece in given.get("evidence", []):
        piece["reference"] = piece["reference"] or None
    if kind == "page":
        given["metadata"] = with_listed_trace(given["metadata"])
        _check_page_types(given)
        _lift_infobox(given)
        _list_citekeys(given)
    if kind == "reference":
        _lift_identifiers(given)
    if kind == "hypothesis":
        given["analysis"] = given["analysis"] or None
        _check_scores(given)
    return {"kind": kind, **given}


def _check_type(field: str, value, default) -> None:
    expected = NULLABLE[field] if default is None else type(default)
    if isinstance(value, expected) and not isinstance(value, bool):
        return
    if default is None and value is None:
        return
    wanted = {str: "text", dict: "an object", list: "a list"}.get(expected, "a number")
    raise ContentError(_("The field {name!r} must be {wanted}."), name=field, wanted=wanted, field=field)


def _complete_part(field: str, part) -> dict:
    if not isinstance(part, dict):
        raise ContentError(_("Each entry of {name!r} must be an object."), name=field, field=field)
    unknown = sorted(set(part) - set(PARTS[field]))
    if unknown:
        raise ContentError(_("An entry of {part!r} has no field {name!r}."), part=field, name=unknown[0], field=field)
    completed = {name: part.get(name, default) for name, default in PARTS[field].items()}
    for name, default in PARTS[field].items():
        _check_type(name, completed[name], default)
    return completed


def _check_page_types(page: dict) -> None:
    for row in page["infobox"]:
        if not all(isinstance(key, str) for key in row["citekeys"]):
            raise ContentError(_("The citekeys of an infobox row must be text."), field="infobox")
    for key, target in page["citations"].items():
        if target is not None and not isinstance(target, str):
            raise ContentError(
                _("The citekey {key!r} must lead to a reference's id or to null."), key=key, field="citations"
            )
    dismissed = [relation for relation in page["relations"] if relation["dismissed"] is not None]
    names = {by for relation in dismissed if isinstance(by := relation["dismissed"].get("by"), str)}
    known = get_user_model().objects.in_bulk(names, field_name="username") if names else {}
    for relation in dismissed:
        relation["dismissed"] = _dismissal(relation["dismissed"], known)


def _dismissal(dismissed: dict, known) -> dict:
    """Who dismissed a relation and when, the moment in UTC as the rows hold it; nobody known is nobody."""
    try:
        at = datetime.datetime.fromisoformat(dismissed["at"])
        at = (at if at.tzinfo else at.replace(tzinfo=datetime.UTC)).astimezone(datetime.UTC)
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise ContentError(
            _('A dismissed relation says when: {"by": name, "at": 2026-04-01T12:00:00+00:00}.'), field="relations"
        ) from error
    by = dismissed.get("by")
    return {"by": by if isinstance(by, str) and by in known else None, "at": at.isoformat()}


def _date(field: str, text: str | None) -> str | None:
    """A date in the one spelling that the rows hold."""
    try:
        return datetime.date.fromisoformat(text).isoformat() if text else None
    except ValueError as error:
        raise ContentError(_("{text!r} is no date: write it as 2026-04-01."), text=text, field=field) from error


def _lift_identifiers(reference: dict) -> None:
    """What the record itself names is the reference's, unless another is given: one work, one row."""
    for scheme, value in derived_identifiers(reference["csl"]).items():
        reference[scheme] = reference[scheme] or value


def _lift_infobox(page: dict) -> None:
    # A body over the limits is refused with the rows' rules; no work is done on it before.
    body, rows, _notes = (page["body"], (), ()) if body_refusal(page["body"]) else extract_infobox(page["body"])
    if rows:
        page["body"] = body
        page["infobox"] += [
            {"kind": row.kind, "label": row.label, "value": row.value, "citekeys": list(row.citekeys)} for row in rows
        ]


def _list_citekeys(page: dict) -> None:
    """Every key that the text or a row uses is listed, unresolved if unknown; an unused one stays if it is resolved."""
    used = list(cited_keys(page["body"]))
    for row in page["infobox"]:
        for cell in (row["label"], row["value"]):
            used += cited_keys(cell, inline=True)
        used += row["citekeys"]
    resolved = {key: target for key, target in page["citations"].items() if target}
    page["citations"] = {key: resolved.get(key) for key in dict.fromkeys(used)} | resolved


def works_by_name(keys) -> dict[str, str]:
    """The ids of the references that citekeys lead to by themselves, by key: an identifier's or an id's."""
    addresses = {key: normalise_key(key) for key in keys if leads_by_itself(key)}
    found = Artifact.objects.for_keys(addresses.values()) if addresses else {}
    return {
        key: found[address].public_id
        for key, address in addresses.items()
        if address in found and found[address].kind == Artifact.Kind.REFERENCE
    }


def _check_scores(hypothesis: dict) -> None:
    unknown = sorted(set(hypothesis["scores"]) - set(WEIGHTS))
    if unknown:
        raise ContentError(
            _("{name!r} is no dimension: use {names}."), name=unknown[0], names=", ".join(WEIGHTS), field="scores"
        )
    hypothesis["scores"] = {name: score for name, score in hypothesis["scores"].items() if score is not None}
    scores = {**hypothesis["scores"], "imported_composite": hypothesis["composite"] or 0}
    for name, score in scores.items():
        if isinstance(score, bool) or not isinstance(score, (int, float)) or not 0 <= score <= 1:
            raise ContentError(_("The score {name!r} must be a number between 0 and 1."), name=name, field=name)
