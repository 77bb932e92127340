"""Rows: tidied content written to the working copy, each row checked by its own rules."""

import datetime

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError

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
from artifacts.text.page_tags import page_tags


def write_rows(artifact: Artifact, content: dict, *, new: bool = False) -> None:
    """Make the working copy of an artifact equal to tidied content; ContentError where a row's rule forbids it.

    A new one has no rows yet, so that none are looked for.
    """
    WRITERS[artifact.kind](artifact, content, new)


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


def write_page(artifact: Artifact, content: dict, new: bool) -> None:
    fields = ("slug", "title", "entity_type", "body", "kg_node_id", "metadata")
    page = checked(WikiPage(artifact=artifact, **{field: content[field] for field in fields}))
    page.save(force_insert=new)
    _write_parts(
        InfoboxRow, page, "page", [_infobox_row(page, n, row) for n, row in enumerate(content["infobox"])], new=new
    )
    references = _rows_by_id(Reference, content["citations"].values())
    citations = [
        Citation(page=page, key=key, reference=references.get(target)) for key, target in content["citations"].items()
    ]
    _write_parts(Citation, page, "page", sorted(citations, key=lambda citation: citation.key), new=new)
    _write_parts(Relation, page, "page", _relations(page, content["relations"]), new=new)
    _write_parts(
        PageTag, page, "page", [PageTag(page=page, name=name) for name in page_tags(content["metadata"])], new=new
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


def _relations(page, relations: list[dict]) -> list[Relation]:
    ids = [relation["to"] for relation in relations]
    if len(set(ids)) < len(ids):
        raise ContentError(_("A page is related to each hypothesis or analysis once: remove the repeated row."))
    if not all(ids):
        raise ContentError(_("A relation says which hypothesis or analysis it leads to."), field="relations")
    targets = _artifacts_by_id(ids, kinds=("hypothesis", "analysis"))
    users = get_user_model().objects.in_bulk(
        [relation["dismissed"].get("by") for relation in relations if relation["dismissed"]], field_name="username"
    )
    return [
        Relation(
            page=page,
            target=targets[relation["to"]],
            origin=relation["origin"],
            reason=relation["reason"],
            dismissed_by=users.get((relation["dismissed"] or {}).get("by")),
            dismissed_at=_moment((relation["dismissed"] or {}).get("at")),
        )
        for relation in relations
    ]


def write_hypothesis(artifact: Artifact, content: dict, new: bool) -> None:
    hypothesis = checked(
        Hypothesis(
            artifact=artifact,
            title=content["title"],
            statement=content["statement"],
            target_genes=content["target_genes"],
            imported_composite=content["composite"],
            status=content["status"],
            analysis=_rows_by_id(Analysis, [content["analysis"]]).get(content["analysis"]),
            metadata=content["metadata"],
            **{name: content["scores"].get(name) for name in WEIGHTS},
        )
    )
    hypothesis.save(force_insert=new)
    references = _rows_by_id(Reference, [piece["reference"] for piece in content["evidence"]])
    evidence = [
        Evidence(**{**piece, "hypothesis": hypothesis, "position": n, "reference": references.get(piece["reference"])})
        for n, piece in enumerate(content["evidence"])
    ]
    _write_parts(Evidence, hypothesis, "hypothesis", evidence, new=new)


def write_analysis(artifact: Artifact, content: dict, new: bool) -> None:
    fields = {field: content[field] for field in ("title", "question", "domain", "status", "summary", "metadata")}
    checked(Analysis(artifact=artifact, date=_date(content["date"]), **fields)).save(force_insert=new)


def write_reference(artifact: Artifact, content: dict, new: bool) -> None:
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
    checked(reference).save(force_insert=new)


WRITERS = {
    "page": write_page,
    "hypothesis": write_hypothesis,
    "analysis": write_analysis,
    "reference": write_reference,
}


def _write_parts(model, owner, owner_field: str, rows: list, *, new: bool) -> None:
    """Replace an owner's rows, each checked; untouched when they are what stands there already."""
    for row in rows:
        checked(row)
    if new:
        model.objects.bulk_create(rows)
        return
    names = [field.attname for field in model._meta.concrete_fields if not field.primary_key]
    # In the order of writing, which is the same whatever collation the database sorts text by.
    standing = list(model.objects.filter(**{owner_field: owner}).order_by("pk").values_list(*names))
    if standing == [tuple(getattr(row, name) for name in names) for row in rows]:
        return
    model.objects.filter(**{owner_field: owner}).delete()
    model.objects.bulk_create(rows)


def _artifacts_by_id(ids, kinds) -> dict[str, Artifact]:
    wanted = {public_id for public_id in ids if public_id}
    found = {artifact.public_id: artifact for artifact in Artifact.objects.filter(public_id__in=wanted, kind__in=kinds)}
    for public_id in sorted(wanted - found.keys()):
        raise ContentError(
            _("There is no {kind} with the id {public_id!r}."), kind=" or ".join(kinds), public_id=public_id
        )
    return found


def _rows_by_id(model, ids) -> dict:
    found = _artifacts_by_id(ids, kinds=(model._meta.model_name,))
    return {public_id: model(artifact=artifact) for public_id, artifact in found.items()}


def _date(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


def _moment(text: str | None) -> datetime.datetime | None:
    return datetime.datetime.fromisoformat(text) if text else None
