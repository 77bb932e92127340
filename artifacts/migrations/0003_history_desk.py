"""The history desk: tags to filter by, what was changed, names, removed texts, returned drafts, watches, duplicates."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("artifacts", "0002_groups"),
        ("reversion", "0002_add_index_on_version_for_content_type_and_db"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DuplicateCandidate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("score", models.FloatField(help_text="0 to 1; the queue is ranked by it.", verbose_name="score")),
                ("reasons", models.JSONField(default=list, verbose_name="reasons")),
                ("found_at", models.DateTimeField(auto_now=True, verbose_name="found at")),
            ],
            options={
                "verbose_name": "pair of possible duplicates",
                "verbose_name_plural": "possible duplicates",
                "ordering": ["-score", "pk"],
            },
        ),
        migrations.CreateModel(
            name="RevisionTag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=40, verbose_name="name")),
            ],
            options={
                "verbose_name": "revision's tag",
                "verbose_name_plural": "revisions' tags",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Watch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seen_number", models.PositiveIntegerField(default=0, verbose_name="seen up to revision")),
                ("mailed_number", models.PositiveIntegerField(default=0, verbose_name="mailed up to revision")),
            ],
            options={
                "verbose_name": "watched artifact",
                "verbose_name_plural": "watched artifacts",
            },
        ),
        migrations.AlterModelOptions(
            name="artifact",
            options={
                "ordering": ["public_id"],
                "permissions": [
                    ("publish_artifact", "Can publish revisions"),
                    ("restore_artifact", "Can restore revisions"),
                    ("merge_artifact", "Can merge and un-merge artifacts"),
                    ("withdraw_artifact", "Can withdraw artifacts and put them back"),
                    ("suppress_artifact", "Can suppress the text of revisions"),
                ],
                "verbose_name": "artifact",
                "verbose_name_plural": "artifacts",
            },
        ),
        migrations.RemoveConstraint(
            model_name="draft",
            name="draft_kind_known",
        ),
        migrations.RemoveConstraint(
            model_name="reference",
            name="reference_doi_unique",
        ),
        migrations.RemoveConstraint(
            model_name="reference",
            name="reference_pmid_unique",
        ),
        migrations.RemoveConstraint(
            model_name="reference",
            name="reference_pmcid_unique",
        ),
        migrations.RemoveConstraint(
            model_name="merge",
            name="merge_undone_by_somebody_at_a_time",
        ),
        migrations.AddField(
            model_name="merge",
            name="target_parted",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="artifacts.revisioninfo",
                verbose_name="target parted",
            ),
        ),
        migrations.AddConstraint(
            model_name="merge",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("target_parted__isnull", True), ("undone_at__isnull", True), ("undone_by__isnull", True)),
                    models.Q(
                        ("target_parted__isnull", False), ("undone_at__isnull", False), ("undone_by__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="merge_undone_by_somebody_at_a_time",
            ),
        ),
        migrations.AddField(
            model_name="draft",
            name="note",
            field=models.TextField(blank=True, verbose_name="note"),
        ),
        migrations.AddField(
            model_name="reference",
            name="folded",
            field=models.BooleanField(default=False, editable=False, verbose_name="merged into another record"),
        ),
        migrations.AddField(
            model_name="revisioninfo",
            name="changed",
            field=models.JSONField(blank=True, default=dict, verbose_name="changed"),
        ),
        migrations.AddField(
            model_name="revisioninfo",
            name="name",
            field=models.CharField(blank=True, max_length=200, verbose_name="name"),
        ),
        migrations.AddField(
            model_name="revisioninfo",
            name="removed",
            field=models.CharField(
                blank=True,
                choices=[("suppressed", "suppressed"), ("pruned", "pruned")],
                max_length=20,
                verbose_name="text removed",
            ),
        ),
        migrations.AddField(
            model_name="revisioninfo",
            name="removed_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="removed at"),
        ),
        migrations.AddField(
            model_name="revisioninfo",
            name="removed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="removed by",
            ),
        ),
        migrations.AddField(
            model_name="revisioninfo",
            name="removed_reason",
            field=models.TextField(blank=True, verbose_name="why it was removed"),
        ),
        migrations.AlterField(
            model_name="draft",
            name="kind",
            field=models.CharField(
                choices=[
                    ("autosave", "autosave"),
                    ("conflict", "conflicting edit"),
                    ("proposal", "proposal"),
                    ("returned", "returned by a reviewer"),
                ],
                max_length=20,
                verbose_name="kind",
            ),
        ),
        migrations.AddIndex(
            model_name="revisioninfo",
            index=models.Index(fields=["-first_published"], name="revision_by_publication"),
        ),
        migrations.AddIndex(
            model_name="revisioninfo",
            index=models.Index(condition=models.Q(("review", "unreviewed")), fields=["id"], name="revision_unreviewed"),
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["autosave", "conflict", "proposal", "returned"])),
                name="draft_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="reference",
            constraint=models.UniqueConstraint(
                condition=models.Q(models.Q(("doi", ""), _negated=True), ("folded", False)),
                fields=("doi",),
                name="reference_doi_unique",
            ),
        ),
        migrations.AddConstraint(
            model_name="reference",
            constraint=models.UniqueConstraint(
                condition=models.Q(models.Q(("pmid", ""), _negated=True), ("folded", False)),
                fields=("pmid",),
                name="reference_pmid_unique",
            ),
        ),
        migrations.AddConstraint(
            model_name="reference",
            constraint=models.UniqueConstraint(
                condition=models.Q(models.Q(("pmcid", ""), _negated=True), ("folded", False)),
                fields=("pmcid",),
                name="reference_pmcid_unique",
            ),
        ),
        migrations.AddConstraint(
            model_name="revisioninfo",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("removed", ""), ("version__isnull", False)),
                    models.Q(("removed__in", ["suppressed", "pruned"]), ("version__isnull", True)),
                    _connector="OR",
                ),
                name="revision_has_a_document_or_says_why_not",
            ),
        ),
        migrations.AddField(
            model_name="duplicatecandidate",
            name="first",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="artifacts.artifact",
                verbose_name="first",
            ),
        ),
        migrations.AddField(
            model_name="duplicatecandidate",
            name="second",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="artifacts.artifact",
                verbose_name="second",
            ),
        ),
        migrations.AddField(
            model_name="revisiontag",
            name="revision",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="tag_rows",
                to="artifacts.revisioninfo",
                verbose_name="revision",
            ),
        ),
        migrations.AddField(
            model_name="watch",
            name="artifact",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="watches",
                to="artifacts.artifact",
                verbose_name="artifact",
            ),
        ),
        migrations.AddField(
            model_name="watch",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="watches",
                to=settings.AUTH_USER_MODEL,
                verbose_name="user",
            ),
        ),
        migrations.AddConstraint(
            model_name="duplicatecandidate",
            constraint=models.UniqueConstraint(fields=("first", "second"), name="candidate_once_per_pair"),
        ),
        migrations.AddConstraint(
            model_name="duplicatecandidate",
            constraint=models.CheckConstraint(
                condition=models.Q(("first__lt", models.F("second"))), name="candidate_in_order"
            ),
        ),
        migrations.AddIndex(
            model_name="revisiontag",
            index=models.Index(fields=["name", "-revision"], name="revision_tag_by_name"),
        ),
        migrations.AddConstraint(
            model_name="revisiontag",
            constraint=models.UniqueConstraint(fields=("revision", "name"), name="revision_tag_once"),
        ),
        migrations.AddConstraint(
            model_name="watch",
            constraint=models.UniqueConstraint(fields=("user", "artifact"), name="watch_once_per_artifact"),
        ),
    ]
