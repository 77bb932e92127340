"""Rows: tidied content written to the working copy, each row checked by its own rules."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db.models import Model

from artifacts.errors import ContentError
from artifacts.errors import marked as _
from artifacts.models import (
    WEIGHTS,
    Analysis,
    Artifact,
    Citation,
    Evidence,
    Hypothesis,
    InfoboxRow,
    PageTag,
    Reference,
    Relation,
    WikiPage,
)
from artifacts.representations.csl import clean_csl, csl_title, csl_year
from artifacts.representations.document import shown_ids
from artifacts.text.page_tags import page_tags


class Named(NamedTuple):
    """What contents name, looked up together: artifacts by their ids, people by their names."""

    artifacts: Mapping[str, Artifact] = {}
    people: Mapping[str, object] = {}

    def pk_of(self, public_id: str | None, *kinds: str) -> int | None:
        """The primary key of an artifact of some kinds; ContentError where there is none of that id."""
        if not public_id:
            return None
        artifact = self.artifacts.get(public_id)
        if artifact is None or artifact.kind not in kinds:
            raise ContentError(
                _("There is no {kind} with the id {public_id!r}."), kind=" or ".join(kinds), public_id=public_id
            )
        return artifact.pk


class Rows(NamedTuple):
    """An artifact's own row and its parts, by model, none of them written yet."""

    own: Model
    parts: dict[type[Model], list[Model]]


# By which field a part leads to what it is a part of.
OWNER = {InfoboxRow: "page", Citation: "page", Relation: "page", PageTag: "page", Evidence: "hypothesis"}


def write_rows(artifact: Artifact, content: dict, *, new: bool = False) -> None:
    """Make the working copy of an artifact equal to tidied content; ContentError where a row's rule forbids it.

    A new one has no rows yet, so that none are looked for.
    """
    rows = checked_rows(rows_of(artifact, content, named_in([content])))
    rows.own.save(force_insert=new)
    for model, parts in rows.parts.items():
        _write_parts(model, rows.own, parts, new=new)


def write_new_rows(made: Iterable[tuple[Artifact, dict]], named: Named) -> dict[int, Model]:
    """Write the rows of new artifacts, which were checked before, in a statement for each table; their own rows."""
    by_model, own = defaultdict(list), {}
    for artifact, content in made:
        rows = rows_of(artifact, content, named)
        own[artifact.pk] = rows.own
        by_model[type(rows.own)].append(rows.own)
        for model, parts in rows.parts.items():
            by_model[model] += parts
    # Rows before their parts: an artifact's own model is always met first.
    for model in sorted(by_model, key=lambda model: model in OWNER):
        model.objects.bulk_create(by_model[model])
    return own


def named_in(contents: Iterable[dict]) -> Named:
    """What tidied contents name, in at most two queries."""
    ids, people = set(), set()
    for content in contents:
        ids.update(shown_ids(content))
        people.update(
            relation["dismissed"].get("by") for relation in content.get("relations", ()) if relation["dismissed"]
        )
    people.discard(None)
    return Named(
        {artifact.public_id: artifact for artifact in Artifact.objects.filter(public_id__in=ids)} if ids else {},
        get_user_model().objects.in_bulk(people, field_name="username") if people else {},
    )


def rows_of(artifact: Artifact, content: dict, named: Named) -> Rows:
    """The rows of tidied content, unchecked; ContentError where it names an artifact that is not there."""
    return MAKERS[artifact.kind](artifact, content, named)


def checked_rows(rows: Rows) -> Rows:
    """The rows, each checked by its own rules."""
    checked(rows.own)
    for parts in rows.parts.values():
        for row in parts:
            checked(row)
    return rows


def checked(row):
    """The row, if its own rules allow it; else a ContentError with the first rule's sentence and its field.

    What it points at was looked up already, for all rows at once: a query per row would be too many.
    """
    try:
        row.clean_fields(exclude={field.name for field in row._meta.concrete_fields if field.is_relation})
        row.clean()
    except ValidationError as error:
        field, sentences = next(iter(error.message_dict.items()))
        name = "" if field == "__all__" else f"{row._meta.get_field(field).verbose_name}: "
        raise ContentError(f"{name[:1].upper()}{name[1:]}{sentences[0]}", field=field) from error
    return row


