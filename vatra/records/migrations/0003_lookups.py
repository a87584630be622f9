"""What a push and a page look up by: without these, each entry would cost more as the journal grows."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("records", "0002_rights")]

    operations = [
        migrations.AddIndex("record", models.Index(fields=["subject_id"], name="record_subject")),
        migrations.AddIndex(
            "record",
            models.Index(fields=["prev_id"], name="record_prev", condition=models.Q(prev_id__isnull=False)),
        ),
    ]
