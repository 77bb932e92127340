"""The groups Editors, Reviewers and Administrators with their permissions."""

from django.db import migrations

from artifacts.domain.accounts import make_permissions_and_groups


class Migration(migrations.Migration):
    dependencies = [("artifacts", "0001_initial"), ("auth", "0012_alter_user_first_name_max_length")]
    operations = [migrations.RunPython(make_permissions_and_groups, migrations.RunPython.noop)]
