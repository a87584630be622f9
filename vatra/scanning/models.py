"""What the scanner said of a file, each time it was asked: kept by the system alone, never changed."""

from __future__ import annotations

from django.db import models


class Verdict(models.Model):
    """The last one of a file counts; those before it are the trail."""

    id = models.UUIDField(primary_key=True)
    sha256 = models.TextField()
    state = models.TextField()  # clean | infected | waiting (no answer yet) | wrong_kind
    found = models.TextField(default="")  # the scanner's name of it
    way = models.TextField()  # phone | desk | training | list | copy | opening | worker | operator
    user_id = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["sha256", "at"], name="scanning_file"),
            models.Index(fields=["state", "at"], name="scanning_state"),
        ]
