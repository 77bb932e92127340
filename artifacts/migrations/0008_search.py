"""Search gets an index of its own in place of the publications' search text, and holds what is published already."""

import django.db.models.deletion
from django.db import migrations, models

from artifacts.domain.accounts import make_permissions_and_groups
from artifacts.domain.search.postgresql import PostgreSQL
from artifacts.text.terms import fold

CHUNK = 500
SQLITE = (
    "CREATE VIRTUAL TABLE artifacts_search USING fts5("
    "title, names, text, sources, also, tokenize = 'unicode61 remove_diacritics 2')",
    # Titles and names once more, in a table that is read in a fraction of the time.
    "CREATE VIRTUAL TABLE artifacts_search_head USING fts5("
    "title, names, tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3')",
    "CREATE VIRTUAL TABLE artifacts_search_words USING fts5vocab(artifacts_search_head, row)",
)
POSTGRESQL = (
    "CREATE TABLE artifacts_search (id bigint PRIMARY KEY, text text NOT NULL, sources text NOT NULL, "
    "head_words text NOT NULL, head tsvector NOT NULL, vector tsvector NOT NULL)",
    "CREATE INDEX artifacts_search_head ON artifacts_search USING gin (head)",
    "CREATE INDEX artifacts_search_vector ON artifacts_search USING gin (vector)",
)
TABLES = {
    "sqlite": ("artifacts_search_words", "artifacts_search_head", "artifacts_search"),
    "postgresql": ("artifacts_search",),
}


def make_tables(apps, schema_editor):
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        for statement in SQLITE if connection.vendor == "sqlite" else POSTGRESQL:
            cursor.execute(statement)
    if connection.vendor == "postgresql":
        postgresql = PostgreSQL()
        postgresql.prepare()
        if warning := postgresql.warning():
            print(f"\n    {warning}")


def drop_tables(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        for table in TABLES[schema_editor.connection.vendor]:
            cursor.execute(f"DROP TABLE {table}")


def fill(apps, schema_editor):
    """Index what stands there by the search text that it has; its references follow when it is refreshed."""
    connection = schema_editor.connection
    entry, address = (apps.get_model("artifacts", name) for name in ("SearchEntry", "Address"))
    publications = apps.get_model("artifacts", "Publication").objects.order_by("pk")
    fields = ("artifact_id", "artifact__kind", "entity_type", "title", "search_text", "revision__review")
    last = 0
    while rows := list(publications.filter(pk__gt=last).values_list("pk", *fields)[:CHUNK]):
        last = rows[-1][0]
        names = {}
        for pk, key in address.objects.filter(artifact__in=[row[1] for row in rows]).values_list("artifact", "key"):
            names.setdefault(pk, []).append(fold(key))
        entry.objects.bulk_create(
            entry(
                artifact_id=pk,
                order={"page": 0, "reference": 2}.get(kind, 1),
                type=entity_type or kind,
                reviewed=review == "approved",
                has_hypotheses=False,
                title_key=fold(title)[:200],
            )
            for _own, pk, kind, entity_type, title, _text, review in rows
        )
        words = [
            (pk, fold(title), " ".join(names.get(pk, ())), text) for _own, pk, _kind, _type, title, text, _r in rows
        ]
        with connection.cursor() as cursor:
            (_fill_sqlite if connection.vendor == "sqlite" else _fill_postgresql)(cursor, words)


def _fill_sqlite(cursor, words):
    cursor.executemany(
        "INSERT INTO artifacts_search (rowid, title, names, text, sources, also) VALUES (%s, %s, %s, %s, '', %s)",
        [(*row, "" if row[3].isascii() else fold(row[3])) for row in words],
    )
    cursor.executemany(
        "INSERT INTO artifacts_search_head (rowid, title, names) VALUES (%s, %s, %s)", [row[:3] for row in words]
    )


def _fill_postgresql(cursor, words):
    head = "setweight(to_tsvector('simple', %s), 'A') || setweight(to_tsvector('simple', %s), 'B')"
    cursor.executemany(
        "INSERT INTO artifacts_search (id, text, sources, head_words, head, vector) VALUES "
        f"(%s, %s, '', %s, {head}, {head} || setweight(to_tsvector('simple', %s), 'C'))",
        [
            (
                pk,
                text,
                f"{title} {names}",
                title,
                names,
                title,
                names,
                fold(text).encode()[:250_000].decode(errors="ignore"),
            )
            for pk, title, names, text in words
        ],
    )


class Migration(migrations.Migration):
    dependencies = [("artifacts", "0007_page_tags")]
    operations = [
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                (
                    "artifact",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="search_entry",
                        serialize=False,
                        to="artifacts.artifact",
                        verbose_name="artifact",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(verbose_name="order")),
                ("type", models.CharField(max_length=30, verbose_name="type")),
                ("reviewed", models.BooleanField(verbose_name="reviewed")),
                ("has_hypotheses", models.BooleanField(verbose_name="has hypotheses")),
                ("title_key", models.CharField(db_index=True, max_length=200, verbose_name="title in one spelling")),
            ],
            options={"verbose_name": "search entry", "verbose_name_plural": "search entries"},
        ),
        migrations.RunPython(make_tables, drop_tables),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RemoveField(model_name="publication", name="search_text"),
        migrations.RunPython(make_permissions_and_groups, migrations.RunPython.noop),
    ]
