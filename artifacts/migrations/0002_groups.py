"""The groups Editors, Reviewers and Administrators with their permissions."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

from artifacts.domain.accounts import make_groups


def make(apps, schema_editor):
    # Django makes permissions after the last migration; the groups need them now.
    for label in ("auth", "artifacts"):
        config = apps.get_app_config(label)
        config.models_module = True
        create_permissions(config, verbosity=0, apps=apps)
        config.models_module = None
    make_groups(apps.get_model("auth", "Group"), apps.get_model("auth", "Permission"))


class Migration(migrations.Migration):
    dependencies = [("artifacts", "0001_initial"), ("auth", "0012_alter_user_first_name_max_length")]
    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
