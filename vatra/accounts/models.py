"""People who sign in, what they are where and when, and what is kept about staff.

Names of staff are not data of beneficiaries: these tables are open to the sign-in role and
carry no row-level security, except the supervisors' findings, which stay in their territory.
"""

import uuid
from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import F, Q, Value
from django.utils import timezone

from vatra.kit import ids
from vatra.kit.vocabulary import ROLES
from vatra.places.models import DateRange


def new_id() -> uuid.UUID:
    """A UUIDv7 as the database gives it back, so that a fresh row equals itself read again."""
    return uuid.UUID(ids.uuid7())


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create a user; without a password the account cannot sign in with one."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """Somebody who signs in. Rights come from assignments only: there is no superuser."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField("adresă de e-mail", unique=True)
    full_name = models.CharField("nume complet", max_length=150)
    profession = models.CharField("profesie", max_length=100, blank=True)
    phone = models.CharField("telefon", max_length=20, blank=True)
    is_active = models.BooleanField("activ", default=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    class Meta:
        verbose_name = "utilizator"
        verbose_name_plural = "utilizatori"

    def __str__(self) -> str:
        return str(self.pk)


class Assignment(models.Model):
    """A role held at a place for a period. `ends_on` is the last day; None while it lasts."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="assignments")
    role = models.CharField(max_length=40)
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    county_id = models.IntegerField(null=True)  # of the place; None for the whole country
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    end_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="assignment_days", condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on"))
            ),
            # What somebody is at a place on a day has one answer.
            ExclusionConstraint(
                name="assignment_overlap",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    ("place", RangeOperators.EQUAL),
                    (DateRange("starts_on", "ends_on", Value("[]")), RangeOperators.OVERLAPS),
                ],
            ),
        ]
        indexes = [
            models.Index(fields=["place", "role"], name="assignment_place"),
            models.Index(fields=["county_id", "role"], name="assignment_county"),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.place_id}"

    @property
    def role_title(self) -> str:
        return ROLES[self.role].title

    def holds_on(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


class Invitation(models.Model):
    """A letter to a future colleague: the link in it opens the account, once, until it expires."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField()
    full_name = models.CharField(max_length=150)
    profession = models.CharField(max_length=100, blank=True)
    role = models.CharField(max_length=40)
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    county_id = models.IntegerField(null=True)
    starts_on = models.DateField()
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["email"],
                name="invitation_one_open",
                condition=Q(accepted_at=None, withdrawn_at=None),
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def role_title(self) -> str:
        return ROLES[self.role].title


class Handover(models.Model):
    """Work that moved from one colleague to another in one go; `moved` counts what went, by kind."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    leaver = models.ForeignKey(User, models.PROTECT, related_name="+")
    taker = models.ForeignKey(User, models.PROTECT, related_name="+")
    last_day = models.DateField()
    reason = models.CharField(max_length=200)
    moved = models.JSONField(default=dict)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="handover_two_people", condition=~Q(leaver=F("taker"))),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Posts(models.Model):
    """How many posts of a role are approved at a place from a day on; a later row replaces it.

    A county's row is the ceiling for the sum of its communes: a trigger refuses what goes above.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    county_id = models.IntegerField()
    role = models.CharField(max_length=40)
    approved = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    source = models.CharField(max_length=200)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "role", "starts_on"], name="posts_one_a_day"),
        ]
        indexes = [models.Index(fields=["county_id", "role", "starts_on"], name="posts_county")]

    def __str__(self) -> str:
        return f"{self.role} {self.place_id} {self.starts_on}"


class Training(models.Model):
    """A course a colleague followed: what it adds to the basic competence, and when."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="trainings")
    course = models.CharField(max_length=200)
    competence = models.CharField(max_length=200, blank=True)
    hours = models.PositiveSmallIntegerField(null=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="training_days", condition=Q(ends_on__gte=F("starts_on"))),
            models.UniqueConstraint(fields=["user", "course", "starts_on"], name="training_once"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Inspection(models.Model):
    """What a supervising body found about the services of a profession at a place.

    It stands apart from the case files and changes nothing in them.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    county_id = models.IntegerField()
    role = models.CharField(max_length=40)  # whose services
    worker = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    found_on = models.DateField()
    finding = models.TextField()
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_as = models.CharField(max_length=40)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["place", "found_on"], name="inspection_place")]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def role_title(self) -> str:
        return ROLES[self.role].title


class Guidance(models.Model):
    """A methodological text for professions, in some counties or (none named) in the whole country."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    title = models.CharField(max_length=160)
    body = models.TextField()
    roles = ArrayField(models.CharField(max_length=40))
    counties = ArrayField(models.IntegerField(), default=list)
    issued_on = models.DateField()
    valid_to = models.DateField(null=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_as = models.CharField(max_length=40)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="guidance_days", condition=Q(valid_to=None) | Q(valid_to__gte=F("issued_on"))
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def issuer(self) -> str:
        return ROLES[self.made_as].title

    @property
    def role_titles(self) -> list[str]:
        return [ROLES[role].title for role in self.roles]


class GuidanceRead(models.Model):
    """Somebody said that he read a guidance."""

    guidance = models.ForeignKey(Guidance, models.PROTECT, related_name="readings")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    read_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["guidance", "user"], name="guidance_read_once")]

    def __str__(self) -> str:
        return str(self.pk)
