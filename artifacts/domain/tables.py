"""Import and export of tables: each row is one save of one artifact, tried first, by django-import-export."""

import json
from dataclasses import dataclass, field

import tablib
from django.db import transaction
from import_export.fields import Field
from import_export.instance_loaders import BaseInstanceLoader
from import_export.resources import Resource
from import_export.results import Result, RowResult

from artifacts.domain.contents import DEFAULTS, NULLABLE, tidied
from artifacts.domain.merge import newest_if_at
from artifacts.domain.save import save
from artifacts.errors import ArtifactError, ContentError, ExchangeError
from artifacts.errors import marked as _
from artifacts.models import Artifact
from artifacts.representations.changes import Changes, compare_contents
from artifacts.representations.contents import content_of
from artifacts.text.page_tags import page_tags, with_tags

OWN = ("id", "kind", "revision")


@dataclass
class Line:
    """A row's artifact, None for a new one, and its content before and after."""

    content: dict
    artifact: Artifact | None = None
    base: int | None = None
    before: dict = field(default_factory=dict)

    @property
    def changes(self) -> Changes:
        return compare_contents(self.before, self.content)


class Column(Field):
    """One field of the content. What is no text stands as JSON in its cell, tags apart from the other metadata."""

    def __init__(self, name: str, default):
        super().__init__(attribute=name, column_name=name)
        self.name, self.default = name, default

    def export(self, line: Line, **kwargs) -> str:
        if self.name == "tags":
            return json.dumps(page_tags(line.content["metadata"]), ensure_ascii=False)
        value = line.content[self.name]
        if self.name == "metadata":
            value = with_tags(value, [])
        if value is None or isinstance(value, str):
            return value or ""
        return json.dumps(value, ensure_ascii=False, sort_keys=True)

    def save(self, line: Line, row: dict, is_m2m=False, **kwargs) -> None:
        value = self.read(row[self.column_name])
        if self.name == "tags":
            line.content["metadata"] = with_tags(line.content["metadata"], value)
        elif self.name == "metadata":
            line.content["metadata"] = with_tags(value, page_tags(line.content["metadata"]))
        else:
            line.content[self.name] = value

    def read(self, cell):
        if isinstance(self.default, str) or str in self.kinds():
            if not isinstance(cell, str | None):
                cell = json.dumps(cell)
            return cell or self.default
        if not isinstance(cell, str):
            value = cell
        elif not cell.strip():
            value = self.default
        elif self.name == "tags" and not cell.lstrip().startswith("["):
            value = [word for word in map(str.strip, cell.split(";")) if word]
        else:
            value = self.parsed(cell)
        if (
            value is not self.default
            and type(self.default) in (dict, list)
            and not isinstance(value, type(self.default))
        ):
            raise self.refusal(cell)
        return value

    def parsed(self, cell: str):
        try:
            return json.loads(cell)
        except (ValueError, RecursionError) as error:
            raise self.refusal(cell) from error

    def refusal(self, cell) -> ContentError:
        example = {list: "[…]", dict: "{…}"}.get(type(self.default), "0.5")
        return ContentError(
            _("The column {name} holds {text!r}: write it as JSON, as in {example}."),
            name=self.name,
            text=str(cell)[:60],
            example=example,
        )

    def kinds(self) -> tuple:
        kinds = NULLABLE.get(self.name, ()) if self.default is None else ()
        return kinds if isinstance(kinds, tuple) else (kinds,)


def columns_of(kind: str) -> list[str]:
    """The columns of a kind's table; `tags` before the other metadata."""
    names = list(DEFAULTS[kind])
    if kind == Artifact.Kind.PAGE:
        names.insert(names.index("body"), "tags")
    return [*OWN, *names]


