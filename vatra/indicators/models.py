"""Figures kept ready: deltas written with the records, folded in sets, never a hot counter.

A *cell* is one count: indicator, part (numerator ``n`` or denominator ``d``), place, month
and breakdowns. A reading is the folded total plus the deltas not folded yet, so it is exact
at every moment (ADR on tallies).
"""

from __future__ import annotations

from django.db import models


class Cell(models.Model):
    """The columns every count has. ``month`` = year * 12 + month - 1."""

    indicator = models.TextField()
    part = models.CharField(max_length=1)
    place_id = models.IntegerField()
    county_id = models.IntegerField()
    locality_id = models.IntegerField(default=0)
    month = models.IntegerField()
    area = models.TextField(default="")
    code = models.TextField(default="")
    sex = models.TextField(default="")
    age_band = models.SmallIntegerField(default=-1)
    sensitivity = models.SmallIntegerField(default=1)
    value = models.IntegerField()

    class Meta:
        abstract = True


class Contribution(Cell):
    """What one group adds to a cell now: the list behind a figure, and the base of the next diff."""

    id = models.BigAutoField(primary_key=True)
    group_id = models.UUIDField()

    class Meta:
        indexes = [
            models.Index(fields=["group_id"], name="contribution_group"),
            models.Index(fields=["place_id", "indicator", "month"], name="contribution_place"),
        ]


class Basis(models.Model):
    """From what a group was last counted: a mark for each kind of thing that counts look at.

    Where a mark still stands, the contributions of those counts do too and are not looked at.
    """

    group_id = models.UUIDField(primary_key=True)
    place_id = models.IntegerField()
    county_id = models.IntegerField()
    marks = models.JSONField()


class Delta(Cell):
    """A change of a cell, written in the transaction of the record; gone once folded."""

    id = models.BigAutoField(primary_key=True)

    class Meta:
        indexes = [models.Index(fields=["indicator", "county_id", "place_id"], name="delta_cell")]


class Tally(Cell):
    """Folded total of a cell of one place."""

    id = models.BigAutoField(primary_key=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=[
                    *("place_id", "indicator", "part", "month", "code", "area", "sex", "age_band"),
                    *("locality_id", "sensitivity", "county_id"),
                ],
                name="tally_cell",
            )
        ]
        # A county's map reads its own communes, however many the country has.
        indexes = [models.Index(fields=["county_id", "indicator", "month"], name="tally_county")]


class CountyTally(models.Model):
    """Folded total of a county: what the ministry's tables read, 75 times fewer rows."""

    id = models.BigAutoField(primary_key=True)
    indicator = models.TextField()
    part = models.CharField(max_length=1)
    county_id = models.IntegerField()
    month = models.IntegerField()
    area = models.TextField(default="")
    code = models.TextField(default="")
    sex = models.TextField(default="")
    age_band = models.SmallIntegerField(default=-1)
    value = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "part", "county_id", "month", "code", "area", "sex", "age_band"],
                name="county_tally_cell",
            )
        ]


class Definition(models.Model):
    """An indicator added by an administrator, as data: same shape and checks as a pack's."""

    code = models.TextField(primary_key=True)
    body = models.JSONField()
    added_by_id = models.UUIDField()
    added_at = models.DateTimeField(auto_now_add=True)


class Target(models.Model):
    """The value a ministry wants reached from a day on, nationally or in one county."""

    id = models.UUIDField(primary_key=True)
    indicator = models.TextField()
    county_id = models.IntegerField(default=0)
    value = models.DecimalField(max_digits=12, decimal_places=2)
    from_on = models.DateField()
    set_by_id = models.UUIDField()
    set_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["indicator", "county_id", "from_on"], name="target_once")
        ]


class ClosedMonth(models.Model):
    """A month whose figures no longer change; what comes later counts as a late correction."""

    month = models.IntegerField(primary_key=True)
    closed_at = models.DateTimeField(auto_now_add=True)
    closed_by_id = models.UUIDField(null=True)


class Frozen(models.Model):
    """Figures of a closed month as they stood: stock at its end, flow within it."""

    id = models.BigAutoField(primary_key=True)
    closed_month = models.IntegerField()
    indicator = models.TextField()
    part = models.CharField(max_length=1)
    place_id = models.IntegerField()
    county_id = models.IntegerField()
    locality_id = models.IntegerField(default=0)
    area = models.TextField(default="")
    code = models.TextField(default="")
    sex = models.TextField(default="")
    age_band = models.SmallIntegerField(default=-1)
    sensitivity = models.SmallIntegerField(default=1)
    value = models.IntegerField()

    class Meta:
        indexes = [models.Index(fields=["closed_month", "indicator", "county_id"], name="frozen_month")]
