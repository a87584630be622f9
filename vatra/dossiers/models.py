"""What follows from records, stored for reading: dossiers, items, tasks, findings.

Every row can be thrown away and derived again (``vatra rebuild``); only
:class:`Reference` is kept, because a number once printed on paper must not change.
"""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.lookups import LessThan

# What the filters of the list look at: read from the index, not from the rows.
FILTERED = ("kind", "state", "urgency", "next_due_on", "manager_id", "place_id")


def _working_order(territory: str, name: str, *, is_open: bool) -> models.Index:
    """The order in which cases are worked (urgent ones first), of those open or those closed."""
    return models.Index(
        F(territory),
        LessThan(F("urgency"), 3),
        F("opened_on"),
        F("id"),
        name=name,
        condition=Q(closed_on__isnull=is_open),
        include=FILTERED,
    )


class Derived(models.Model):
    """Columns of every derived row. ``group_id`` says with what it is derived again."""

    place_id = models.IntegerField()
    county_id = models.IntegerField()
    group_id = models.UUIDField()

    class Meta:
        abstract = True


class Dossier(Derived):
    """Something followed over time; ``id`` is the id of the record that opened it."""

    id = models.UUIDField(primary_key=True)
    kind = models.TextField()
    subject_type = models.TextField()
    subject_id = models.UUIDField()
    state = models.TextField()
    urgency = models.SmallIntegerField()
    manager_id = models.UUIDField(null=True)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)
    closing_reason = models.TextField(null=True)
    next_due_on = models.DateField(null=True)
    flags = ArrayField(models.TextField(), default=list)
    stages = models.JSONField(default=list)

    class Meta:
        indexes = [
            models.Index(fields=["place_id", "kind", "state", "opened_on"], name="dossier_place"),
            models.Index(fields=["group_id"], name="dossier_group"),
            models.Index(fields=["manager_id"], name="dossier_manager"),
            _working_order("county_id", "dossier_open_county", is_open=True),
            _working_order("county_id", "dossier_closed_county", is_open=False),
        ]


class Reference(models.Model):
    """The dossier's number, given once and kept through rebuilds: BT-35731-2026-0017."""

    dossier_id = models.UUIDField(primary_key=True)
    place_id = models.IntegerField()
    county_id = models.IntegerField()
    year = models.SmallIntegerField()
    number = models.IntegerField()
    text = models.TextField(unique=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place_id", "year", "number"], name="reference_number")
        ]


class Item(Derived):
    """A part of a dossier: need, objective, intervention, request, referral, contact..."""

    key = models.TextField(primary_key=True)
    dossier_id = models.UUIDField()
    kind = models.TextField()
    area = models.TextField(null=True)
    code = models.TextField(null=True)
    title = models.TextField()
    person_id = models.UUIDField(null=True)
    state = models.TextField()
    opened_on = models.DateField()
    due_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    role = models.TextField(null=True)
    user_id = models.UUIDField(null=True)
    priority = models.SmallIntegerField(null=True)
    record_id = models.UUIDField()
    sensitivity = models.SmallIntegerField()
    links = ArrayField(models.TextField(), default=list)
    extra = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["group_id"], name="item_group"),
            models.Index(fields=["place_id", "kind", "state"], name="item_place"),
            models.Index(
                fields=["county_id", "due_on"],
                name="item_support",
                condition=Q(kind="support_request", closed_on__isnull=True),
            ),
        ]


class Task(Derived):
    """What someone must do, by when, and which clause says so."""

    key = models.TextField(primary_key=True)
    dossier_id = models.UUIDField(null=True)
    title = models.TextField()
    form = models.TextField(null=True)
    role = models.TextField()
    user_id = models.UUIDField(null=True)
    person_id = models.UUIDField(null=True)
    opened_on = models.DateField()
    due_on = models.DateField(null=True)
    done_on = models.DateField(null=True)
    urgency = models.SmallIntegerField()
    cites = ArrayField(models.TextField())
    record_id = models.UUIDField()
    sensitivity = models.SmallIntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["group_id"], name="task_group"),
            models.Index(
                fields=["place_id", "due_on"],
                name="task_open",
                condition=models.Q(done_on__isnull=True),
            ),
            models.Index(
                fields=["user_id", "due_on"],
                name="task_user",
                condition=models.Q(done_on__isnull=True),
            ),
            models.Index(
                fields=["role", "place_id", "due_on"],
                name="task_role",
                condition=models.Q(done_on__isnull=True, user_id__isnull=True),
            ),
        ]


class Finding(Derived):
    """A vulnerability (or favourable fact) found, open until a later entry lacks it."""

    key = models.TextField(primary_key=True)
    code = models.TextField()
    person_id = models.UUIDField(null=True)
    area = models.TextField()
    urgency = models.SmallIntegerField()
    favourable = models.BooleanField()
    sensitivity = models.SmallIntegerField()
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)
    record_id = models.UUIDField()
    closed_by_id = models.UUIDField(null=True)
    who_role = models.TextField()

    class Meta:
        indexes = [
            models.Index(fields=["group_id"], name="finding_group"),
            models.Index(fields=["place_id", "code", "opened_on"], name="finding_place"),
            # A county's households with something open, in the order of their list.
            models.Index(
                fields=["county_id", "group_id"],
                name="finding_open_county",
                condition=Q(closed_on__isnull=True, favourable=False, urgency__gt=0),
                include=("area", "urgency", "sensitivity", "person_id"),
            ),
        ]


class Conflict(Derived):
    """Two or more entries on one base: shown on top of the case until a person settles it."""

    pk = models.CompositePrimaryKey("group_id", "record_ids")
    record_ids = ArrayField(models.UUIDField())
    form = models.TextField()
    sensitivity = models.SmallIntegerField()

    class Meta:
        indexes = [models.Index(fields=["place_id"], name="conflict_place")]
