"""To whom of several a message went already, so that trying again does not reach them twice."""

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notices", "0002_rights")]

    operations = [
        migrations.AddField("delivery", "sent_to", ArrayField(models.TextField(), null=True)),
    ]
