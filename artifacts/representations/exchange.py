"""The exchange format: one Markdown file with YAML front matter an artifact, references together as CSL-JSON."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from artifacts.errors import ArtifactError, ExchangeError
from artifacts.representations.canonical import canonical, normalised
from artifacts.representations.csl import IDENTIFIERS, clean_csl, derived_identifiers
from artifacts.representations.frontmatter import read_front_matter, write_front_matter
from artifacts.representations.json_lists import list_parts
from artifacts.text.addresses import ARTIFACT_ID

FOLDERS = {"page": "pages", "hypothesis": "hypotheses", "analysis": "analyses"}
# Which field of the content is the text below the front matter, and which fields stand in it, in this order.
BODIES = {"page": "body", "hypothesis": "statement", "analysis": "summary"}
FIELDS = {
    "page": ("slug", "title", "entity_type", "kg_node_id", "infobox", "references", "relations", "metadata"),
    "hypothesis": ("title", "target_genes", "status", "scores", "composite", "analysis", "evidence", "metadata"),
    "analysis": ("title", "question", "domain", "status", "date", "metadata"),
}
# Written even when empty.
ALWAYS = ("slug", "title", "entity_type", "status")
JUDGED = {"status": "unverified", "status_date": None, "status_source": "", "metadata": {}}
ROW_KINDS = ("header", "subheader", "full")


class Exchanged(NamedTuple):
    """One artifact; `file` says where it was read, `works` which references stand in it, by citekey."""

    public_id: str
    addresses: tuple[str, ...]
    content: dict
    file: str = ""
    works: tuple[tuple[str, "Exchanged"], ...] = ()

    def citing(self, key: str, reference: str) -> "Exchanged":
        """The page with a citekey that leads to a reference's id."""
        citations = {**self.content["citations"], key: reference}
        return self._replace(content={**self.content, "citations": citations})


def file_name(exchanged: Exchanged) -> str:
    """Where an artifact's file stands in the folder."""
    kind = exchanged.content["kind"]
    # By id, not by slug: of a duplicated pair both rows have the same slug.
    slug = exchanged.content.get("slug")
    name = slug if slug and exchanged.public_id == f"wiki-{slug}" else exchanged.public_id
    return f"{FOLDERS[kind]}/{name}.md"


def write_artifact(exchanged: Exchanged) -> str:
    content = exchanged.content
    kind = content["kind"]
    fields = {"id": exchanged.public_id}
    # Keys that lead nowhere yet are listed anew from the text.
    values = {**content, "references": {key: work for key, work in content.get("citations", {}).items() if work}}
    values["infobox"] = [_write_row(row) for row in content.get("infobox", [])]
    values["relations"] = [
        _without_defaults(row, {"origin": "manual", "reason": ""}) for row in content.get("relations", [])
    ]
    defaults = {"category": "", "strength": "", "reference": None}
    values["evidence"] = [_without_defaults(row, defaults) for row in content.get("evidence", [])]
    for name in FIELDS[kind]:
        if name in ALWAYS or values.get(name) not in ("", None, [], {}):
            fields[name] = values[name]
        if name == "entity_type" and exchanged.addresses:
            fields["addresses"] = sorted(exchanged.addresses)
    if kind != "page" and exchanged.addresses:
        fields["addresses"] = sorted(exchanged.addresses)
    return write_front_matter(fields, content[BODIES[kind]])


def read_artifact(text: str, kind: str, name: str) -> Exchanged:
    """One file as content that `save` takes; ExchangeError with the file's name and what to do."""
    fields, body = read_front_matter(text, name)
    known = ("id", "addresses", *FIELDS[kind])
    for field in fields:
        if field not in known:
            raise ExchangeError(f"{name}: {field!r} is no field of a {kind}; the fields are {', '.join(known)}.")
    public_id, addresses = fields.pop("id", None), fields.pop("addresses", [])
    if not isinstance(public_id, str) or not ARTIFACT_ID.fullmatch(public_id):
        raise ExchangeError(f"{name}: give the artifact's id, as in id: wiki-genes-smn1.")
    if not isinstance(addresses, list) or not all(isinstance(key, str) for key in addresses):
        raise ExchangeError(f"{name}: addresses must be a list of names.")
    works = ()
    if kind == "page":
        references = _references(fields.pop("references", None) or {}, name)
        works = tuple(
            (key, _inline_work(key, work, name)) for key, work in references.items() if isinstance(work, dict)
        )
        fields["citations"] = {key: work for key, work in references.items() if not isinstance(work, dict)}
        fields["infobox"] = [_read_row(row, name) for row in _rows(fields, "infobox", name)]
    for field in ("relations", "evidence"):
        if field in FIELDS[kind]:
            fields[field] = _rows(fields, field, name)
    return Exchanged(public_id, tuple(addresses), {"kind": kind, **fields, BODIES[kind]: body}, name, works)


def _references(references, name: str) -> dict:
    if not isinstance(references, dict):
        raise ExchangeError(f"{name}: references must be written as citekey: id of the reference.")
    for key, work in references.items():
        if not isinstance(key, str):
            raise ExchangeError(f"{name}: the citekey {key!r} must be text: put it in quotation marks.")
        if work is not None and not isinstance(work, (str, dict)):
            raise ExchangeError(f"{name}: {key} must lead to a reference's id, or be a work in CSL-JSON.")
    return references


