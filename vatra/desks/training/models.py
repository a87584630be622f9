"""Calls and files. What counts is the steps, which never change; a file's row is their fold, kept for lists."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now


class Call(models.Model):
    """A call as set now; `organisers` are the users who see its files."""

    id = models.UUIDField(primary_key=True)
    organisers = ArrayField(models.UUIDField())
    body = models.JSONField()
    numbered = models.IntegerField(default=0)  # files numbered so far
    opened_at = models.DateTimeField(db_default=Now())


class Unit(models.Model):
    """A health unit that registered to send in its nurses; one for each user who speaks for it."""

    owner_id = models.UUIDField(primary_key=True)
    body = models.JSONField()


class File(models.Model):
    """One nurse's file. `owner_id` sent it (the nurse or her unit's user); `draft` is what is being written."""

    id = models.UUIDField(primary_key=True)
    call_id = models.UUIDField()
    owner_id = models.UUIDField()
    request_id = models.UUIDField()  # files of one request of a unit share it, and its document 1
    number = models.TextField(unique=True)  # the code by which it is published and paid
    route = models.TextField()
    state = models.TextField(default="draft")
    series = models.TextField(default="")
    name = models.TextField(default="")
    membership = models.TextField(default="")  # the register's number: the same nurse in several files
    valid_on = models.DateField(null=True)
    unit = models.TextField(default="")
    draft = models.JSONField(default=dict)
    begun_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [
            models.Index(fields=["call_id", "state", "number"], name="training_file_list"),
            models.Index(fields=["owner_id"], name="training_file_owner"),
            models.Index(fields=["membership"], name="training_file_nurse"),
        ]


class Step(models.Model):
    """What was done, in order; appended only. `on` is the day it speaks of."""

    seq = models.BigAutoField(primary_key=True)
    call_id = models.UUIDField()
    file_id = models.UUIDField(null=True)
    owner_id = models.UUIDField(null=True)
    name = models.TextField()
    on = models.DateField()
    written_at = models.DateTimeField(db_default=Now())
    author_id = models.UUIDField(null=True)  # nobody: the rules themselves
    body = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["file_id", "seq"], name="training_step_file")]


class Document(models.Model):
    """A document put into a slot; the last one counts. The bytes lie sealed in the store of attachments."""

    id = models.UUIDField(primary_key=True)
    call_id = models.UUIDField()
    file_id = models.UUIDField()
    request_id = models.UUIDField()
    owner_id = models.UUIDField()
    slot = models.TextField()
    sha256 = models.TextField()
    media = models.TextField()
    size = models.IntegerField()
    scanned = models.BooleanField()
    added_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [
            models.Index(fields=["request_id", "slot"], name="training_document_slot"),
            models.Index(fields=["sha256"], name="training_document_bytes"),
        ]
