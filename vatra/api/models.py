"""Tokens of other programs, how fast each one asks, and how much it asked each day."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Token(models.Model):
    """What an operator gave to a program: a role at a place, for some parts, until a day.

    The token itself (256 random bits) is shown once; here is its SHA-256. ``prefix`` finds it,
    ``siruta`` is the county of the role, 0 for the country.
    """

    id = models.UUIDField(primary_key=True)
    name = models.TextField()
    prefix = models.CharField(max_length=12, unique=True)
    digest = models.BinaryField()
    role = models.TextField()
    siruta = models.IntegerField()
    parts = ArrayField(models.TextField())
    issued_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)


class Pace(models.Model):
    """Requests of a token in the present minute: one small row, written at each request."""

    token = models.OneToOneField(Token, models.CASCADE, primary_key=True, related_name="+")
    minute = models.BigIntegerField()
    asked = models.IntegerField()


class Use(models.Model):
    """The trail of use: how often a token asked a part on a day, and how often it was refused."""

    pk = models.CompositePrimaryKey("token_id", "day", "part")
    token = models.ForeignKey(Token, models.CASCADE, related_name="+")
    day = models.DateField()
    part = models.TextField()
    asked = models.IntegerField(default=0)
    refused = models.IntegerField(default=0)
