"""The tables of the editing desk: check-ups, presence, saved filters, the intake of references, tags of pages."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("artifacts", "0005_tags_removed"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Checkup",
            fields=[
                (
                    "revision",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="checkup",
                        serialize=False,
                        to="artifacts.revisioninfo",
                        verbose_name="revision",
                    ),
                ),
                ("newest", models.BooleanField(default=True, verbose_name="of the newest revision")),
                ("at", models.DateTimeField(auto_now=True, verbose_name="at")),
                ("errors", models.PositiveIntegerField(default=0, verbose_name="errors")),
                ("warnings", models.PositiveIntegerField(default=0, verbose_name="warnings")),
                ("infos", models.PositiveIntegerField(default=0, verbose_name="remarks")),
                ("fixable", models.PositiveIntegerField(default=0, verbose_name="safe fixes")),
                ("claims", models.PositiveIntegerField(default=0, verbose_name="paragraphs and rows")),
                ("sourced", models.PositiveIntegerField(default=0, verbose_name="of these with a source")),
                ("by_rule", models.JSONField(blank=True, default=dict, verbose_name="findings by rule")),
            ],
            options={
                "verbose_name": "check-up",
                "verbose_name_plural": "check-ups",
            },
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rule", models.CharField(max_length=60, verbose_name="rule")),
                (
                    "severity",
                    models.CharField(
                        choices=[("error", "error"), ("warning", "warning"), ("info", "remark")],
                        max_length=10,
                        verbose_name="severity",
                    ),
                ),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("line", "line of the text"),
                            ("row", "infobox row"),
                            ("reference", "reference"),
                            ("field", "field"),
                            ("page", "the whole"),
                        ],
                        max_length=10,
                        verbose_name="part",
                    ),
                ),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="place")),
                ("params", models.JSONField(blank=True, default=dict, verbose_name="what the sentence names")),
                ("fixable", models.BooleanField(default=False, verbose_name="has a safe fix")),
            ],
            options={
                "verbose_name": "finding",
                "verbose_name_plural": "findings",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="LookupAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("service", models.CharField(max_length=40, verbose_name="service")),
                ("identifier", models.CharField(max_length=250, verbose_name="identifier")),
                ("found", models.BooleanField(verbose_name="found")),
                ("csl", models.JSONField(blank=True, default=dict, verbose_name="CSL-JSON")),
                ("at", models.DateTimeField(verbose_name="at")),
            ],
            options={
                "verbose_name": "look-up",
                "verbose_name_plural": "look-ups",
            },
        ),
        migrations.CreateModel(
            name="PageTag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60, verbose_name="tag")),
            ],
            options={
                "verbose_name": "page's tag",
                "verbose_name_plural": "pages' tags",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Presence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("tab", models.CharField(max_length=40, verbose_name="tab")),
                ("seen_at", models.DateTimeField(verbose_name="seen at")),
                ("typed", models.BooleanField(default=False, verbose_name="has typed")),
            ],
            options={
                "verbose_name": "presence",
                "verbose_name_plural": "presences",
            },
        ),
        migrations.CreateModel(
            name="ReferenceFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                (
                    "format",
                    models.CharField(
                        choices=[("bibtex", "BibTeX"), ("ris", "RIS"), ("medline", "MEDLINE"), ("csl", "CSL-JSON")],
                        max_length=20,
                        verbose_name="format",
                    ),
                ),
                ("text", models.TextField(verbose_name="text")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="at")),
                ("applied_at", models.DateTimeField(blank=True, null=True, verbose_name="applied at")),
                ("report", models.JSONField(blank=True, default=dict, verbose_name="report")),
            ],
            options={
                "verbose_name": "file of references",
                "verbose_name_plural": "files of references",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="SavedFilter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("model", models.CharField(max_length=40, verbose_name="list")),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("query", models.CharField(blank=True, max_length=2000, verbose_name="query")),
                ("shared", models.BooleanField(default=False, verbose_name="for everybody")),
            ],
            options={
                "verbose_name": "saved filter",
                "verbose_name_plural": "saved filters",
                "ordering": ["name", "pk"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="reference",
            name="reference_status_known",
        ),
        migrations.AlterField(
            model_name="reference",
            name="status",
            field=models.CharField(
                choices=[
                    ("unverified", "unverified"),
                    ("verified", "verified"),
                    ("retracted", "retracted"),
                    ("concern", "expression of concern"),
                    ("corrected", "corrected"),
                ],
                default="unverified",
                max_length=20,
                verbose_name="status",
            ),
        ),
        migrations.AddConstraint(
            model_name="reference",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["unverified", "verified", "retracted", "concern", "corrected"])),
                name="reference_status_known",
            ),
        ),
        migrations.AddField(
            model_name="checkup",
            name="artifact",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="checkups",
                to="artifacts.artifact",
                verbose_name="artifact",
            ),
        ),
        migrations.AddField(
            model_name="finding",
            name="checkup",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="findings",
                to="artifacts.checkup",
                verbose_name="check-up",
            ),
        ),
        migrations.AddConstraint(
            model_name="lookupanswer",
            constraint=models.UniqueConstraint(fields=("service", "identifier"), name="lookup_once"),
        ),
        migrations.AddField(
            model_name="pagetag",
            name="page",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="tags",
                to="artifacts.wikipage",
                verbose_name="page",
            ),
        ),
        migrations.AddField(
            model_name="presence",
            name="artifact",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="presences",
                to="artifacts.artifact",
                verbose_name="artifact",
            ),
        ),
        migrations.AddField(
            model_name="presence",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="user",
            ),
        ),
        migrations.AddField(
            model_name="referencefile",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="by",
            ),
        ),
        migrations.AddField(
            model_name="savedfilter",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="user",
            ),
        ),
        migrations.AddConstraint(
            model_name="checkup",
            constraint=models.UniqueConstraint(
                condition=models.Q(("newest", True)), fields=("artifact",), name="checkup_one_newest"
            ),
        ),
        migrations.AddConstraint(
            model_name="checkup",
            constraint=models.CheckConstraint(
                condition=models.Q(("sourced__lte", models.F("claims"))), name="checkup_sourced_are_some_of_the_claims"
            ),
        ),
        migrations.AddIndex(
            model_name="finding",
            index=models.Index(fields=["rule", "checkup"], name="finding_by_rule"),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(("severity__in", ["error", "warning", "info"])), name="finding_severity_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(("part__in", ["line", "row", "reference", "field", "page"])),
                name="finding_part_known",
            ),
        ),
        migrations.AddIndex(
            model_name="pagetag",
            index=models.Index(fields=["name", "page"], name="page_tag_by_name"),
        ),
        migrations.AddConstraint(
            model_name="pagetag",
            constraint=models.UniqueConstraint(fields=("page", "name"), name="page_tag_once"),
        ),
        migrations.AddIndex(
            model_name="presence",
            index=models.Index(fields=["seen_at"], name="presence_by_time"),
        ),
        migrations.AddConstraint(
            model_name="presence",
            constraint=models.UniqueConstraint(fields=("artifact", "user", "tab"), name="presence_once_per_tab"),
        ),
        migrations.AddConstraint(
            model_name="referencefile",
            constraint=models.CheckConstraint(
                condition=models.Q(("format__in", ["bibtex", "ris", "medline", "csl"])),
                name="reference_file_format_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="savedfilter",
            constraint=models.UniqueConstraint(fields=("user", "model", "name"), name="saved_filter_name_once"),
        ),
    ]
