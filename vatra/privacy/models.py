"""What persons asked about their own data, and what was erased for them.

:class:`Request` is derived from records and can be thrown away; :class:`Erasure` and
:class:`Erased` are kept for ever: they say what is missing from the journal, since when and why.
"""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Request(models.Model):
    """One request of a person; ``id`` is the record that took it in. Read by the officer alone."""

    id = models.UUIDField(primary_key=True)
    place_id = models.IntegerField()
    county_id = models.IntegerField()
    group_id = models.UUIDField()
    person_id = models.UUIDField()
    claim = models.TextField()
    received_on = models.DateField()
    due_on = models.DateField()
    extended_on = models.DateField(null=True)
    decided_on = models.DateField(null=True)
    outcome = models.TextField(default="")
    corrected_by_id = models.UUIDField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["county_id", "due_on", "id"], name="request_county"),
            models.Index(fields=["person_id"], name="request_person"),
        ]


class Erasure(models.Model):
    """One act of erasing: whose entries, under which decision. ``kind``: request | retention | restored."""

    id = models.UUIDField(primary_key=True)
    place_id = models.IntegerField()
    county_id = models.IntegerField()
    group_id = models.UUIDField()
    person_id = models.UUIDField()
    user_id = models.UUIDField()
    kind = models.TextField()
    decision_id = models.UUIDField(null=True)
    records = ArrayField(models.UUIDField())
    erased_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="erasure_kind",
                condition=models.Q(kind="request", decision_id__isnull=False)
                | models.Q(kind__in=["retention", "restored"]),
            )
        ]
        indexes = [models.Index(fields=["place_id", "erased_at"], name="erasure_place")]


class Erased(models.Model):
    """A part of the journal that is empty by decision."""

    pk = models.CompositePrimaryKey("record_id", "sensitivity")
    record_id = models.UUIDField()
    sensitivity = models.SmallIntegerField()
    place_id = models.IntegerField()
    county_id = models.IntegerField()
    erasure_id = models.UUIDField()
