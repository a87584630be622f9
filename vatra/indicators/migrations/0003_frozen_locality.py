from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("indicators", "0002_rights")]
    operations = [
        migrations.AddField("frozen", "locality_id", models.IntegerField(default=0)),
    ]
