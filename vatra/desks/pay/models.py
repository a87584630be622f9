"""What the desk keeps for reading: thrown away and derived again from the journal at will."""

from __future__ import annotations

from django.db import models


class Fact(models.Model):
    """One effective record: who, what, from when. `kind` is the form's name, `key` what it is about.

    Rows differ in who reads them: what payroll may know is marked `pay`, a ground of care is health data.
    """

    id = models.UUIDField(primary_key=True)  # the first record of its chain of corrections
    employer_id = models.UUIDField()
    place_id = models.IntegerField()
    county_id = models.IntegerField()
    sensitivity = models.SmallIntegerField()
    kind = models.TextField()
    key = models.TextField()
    since = models.DateField()
    until = models.DateField(null=True)
    body = models.JSONField()
    record_id = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["employer_id", "kind", "key"], name="pay_fact_key")]


class Sheet(models.Model):
    """A sheet of one month as it was drafted, with the state it has come to."""

    id = models.UUIDField(primary_key=True)
    employer_id = models.UUIDField()
    place_id = models.IntegerField()
    county_id = models.IntegerField()
    sensitivity = models.SmallIntegerField()
    month = models.TextField()
    workplace = models.TextField()
    number = models.IntegerField()
    state = models.TextField()
    total = models.DecimalField(max_digits=15, decimal_places=2)
    corrects = models.UUIDField(null=True)
    drafted_on = models.DateField()
    body = models.JSONField()
    steps = models.JSONField()

    class Meta:
        indexes = [models.Index(fields=["employer_id", "month"], name="pay_sheet_month")]
