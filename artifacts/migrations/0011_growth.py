"""Indexes for what grows: lists, counts and the newest of a hundred thousand rows are told without reading them."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("artifacts", "0010_graph"),
        ("reversion", "0002_add_index_on_version_for_content_type_and_db"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="publication",
            name="publication_by_type",
        ),
        migrations.RemoveIndex(
            model_name="revisioninfo",
            name="revision_by_publication",
        ),
        migrations.AddIndex(
            model_name="artifact",
            index=models.Index(fields=["state"], name="artifact_by_state"),
        ),
        migrations.AddIndex(
            model_name="checkup",
            index=models.Index(
                condition=models.Q(("newest", True)), fields=["-errors", "-warnings", "revision"], name="checkup_worst"
            ),
        ),
        migrations.AddIndex(
            model_name="publication",
            index=models.Index(fields=["entity_type", "title", "artifact"], name="publication_by_type"),
        ),
        migrations.AddIndex(
            model_name="publication",
            index=models.Index(fields=["-published_at"], name="publication_by_date"),
        ),
        migrations.AddIndex(
            model_name="publication",
            index=models.Index(fields=["artifact", "revision"], name="publication_shown"),
        ),
        migrations.AddIndex(
            model_name="reference",
            index=models.Index(fields=["title", "artifact"], name="reference_by_title"),
        ),
        migrations.AddIndex(
            model_name="revisioninfo",
            index=models.Index(fields=["-first_published", "-id"], name="revision_by_publication"),
        ),
        migrations.AddIndex(
            model_name="searchentry",
            index=models.Index(fields=["type"], name="search_entry_by_type"),
        ),
        migrations.AddIndex(
            model_name="wikipage",
            index=models.Index(fields=["title", "artifact"], name="page_by_title"),
        ),
    ]
