"""The journal: what people wrote, kept for ever, and where each piece of it stands.

A record is a row of :class:`Record` (who, when, where, about whom) and one row of
:class:`Part` for each sensitivity its answers have, so that PostgreSQL itself decides
which part of an entry a role may read. Both are append-only: triggers refuse UPDATE,
DELETE and TRUNCATE. Everything else here is bookkeeping around the journal.
"""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Record(models.Model):
    """One filled form, as accepted. Written once by :func:`vatra.records.actions.submit`."""

    id = models.UUIDField(primary_key=True)
    place_id = models.IntegerField()
    county_id = models.IntegerField()
    group_id = models.UUIDField()
    seq = models.BigIntegerField()
    form = models.TextField()
    version = models.TextField()
    subject_type = models.TextField()
    subject_id = models.UUIDField()
    dossier_id = models.UUIDField(null=True)
    prev_id = models.UUIDField(null=True)
    settles = ArrayField(models.UUIDField(), default=list)
    intent = models.TextField()
    reason = models.TextField(null=True)
    author_id = models.UUIDField()
    role = models.TextField()
    device_id = models.UUIDField(null=True)
    device_seq = models.IntegerField(null=True)
    made_at = models.DateTimeField()
    received_at = models.DateTimeField()
    effective_at = models.DateTimeField()
    occurred_on = models.DateField()
    sha256 = models.BinaryField()
    chain = models.BinaryField()
    flags = ArrayField(models.TextField(), default=list)
    app = models.TextField(default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place_id", "seq"], name="record_place_seq"),
            models.CheckConstraint(
                name="record_intent",
                condition=models.Q(intent="new", prev_id=None)
                | models.Q(intent__in=["correction", "void"], prev_id__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["group_id", "seq"], name="record_group_seq"),
            models.Index(fields=["author_id", "received_at"], name="record_author"),
            models.Index(fields=["device_id", "device_seq"], name="record_device"),
            models.Index(fields=["subject_id"], name="record_subject"),
            models.Index(fields=["prev_id"], name="record_prev", condition=models.Q(prev_id__isnull=False)),
        ]


class Part(models.Model):
    """The answers of one record that share one sensitivity (JSON object by item id)."""

    pk = models.CompositePrimaryKey("record_id", "sensitivity")
    record_id = models.UUIDField()
    sensitivity = models.SmallIntegerField()
    place_id = models.IntegerField()
    county_id = models.IntegerField()
    group_id = models.UUIDField()
    answers = models.JSONField()


class Group(models.Model):
    """What is derived and sent together: a household, a community problem. Also the feed.

    ``seq`` is the place's counter at the latest change of the group, so "what changed
    since" is one index range and a group changed ten times is sent once.
    """

    id = models.UUIDField(primary_key=True)
    kind = models.TextField()
    place_id = models.IntegerField()
    county_id = models.IntegerField()
    seq = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["place_id", "seq"], name="group_feed")]


class Head(models.Model):
    """The place's counter and the last link of its hash chain: one lock for each place."""

    place_id = models.IntegerField(primary_key=True)
    county_id = models.IntegerField()
    seq = models.BigIntegerField(default=0)
    chain = models.BinaryField(default=b"")
    counted_seq = models.BigIntegerField(db_default=0)  # so far go the numbers of the phones


class Quarantine(models.Model):
    """An entry that could not be accepted: kept whole, shown, never counted, never dropped."""

    key = models.UUIDField(primary_key=True)
    record_id = models.UUIDField()
    place_id = models.IntegerField()
    county_id = models.IntegerField()
    author_id = models.UUIDField()
    device_id = models.UUIDField(null=True)
    form = models.TextField()
    sha256 = models.BinaryField()
    payload = models.JSONField()
    reasons = models.JSONField()
    received_at = models.DateTimeField()
    state = models.TextField(default="held")
    closed_by_id = models.UUIDField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_reason = models.TextField(null=True)
    # The profession it was written in: its county coordinator sees it, and no other.
    role = models.TextField(default="")
    codes = ArrayField(models.TextField(), default=list)
    handed_to_id = models.UUIDField(null=True)
    handed_by_id = models.UUIDField(null=True)
    handed_at = models.DateTimeField(null=True)
    taken_as_id = models.UUIDField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record_id", "sha256"], name="quarantine_entry")]
        indexes = [
            models.Index(fields=["author_id", "state"], name="quarantine_author"),
            models.Index(fields=["county_id", "state", "received_at"], name="quarantine_county"),
            models.Index(
                fields=["handed_to_id"],
                name="quarantine_handed",
                condition=models.Q(handed_to_id__isnull=False),
            ),
        ]


class HeldPart(models.Model):
    """The answers of a held entry that share one sensitivity, for who may not read it whole."""

    pk = models.CompositePrimaryKey("key", "sensitivity")
    key = models.UUIDField()
    sensitivity = models.SmallIntegerField()
    place_id = models.IntegerField()
    county_id = models.IntegerField()
    role = models.TextField()
    answers = models.JSONField()


class AttachmentUse(models.Model):
    """Which record needs which attachment, and how sensitive the question was."""

    pk = models.CompositePrimaryKey("record_id", "sha256")
    record_id = models.UUIDField()
    sha256 = models.TextField()
    place_id = models.IntegerField()
    county_id = models.IntegerField()
    sensitivity = models.SmallIntegerField()


class Device(models.Model):
    """A phone (or browser) that may push for one user until it is revoked."""

    id = models.UUIDField(primary_key=True)
    user_id = models.UUIDField()
    name = models.TextField()
    token_hash = models.BinaryField(unique=True)
    secret_sealed = models.BinaryField()
    enrolled_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    wipe = models.BooleanField(default=False)
    app = models.TextField(default="")
    unsent = models.IntegerField(default=0)
    free_mb = models.IntegerField(null=True)
    persisted = models.BooleanField(default=False)
    last_device_seq = models.IntegerField(default=0)
    # What the phone holds, as it told at its latest hello; null while it has told nothing.
    held_persons = models.IntegerField(null=True)
    held_entries = models.IntegerField(null=True)
    held_bytes = models.BigIntegerField(null=True)
    budget_entries = models.IntegerField(null=True)


class DeviceTally(models.Model):
    """How many of a phone's entries in a place were accepted, and how many count (``records.tallies``)."""

    pk = models.CompositePrimaryKey("device_id", "place_id")
    device_id = models.UUIDField()
    place_id = models.IntegerField()
    accepted = models.IntegerField()
    counted = models.IntegerField()


class DeviceAct(models.Model):
    """What was done to a phone: taken out of use, emptied, lost, recovered. Written once."""

    id = models.UUIDField(primary_key=True)
    device_id = models.UUIDField()
    at = models.DateTimeField()
    by_id = models.UUIDField(null=True)  # null: the phone itself, or a command at the server
    kind = models.TextField()
    reason = models.TextField(default="")
    count = models.IntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["device_id", "at"], name="device_act")]


class Resealing(models.Model):
    """That a sealed value was sealed anew, where: ids only. Written by the database's own functions."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    shelf = models.TextField()
    owner_id = models.UUIDField()