class ArtifactTable(Resource):
    """The rows of one kind. `trying` saves each and takes it back, so that every refusal is known before."""

    def __init__(self, kind: str, *, by=None, summary: str = "", trying: bool = True):
        super().__init__()
        self.kind, self.by, self.summary, self.trying = kind, by, summary, trying
        self.seen: dict[str, int] = {}
        self.fields = {
            name: Column(name, [] if name == "tags" else DEFAULTS[kind][name])
            # Tags last: they are part of the metadata, which must be there by then.
            for name in sorted(columns_of(kind)[len(OWN) :], key="tags".__eq__)
        }

    class Meta:
        skip_diff = True
        store_instance = True
        report_skipped = True
        import_id_fields = ()
        instance_loader_class = BaseInstanceLoader
        use_transactions = False

    def check_columns(self, table: tablib.Dataset) -> None:
        """ExchangeError where a column is unknown or stands there twice."""
        known = columns_of(self.kind)
        unknown = [name for name in table.headers if name not in known]
        if unknown:
            raise ExchangeError(
                _("There is no column {name!r}: a table of this kind has the columns {known}."),
                name=str(unknown[0])[:60],
                known=", ".join(known),
            )
        if len(set(table.headers)) < len(table.headers):
            raise ExchangeError(_("A column stands there twice."))

    def get_instance(self, instance_loader, row) -> Line | None:
        public_id = text_of(row.get("id"))
        if text_of(row.get("kind")) not in ("", self.kind):
            raise ContentError(_("This row is of another kind: {kind}."), kind=text_of(row["kind"])[:40])
        if not public_id:
            return None
        if public_id in self.seen:
            raise ContentError(_("Row {number} has the same id."), number=self.seen[public_id])
        artifact = Artifact.objects.filter(public_id=public_id, kind=self.kind).select_related("merged_into").first()
        if artifact is None:
            raise ContentError(
                _("There is no {kind} with the id {public_id!r}: leave the cell empty to make a new one."),
                kind=self.kind,
                public_id=public_id[:60],
            )
        base = text_of(row.get("revision"))
        if not (base.isascii() and base.isdecimal() and len(base) < 10):
            raise ContentError(_("The column revision must say which revision the row was made from."))
        content = content_of(artifact)
        return Line(content=dict(content), artifact=artifact, base=int(base), before=content)

    def init_instance(self, row=None) -> Line:
        return Line(content={"kind": self.kind, **DEFAULTS[self.kind]})

    def before_import_row(self, row, row_number=None, **kwargs):
        self.number = row_number

    def import_instance(self, line: Line, row, **kwargs) -> None:
        for name, column in self.fields.items():
            if name in row:
                column.save(line, row)
        line.content = tidied(line.content) | {key: line.before[key] for key in ("id", "state") if key in line.before}
        if line.artifact is not None:
            self.seen[line.artifact.public_id] = self.number

    def skip_row(self, line: Line, original, row, import_validation_errors=None) -> bool:
        return line.artifact is not None and line.content == line.before

    def validate_instance(self, line: Line, import_validation_errors=None, validate_unique=True) -> None:
        """Nothing here: the save knows the rules."""

    def save_instance(self, line: Line, is_create, row, **kwargs) -> None:
        with transaction.atomic():
            if line.artifact is not None:
                newest_if_at(line.artifact, line.base)
            save(
                line.content,
                by=self.by,
                artifact=line.artifact,
                base=line.base,
                summary=self.summary or "Imported from a table",
                tags=["import"],
            )
            transaction.set_rollback(self.trying)

    def save_m2m(self, line, row, **kwargs) -> None:
        """Nothing here: the save wrote all of it."""


def text_of(cell) -> str:
    return "" if cell is None else str(cell).strip()


class Refused(Exception):
    """Some row was refused, and all of the file with it."""


def try_table(table: tablib.Dataset, kind: str, *, by) -> Result:
    """What an import would do, row by row; everything that it writes is taken back."""
    resource = ArtifactTable(kind, by=by)
    resource.check_columns(table)
    return resource.import_data(table, dry_run=True)


def import_table(table: tablib.Dataset, kind: str, *, by, summary: str = "", whole: bool = True) -> Result:
    """Import a table: all of it or, where a row is refused, nothing; with `whole` off the other rows are written."""
    resource = ArtifactTable(kind, by=by, summary=summary, trying=False)
    resource.check_columns(table)
    if not whole:
        return resource.import_data(table, dry_run=False)
    result = None
    try:
        with transaction.atomic():
            result = resource.import_data(table, dry_run=False)
            if result.has_errors():
                raise Refused
    except Refused:
        pass
    return result


def refusal_of(row: RowResult) -> str:
    """Why a row is refused, as a sentence; empty where it is not."""
    if not row.errors:
        return ""
    error = row.errors[0].error
    return error.sentence if isinstance(error, ArtifactError) else ContentError(_("It cannot be read.")).sentence


def export_rows(artifacts, kind: str) -> tuple[list[str], list[list[str]]]:
    """The head and the rows of the table of some artifacts."""
    resource, headers, rows = ArtifactTable(kind), columns_of(kind), []
    for artifact in artifacts:
        line = Line(content=content_of(artifact))
        own = [artifact.public_id, kind, str(artifact.revisions.newest().number)]
        rows.append([*own, *(resource.fields[name].export(line) for name in headers[len(OWN) :])])
    return headers, rows
