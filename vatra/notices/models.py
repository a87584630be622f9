"""Notices as derived from records, and what became of sending them.

A :class:`Notice` can be thrown away and derived again. A :class:`Delivery` cannot: a message that
went out must not go out again, whatever is rebuilt.
"""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now


class Notice(models.Model):
    """One message to one addressee; see :class:`vatra.kit.noticing.Notice`."""

    key = models.TextField(primary_key=True)
    place_id = models.IntegerField()
    county_id = models.IntegerField()
    group_id = models.UUIDField()
    kind = models.TextField()
    cause_id = models.UUIDField()
    record_id = models.UUIDField()
    dossier_id = models.UUIDField(null=True)
    sensitivity = models.SmallIntegerField()
    author_id = models.UUIDField()
    author_role = models.TextField()
    to_type = models.TextField()
    to_person_id = models.UUIDField(null=True)
    to_institution_id = models.UUIDField(null=True)
    to_kind = models.TextField(null=True)
    to_role = models.TextField(null=True)
    to_user_id = models.UUIDField(null=True)
    to_name = models.TextField()
    noticed_on = models.DateField()
    due_on = models.DateField(null=True)
    told_on = models.DateField(null=True)
    answered_on = models.DateField(null=True)
    answer = models.TextField(null=True)
    answer_id = models.UUIDField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["group_id"], name="notice_group"),
            models.Index(fields=["place_id", "-noticed_on", "key"], name="notice_place"),
            models.Index(fields=["county_id", "-noticed_on", "key"], name="notice_county"),
            models.Index(
                fields=["place_id", "due_on"],
                name="notice_waiting",
                condition=models.Q(answered_on__isnull=True, due_on__isnull=False),
            ),
        ]


class Delivery(models.Model):
    """Sending one notice by a gateway: `queued`, `sent`, `failed`, or `impossible` with its reason."""

    key = models.TextField(primary_key=True)
    place_id = models.IntegerField()
    county_id = models.IntegerField()
    sensitivity = models.SmallIntegerField()
    channel = models.TextField()
    state = models.TextField(default="queued")
    reason = models.TextField(default="")
    attempts = models.SmallIntegerField(default=0)
    queued_at = models.DateTimeField(db_default=Now())
    tried_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    sent_to = ArrayField(models.TextField(), null=True)  # marks of addresses (never addresses) it reached

    class Meta:
        indexes = [models.Index(fields=["place_id"], name="delivery_place")]
