"""Imports of dumps keep a record of each artifact, and how far they are; the groups may see these."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from artifacts.domain.accounts import make_permissions_and_groups


class Migration(migrations.Migration):
    dependencies = [
        ("artifacts", "0008_search"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ImportRecord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("new", "new"),
                            ("changed", "changed"),
                            ("unchanged", "unchanged"),
                            ("proposed", "proposed"),
                        ],
                        max_length=10,
                        verbose_name="outcome",
                    ),
                ),
                ("file", models.CharField(max_length=255, verbose_name="file")),
                ("line", models.PositiveBigIntegerField(verbose_name="line")),
                (
                    "repairs",
                    models.JSONField(
                        blank=True, default=dict, help_text="How many of each rule.", verbose_name="repairs"
                    ),
                ),
                ("addresses", models.JSONField(blank=True, default=list, verbose_name="addresses")),
                ("remarks", models.JSONField(blank=True, default=list, verbose_name="remarks")),
                ("source", models.BinaryField(blank=True, null=True, verbose_name="source")),
            ],
            options={
                "verbose_name": "import record",
                "verbose_name_plural": "import records",
            },
        ),
        migrations.AddField(
            model_name="batch",
            name="progress",
            field=models.JSONField(blank=True, default=dict, verbose_name="progress"),
        ),
        migrations.AddField(
            model_name="batch",
            name="state",
            field=models.CharField(
                choices=[("running", "running"), ("done", "done"), ("undoing", "being undone"), ("undone", "undone")],
                default="done",
                max_length=10,
                verbose_name="state",
            ),
        ),
        migrations.AddConstraint(
            model_name="batch",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["running", "done", "undoing", "undone"])), name="batch_state_known"
            ),
        ),
        migrations.AddField(
            model_name="importrecord",
            name="artifact",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="import_records",
                to="artifacts.artifact",
                verbose_name="artifact",
            ),
        ),
        migrations.AddField(
            model_name="importrecord",
            name="batch",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="records",
                to="artifacts.batch",
                verbose_name="batch",
            ),
        ),
        migrations.AddField(
            model_name="importrecord",
            name="revision",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="import_records",
                to="artifacts.revisioninfo",
                verbose_name="revision",
            ),
        ),
        migrations.AddConstraint(
            model_name="importrecord",
            constraint=models.UniqueConstraint(fields=("batch", "artifact"), name="import_record_once_per_batch"),
        ),
        migrations.AddConstraint(
            model_name="importrecord",
            constraint=models.CheckConstraint(
                condition=models.Q(("outcome__in", ["new", "changed", "unchanged", "proposed"])),
                name="import_record_outcome_known",
            ),
        ),
        migrations.RunPython(make_permissions_and_groups, migrations.RunPython.noop),
    ]
