"""The tags in the metadata of standing pages become rows too; the groups get the permissions of the editing desk."""

from django.db import migrations

from artifacts.domain.accounts import make_permissions_and_groups
from artifacts.text.page_tags import page_tags


def tags_to_rows(apps, schema_editor):
    tag = apps.get_model("artifacts", "PageTag")
    for pk, metadata in apps.get_model("artifacts", "WikiPage").objects.values_list("pk", "metadata").iterator():
        if names := page_tags(metadata):
            tag.objects.bulk_create(tag(page_id=pk, name=name) for name in names)


class Migration(migrations.Migration):
    dependencies = [("artifacts", "0006_editing_desk")]
    operations = [
        migrations.RunPython(tags_to_rows, migrations.RunPython.noop),
        migrations.RunPython(make_permissions_and_groups, migrations.RunPython.noop),
    ]
