"""Lists of cases, tasks and findings are read in the order of an index, in a county as in a commune."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models import F, Q
from django.db.models.lookups import LessThan

FILTERED = ("kind", "state", "urgency", "next_due_on", "manager_id", "place_id")


def _working_order(name: str, *, is_open: bool) -> AddIndexConcurrently:
    index = models.Index(
        F("county_id"),
        LessThan(F("urgency"), 3),
        F("opened_on"),
        F("id"),
        name=name,
        condition=Q(closed_on__isnull=is_open),
        include=FILTERED,
    )
    return AddIndexConcurrently("dossier", index)


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("dossiers", "0002_rights")]
    operations = [
        _working_order("dossier_open_county", is_open=True),
        _working_order("dossier_closed_county", is_open=False),
        AddIndexConcurrently(
            "item",
            models.Index(
                fields=["county_id", "due_on"],
                name="item_support",
                condition=Q(kind="support_request", closed_on__isnull=True),
            ),
        ),
        AddIndexConcurrently(
            "task",
            models.Index(
                fields=["role", "place_id", "due_on"],
                name="task_role",
                condition=Q(done_on__isnull=True, user_id__isnull=True),
            ),
        ),
        AddIndexConcurrently(
            "finding",
            models.Index(
                fields=["county_id", "group_id"],
                name="finding_open_county",
                condition=Q(closed_on__isnull=True, favourable=False, urgency__gt=0),
                include=("area", "urgency", "sensitivity", "person_id"),
            ),
        ),
    ]
