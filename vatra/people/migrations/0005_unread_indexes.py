"""Likeness is not leakproof, so under row-level security no search ever read these; every entry paid for them."""

from django.contrib.postgres.operations import RemoveIndexConcurrently
from django.db import migrations


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("people", "0004_lists")]
    operations = [
        RemoveIndexConcurrently("address", "address_search"),
        RemoveIndexConcurrently("identity", "identity_search"),
    ]
