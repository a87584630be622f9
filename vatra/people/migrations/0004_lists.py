"""Lists are read in the order of an index, so that a page costs the same in a commune and in a county."""

from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("people", "0003_privacy")]
    operations = [
        AddIndexConcurrently(
            "household",
            models.Index(
                fields=["county_id", "id"], name="household_county", condition=models.Q(is_void=False)
            ),
        ),
        AddIndexConcurrently(
            "address",
            models.Index(fields=["place_id", "search", "household_id"], name="address_place_search"),
        ),
        RemoveIndexConcurrently("address", "address_place_name"),
    ]
