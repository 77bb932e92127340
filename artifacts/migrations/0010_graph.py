"""Tables of the knowledge graph; search entries get the keys by which its nodes are known for what is published."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

from artifacts.domain.accounts import make_permissions_and_groups
from artifacts.text.graph_names import node_key

CHUNK = 500


def fill(apps, schema_editor):
    entry = apps.get_model("artifacts", "SearchEntry")
    publications = apps.get_model("artifacts", "Publication").objects.order_by("pk")
    last = 0
    while rows := list(
        publications.filter(pk__gt=last).values_list("pk", "artifact", "title", "parts__metadata")[:CHUNK]
    ):
        last = rows[-1][0]
        entry.objects.bulk_update(
            [
                entry(pk=pk, name_key=node_key(title), node_key=node_key(dict(metadata or ()).get("kg_node_id", "")))
                for _publication, pk, title, metadata in rows
            ],
            ["name_key", "node_key"],
        )


def name_table(model: str, longest: int, name: str, plural: str, constraint: str):
    return migrations.CreateModel(
        name=model,
        fields=[
            ("id", models.AutoField(primary_key=True, serialize=False)),
            ("name", models.CharField(max_length=longest, verbose_name="name")),
        ],
        options={
            "verbose_name": name,
            "verbose_name_plural": plural,
            "constraints": [models.UniqueConstraint(fields=("name",), name=constraint)],
        },
    )


def key_of(model: str, name: str, **given):
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT, to=f"artifacts.{model}", verbose_name=name, **given
    )


class Migration(migrations.Migration):
    dependencies = [("artifacts", "0009_imports")]
    operations = [
        migrations.CreateModel(
            name="GraphNode",
            fields=[
                ("id", models.AutoField(primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=200, verbose_name="key")),
                (
                    "label",
                    models.CharField(help_text="As the first edge spelt it.", max_length=250, verbose_name="name"),
                ),
            ],
            options={
                "verbose_name": "node of the graph",
                "verbose_name_plural": "nodes of the graph",
                "constraints": [
                    models.UniqueConstraint(fields=("key",), name="graph_node_key"),
                    models.CheckConstraint(condition=~Q(key=""), name="graph_node_key_not_empty"),
                ],
            },
        ),
        name_table("GraphRelation", 100, "relation of the graph", "relations of the graph", "graph_relation_name"),
        name_table("GraphSource", 500, "source of the graph", "sources of the graph", "graph_source_name"),
        migrations.CreateModel(
            name="GraphEdge",
            fields=[
                ("id", models.AutoField(primary_key=True, serialize=False)),
                ("confidence", models.FloatField(blank=True, null=True, verbose_name="confidence")),
                ("batch", key_of("batch", "batch", db_index=False, related_name="graph_edges")),
                ("subject", key_of("graphnode", "subject", db_index=False, related_name="+")),
                (
                    "relation",
                    key_of("graphrelation", "relation", db_index=False, db_constraint=False, related_name="+"),
                ),
                ("object", key_of("graphnode", "object", db_index=False, related_name="+")),
                ("source", key_of("graphsource", "source", db_index=False, db_constraint=False, related_name="+")),
            ],
            options={
                "verbose_name": "edge of the graph",
                "verbose_name_plural": "edges of the graph",
                "indexes": [models.Index(fields=["object", "subject"], name="graph_edge_by_object")],
                "constraints": [
                    models.UniqueConstraint(fields=("subject", "object", "relation", "source"), name="graph_edge_once"),
                    models.CheckConstraint(
                        condition=Q(confidence__isnull=True) | Q(confidence__gte=0, confidence__lte=1),
                        name="graph_edge_confidence_in_range",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GraphRating",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("confidence", models.FloatField(blank=True, null=True, verbose_name="confidence")),
                ("batch", key_of("batch", "batch", related_name="graph_ratings")),
                (
                    "edge",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ratings",
                        to="artifacts.graphedge",
                        verbose_name="edge",
                    ),
                ),
            ],
            options={
                "verbose_name": "rating of an edge",
                "verbose_name_plural": "ratings of edges",
                "constraints": [models.UniqueConstraint(fields=("edge", "batch"), name="graph_rating_once")],
            },
        ),
        migrations.AddField(
            "searchentry",
            "name_key",
            models.CharField(default="", max_length=200, verbose_name="title as a node's key"),
        ),
        migrations.AddField(
            "searchentry", "node_key", models.CharField(default="", max_length=200, verbose_name="key of its node")
        ),
        migrations.AddIndex("searchentry", models.Index(fields=["name_key"], name="search_entry_by_name")),
        migrations.AddIndex(
            "searchentry",
            models.Index(condition=~Q(node_key=""), fields=["node_key"], name="search_entry_by_node"),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunPython(make_permissions_and_groups, migrations.RunPython.noop),
    ]