def page_rows(artifact: Artifact, content: dict, named: Named) -> Rows:
    fields = ("slug", "title", "entity_type", "body", "kg_node_id", "metadata")
    page = WikiPage(artifact=artifact, **{field: content[field] for field in fields})
    citations = [
        Citation(page=page, key=key, reference_id=named.pk_of(target, "reference"))
        for key, target in sorted(content["citations"].items())
    ]
    return Rows(
        page,
        {
            InfoboxRow: [_infobox_row(page, n, row) for n, row in enumerate(content["infobox"])],
            Citation: citations,
            Relation: _relations(page, content["relations"], named),
            PageTag: [PageTag(page=page, name=name) for name in page_tags(content["metadata"])],
        },
    )


def _infobox_row(page, position: int, row: dict) -> InfoboxRow:
    if row["kind"] not in InfoboxRow.Kind.values:
        raise ContentError(
            _("Infobox row {number} has the kind {kind!r}: use {kinds}."),
            number=position + 1,
            kind=row["kind"],
            kinds=", ".join(InfoboxRow.Kind.values),
            field="infobox",
        )
    return InfoboxRow(page=page, position=position, **row)


def _relations(page, relations: list[dict], named: Named) -> list[Relation]:
    ids = [relation["to"] for relation in relations]
    if len(set(ids)) < len(ids):
        raise ContentError(_("A page is related to each hypothesis or analysis once: remove the repeated row."))
    if not all(ids):
        raise ContentError(_("A relation says which hypothesis or analysis it leads to."), field="relations")
    return [
        Relation(
            page=page,
            target_id=named.pk_of(relation["to"], "hypothesis", "analysis"),
            origin=relation["origin"],
            reason=relation["reason"],
            dismissed_by=named.people.get((relation["dismissed"] or {}).get("by")),
            dismissed_at=_moment((relation["dismissed"] or {}).get("at")),
        )
        for relation in relations
    ]


def hypothesis_rows(artifact: Artifact, content: dict, named: Named) -> Rows:
    hypothesis = Hypothesis(
        artifact=artifact,
        title=content["title"],
        statement=content["statement"],
        target_genes=content["target_genes"],
        imported_composite=content["composite"],
        status=content["status"],
        analysis_id=named.pk_of(content["analysis"], "analysis"),
        metadata=content["metadata"],
        **{name: content["scores"].get(name) for name in WEIGHTS},
    )
    evidence = []
    for n, piece in enumerate(content["evidence"]):
        own = {name: value for name, value in piece.items() if name != "reference"}
        reference = named.pk_of(piece["reference"], "reference")
        evidence.append(Evidence(hypothesis=hypothesis, position=n, reference_id=reference, **own))
    return Rows(hypothesis, {Evidence: evidence})


def analysis_rows(artifact: Artifact, content: dict, named: Named) -> Rows:
    fields = {field: content[field] for field in ("title", "question", "domain", "status", "summary", "metadata")}
    return Rows(Analysis(artifact=artifact, date=_date(content["date"]), **fields), {})


def reference_rows(artifact: Artifact, content: dict, named: Named) -> Rows:
    csl = clean_csl(content["csl"])
    fields = {field: content[field] for field in ("doi", "pmid", "pmcid", "url", "status", "status_source", "metadata")}
    reference = Reference(
        artifact=artifact,
        csl=content["csl"],
        type=str(csl.get("type", ""))[:40],
        title=csl_title(csl)[:1000],
        year=csl_year(csl),
        status_date=_date(content["status_date"]),
        folded=artifact.state == Artifact.State.MERGED,
        **fields,
    )
    return Rows(reference, {})


MAKERS = {
    "page": page_rows,
    "hypothesis": hypothesis_rows,
    "analysis": analysis_rows,
    "reference": reference_rows,
}


def _write_parts(model, owner, rows: list, *, new: bool) -> None:
    """Replace an owner's rows; untouched when they are what stands there already."""
    if new:
        model.objects.bulk_create(rows)
        return
    names = [field.attname for field in model._meta.concrete_fields if not field.primary_key]
    standing = model.objects.filter(**{OWNER[model]: owner})
    # In the order of writing, which is the same whatever collation the database sorts text by.
    if list(standing.order_by("pk").values_list(*names)) == [
        tuple(getattr(row, name) for name in names) for row in rows
    ]:
        return
    standing.delete()
    model.objects.bulk_create(rows)


def _date(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


def _moment(text: str | None) -> datetime.datetime | None:
    return datetime.datetime.fromisoformat(text) if text else None
