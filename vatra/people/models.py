"""People and households as they stand: derived from registry records, rebuilt from them.

Rows that identify somebody (:class:`Identity`, :class:`Address`) stand apart from rows
that do not (:class:`Person`, :class:`Household`), because county and central roles may
read the second and, unless they open a case, never the first.
"""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now


class Territorial(models.Model):
    """Rows of a place carry their county too: the policies and a sharded table need it."""

    place_id = models.IntegerField()
    county_id = models.IntegerField()

    class Meta:
        abstract = True


class Household(Territorial):
    id = models.UUIDField(primary_key=True)
    locality_id = models.IntegerField(null=True)
    head_id = models.UUIDField(null=True)
    is_void = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["place_id", "id"], name="household_place"),
            models.Index(
                fields=["county_id", "id"],
                name="household_county",
                condition=models.Q(is_void=False),
            ),
        ]


class Address(Territorial):
    household_id = models.UUIDField(primary_key=True)
    name = models.TextField(default="")
    street = models.TextField(default="")
    number = models.TextField(default="")
    geo = models.TextField(default="")
    search = models.TextField(default="")

    class Meta:
        indexes = [
            # The order of a commune's list: a page is read from it, whatever lies around.
            models.Index(fields=["place_id", "search", "household_id"], name="address_place_search"),
        ]


class Person(Territorial):
    """``home_id`` is the household the person's file lies in: that of the survivor if merged."""

    id = models.UUIDField(primary_key=True)
    household_id = models.UUIDField()
    home_id = models.UUIDField()
    sex = models.TextField(null=True)
    birth_year = models.SmallIntegerField(null=True)
    id_state = models.TextField(default="unknown")
    family_doctor = models.TextField(default="unknown")
    insured = models.TextField(default="unknown")
    relation = models.TextField(null=True)
    alive = models.BooleanField(default=True)
    died_on = models.DateField(null=True)
    merged_into_id = models.UUIDField(null=True)
    is_void = models.BooleanField(default=False)
    restricted_on = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["home_id"], name="person_home"),
            models.Index(fields=["place_id", "id"], name="person_place"),
        ]


class Identity(Territorial):
    """Who the person is. Numbers are sealed; ``cnp_index`` finds one without opening any."""

    person_id = models.UUIDField(primary_key=True)
    family_name = models.TextField(default="")
    given_name = models.TextField(default="")
    birth_date = models.TextField(null=True)
    cnp_sealed = models.BinaryField(null=True)
    cnp_index = models.BinaryField(null=True)
    cnp_last4 = models.TextField(default="")
    foreign_sealed = models.BinaryField(null=True)
    foreign_index = models.BinaryField(null=True)
    phone = models.TextField(default="")
    languages = ArrayField(models.TextField(), default=list)
    doctor_name = models.TextField(default="")
    guardian = models.TextField(default="")
    search = models.TextField(default="")

    class Meta:
        indexes = [
            models.Index(fields=["place_id", "family_name", "given_name"], name="identity_names"),
            models.Index(fields=["cnp_index"], name="identity_cnp"),
        ]


class Membership(Territorial):
    """A person's stay in a household; open while ``to_on`` is empty."""

    pk = models.CompositePrimaryKey("household_id", "person_id", "record_id")
    household_id = models.UUIDField()
    person_id = models.UUIDField()
    record_id = models.UUIDField()
    relation = models.TextField(null=True)
    from_on = models.DateField()
    to_on = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["person_id"], name="membership_person")]


class Consent(Territorial):
    """What a person agreed to, in which record, and what of it was withdrawn since."""

    record_id = models.UUIDField(primary_key=True)
    person_id = models.UUIDField()
    purposes = ArrayField(models.TextField())
    given_on = models.DateField()
    until_on = models.DateField(null=True)
    withdrawn = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["person_id"], name="consent_person")]


class Merge(Territorial):
    """Two entries of one person joined by a person's decision; ``undone_by`` takes it back."""

    record_id = models.UUIDField(primary_key=True)
    group_id = models.UUIDField()
    survivor_id = models.UUIDField()
    absorbed_id = models.UUIDField()
    merged_on = models.DateField()
    undone_by_id = models.UUIDField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["absorbed_id"], name="merge_absorbed"),
            models.Index(fields=["survivor_id"], name="merge_survivor"),
        ]


class Opening(Territorial):
    """Identity opened by exception: who, whose, why, until when. Seen by the local team."""

    id = models.UUIDField(primary_key=True)
    user_id = models.UUIDField()
    role = models.TextField()
    group_id = models.UUIDField()
    reason = models.TextField()
    opened_at = models.DateTimeField(db_default=Now())
    until_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["user_id", "until_at"], name="opening_user"),
            models.Index(fields=["group_id", "until_at"], name="opening_group"),
        ]


class Restriction(Territorial):
    """A person whose data may be kept but not used (GDPR art. 18), and the groups they stand in.

    Row-level security reads this table: it is the decision itself, not a copy of it for pages.
    """

    person_id = models.UUIDField(primary_key=True)
    groups = ArrayField(models.UUIDField(), default=list)
    since_on = models.DateField()


class OpeningLimit(models.Model):
    """The longest opening the database takes, in hours: one row, kept in step by ``vatra migrate``."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    hours = models.SmallIntegerField()


class Access(Territorial):
    """One reading: of somebody's file, or (no group) of a list of names, whose filter is ``asked``."""

    id = models.UUIDField(primary_key=True)
    at = models.DateTimeField(db_default=Now())
    user_id = models.UUIDField()
    role = models.TextField()
    group_id = models.UUIDField(null=True)
    person_id = models.UUIDField(null=True)
    what = models.TextField()
    asked = models.TextField(default="", db_default="")
    sensitivities = ArrayField(models.SmallIntegerField())
    opening_id = models.UUIDField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["group_id", "at"], name="access_group"),
            models.Index(fields=["user_id", "at"], name="access_user"),
            models.Index(fields=["county_id", "at", "id"], name="access_county"),
        ]
