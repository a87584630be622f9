"""Pairs that the job found, and what people decided of them. No name is kept here."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Pair(models.Model):
    """Two files, ``one_id`` < ``other_id``. Place and county are those of ``one``.

    The county is the same for both: files are compared within a county. Whether a pair is
    still open follows from merges and verdicts, and is never stored.
    """

    pk = models.CompositePrimaryKey("one_id", "other_id")
    one_id = models.UUIDField()
    other_id = models.UUIDField()
    place_id = models.IntegerField()
    other_place_id = models.IntegerField()
    county_id = models.IntegerField()
    probability = models.DecimalField(max_digits=5, decimal_places=4)
    reasons = ArrayField(models.TextField())
    found_on = models.DateField()

    class Meta:
        indexes = [
            models.Index(fields=["place_id", "-probability"], name="pair_place"),
            models.Index(fields=["county_id", "-probability"], name="pair_county"),
            models.Index(fields=["other_id"], name="pair_other"),
        ]


class Verdict(models.Model):
    """What a person decided of a pair; the latest by day and then by arrival holds."""

    record_id = models.UUIDField(primary_key=True)
    group_id = models.UUIDField()
    place_id = models.IntegerField()
    county_id = models.IntegerField()
    person_id = models.UUIDField()
    other_id = models.UUIDField()
    verdict = models.TextField()
    decided_on = models.DateField()

    class Meta:
        indexes = [
            models.Index(fields=["person_id"], name="verdict_person"),
            models.Index(fields=["other_id"], name="verdict_other"),
            models.Index(fields=["group_id"], name="verdict_group"),
        ]