def _inline_work(key: str, item: dict, name: str) -> Exchanged:
    """A work that stands in a page's front matter, as a reference of its own."""
    try:
        item = normalised(item)
        csl = {field: value for field, value in item.items() if field != "id"}
        clean_csl(csl)
    except ArtifactError as error:
        raise ExchangeError(f"{name}, reference {key}: {error.sentence}") from error
    given = item.get("id")
    public_id = given if isinstance(given, str) and given.startswith("ref-") else id_of_work(csl)
    return Exchanged(public_id, (), {"kind": "reference", "csl": csl, **derived_identifiers(csl), **JUDGED}, name)


def id_of_work(csl: dict) -> str:
    """The same id for the same work, in whatever file it stands: by its DOI, else its PMID, else its record."""
    derived = derived_identifiers(csl)
    known = derived["doi"] or derived["pmid"]
    return f"ref-{hashlib.sha256(known.encode() if known else canonical(csl)).hexdigest()[:10]}"


def identifiers_of(content: dict) -> list[tuple[str, str]]:
    """Which schemes and values make a reference's content one work: `[("doi", "10.1038/33416")]`."""
    return [(scheme, content[scheme]) for scheme in IDENTIFIERS if content[scheme]]


def _rows(fields: dict, field: str, name: str) -> list[dict]:
    rows = fields.get(field) or []
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ExchangeError(f"{name}: {field} must be a list, each entry with its fields.")
    return rows


def _without_defaults(row: dict, defaults: dict) -> dict:
    return {
        field: value
        for field, value in row.items()
        if not (field in defaults and value == defaults[field]) and not (field == "dismissed" and value is None)
    }


def _write_row(row: dict) -> dict:
    if row["kind"] in ("header", "subheader"):
        written = {row["kind"]: row["label"], **({"value": row["value"]} if row["value"] else {})}
    elif row["kind"] == "full":
        written = {"full": row["value"], **({"label": row["label"]} if row["label"] else {})}
    else:
        written = {"label": row["label"], "value": row["value"]}
    return written | ({"source": row["citekeys"]} if row["citekeys"] else {})


def _read_row(row: dict, name: str) -> dict:
    kinds = [kind for kind in ROW_KINDS if kind in row]
    unknown = set(row) - {*ROW_KINDS, "label", "value", "source"}
    if unknown or len(kinds) > 1 or not (kinds or "label" in row or "value" in row):
        raise ExchangeError(
            f"{name}: the infobox row {json.dumps(row, ensure_ascii=False)[:80]} is of no known kind: "
            "write header, subheader, full, or label and value."
        )
    kind = kinds[0] if kinds else "pair"
    own = {"header": "label", "subheader": "label", "full": "value"}.get(kind)
    texts = {"label": row.get("label", ""), "value": row.get("value", "")}
    if own:
        texts[own] = row[kind]
    for field, value in texts.items():
        if not isinstance(value, str):
            raise ExchangeError(f"{name}: the infobox {field} {value!r} must be text: put it in quotation marks.")
    source = row.get("source") or []
    return {"kind": kind, **texts, "citekeys": [source] if isinstance(source, str) else source}


def write_references(references: list[Exchanged]) -> str:
    return "".join(parts_of_references(sorted(references, key=lambda one: one.public_id)))


def parts_of_references(references: Iterable[Exchanged]) -> Iterator[str]:
    """The text of `references.json`, a work at a time."""
    return list_parts(map(_reference_item, references), indent=1)


def _reference_item(reference: Exchanged) -> dict:
    content = reference.content
    derived = derived_identifiers(content["csl"])
    own = {field: content[field] for field in (*IDENTIFIERS, "url") if content[field] != derived[field]}
    own |= {field: content[field] for field, default in JUDGED.items() if content[field] != default}
    if reference.addresses:
        own["addresses"] = sorted(reference.addresses)
    return {**content["csl"], "id": reference.public_id, **({"scidex": own} if own else {})}


def read_references(text: str, name: str = "references.json") -> list[Exchanged]:
    try:
        items = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ExchangeError(f"{name} is no JSON: {error}.") from error
    if not isinstance(items, list):
        raise ExchangeError(f"{name} must hold a list of works in CSL-JSON.")
    return [read_reference(item, f"{name}, work {number}") for number, item in enumerate(items, 1)]


def read_reference(item, name: str) -> Exchanged:
    """One work of a list of references; ExchangeError with the name of its place."""
    if not isinstance(item, dict) or not ARTIFACT_ID.fullmatch(str(item.get("id", ""))):
        raise ExchangeError(f"{name} must be an object with an id, as in ref-finkel2017.")
    own = item.get("scidex", {})
    csl = {field: value for field, value in item.items() if field not in ("id", "scidex")}
    if not isinstance(own, dict):
        raise ExchangeError(f"{name}: its member scidex must be an object.")
    unknown = set(own) - {*IDENTIFIERS, "url", *JUDGED, "addresses"}
    if unknown:
        raise ExchangeError(f"{name}: {sorted(unknown)[0]!r} is no member of scidex.")
    addresses = own.get("addresses", [])
    if not isinstance(addresses, list) or not all(isinstance(key, str) for key in addresses):
        raise ExchangeError(f"{name}: addresses must be a list of names.")
    for field in (*IDENTIFIERS, "url"):
        if not isinstance(own.get(field, ""), str):
            raise ExchangeError(f"{name}: {field} must be text.")
    content = {"kind": "reference", "csl": csl, **derived_identifiers(csl), **JUDGED, **own}
    content.pop("addresses", None)
    return Exchanged(item["id"], tuple(addresses), content, name)
