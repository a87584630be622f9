"""A county's map reads the cells of its own communes, not the country's index of cells."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("indicators", "0004_basis")]
    operations = [
        AddIndexConcurrently(
            "tally", models.Index(fields=["county_id", "indicator", "month"], name="tally_county")
        )
    ]
