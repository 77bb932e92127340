"""The list of tags on a revision goes: its rows hold them."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("artifacts", "0004_tags_and_groups")]
    operations = [migrations.RemoveField(model_name="revisioninfo", name="tags")]
