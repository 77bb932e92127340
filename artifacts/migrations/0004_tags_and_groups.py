"""Tags become rows, and the groups get the permissions of the history desk."""

from django.db import migrations

from artifacts.domain.accounts import make_permissions_and_groups


def tags_to_rows(apps, schema_editor):
    tag = apps.get_model("artifacts", "RevisionTag")
    revisions = apps.get_model("artifacts", "RevisionInfo").objects.exclude(tags=[])
    for pk, names in revisions.values_list("pk", "tags").iterator():
        tag.objects.bulk_create(tag(revision_id=pk, name=str(name)[:40]) for name in dict.fromkeys(names))


class Migration(migrations.Migration):
    dependencies = [("artifacts", "0003_history_desk")]
    operations = [
        migrations.RunPython(tags_to_rows, migrations.RunPython.noop),
        migrations.RunPython(make_permissions_and_groups, migrations.RunPython.noop),
    ]
