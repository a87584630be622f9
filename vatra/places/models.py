"""Places of the country and the institutions in them. Public facts, readable by every role."""

from uuid import UUID

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.contrib.postgres.indexes import GinIndex, GistIndex
from django.db import models
from django.db.models import F, Func, Q, Value

from vatra.kit.ids import uuid7
from vatra.places.kinds import INSTITUTION_WORDS, PLACE_WORDS, InstitutionKind, Level, PlaceKind


def new_id() -> UUID:
    return UUID(uuid7())


class Region(models.Model):
    """A development region: NUTS 2 code and name."""

    code = models.CharField(primary_key=True, max_length=4)
    name = models.CharField(max_length=40)

    def __str__(self) -> str:
        return self.name


class Place(models.Model):
    """A row of the register of places (SIRUTA); the country itself is row 0."""

    siruta = models.IntegerField(primary_key=True)
    name = models.CharField(max_length=60)
    kind = models.CharField(max_length=12, choices=[(k.value, PLACE_WORDS[k]) for k in PlaceKind])
    level = models.SmallIntegerField(choices=[(level.value, level.name.lower()) for level in Level])
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    county = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")  # a county's is itself
    county_code = models.CharField(max_length=2, blank=True)
    region = models.ForeignKey(Region, models.PROTECT, null=True, related_name="+")
    nuts = models.CharField(max_length=5, blank=True)  # of the county: NUTS 3
    is_seat = models.BooleanField(default=False)  # of the place above: county seat, seat of the commune
    is_urban = models.BooleanField(default=False)
    postal_code = models.CharField(max_length=6, blank=True)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    search = models.CharField(max_length=60)  # the name, folded: small letters without diacritics

    class Meta:
        indexes = [
            models.Index(fields=["county", "level"], name="place_county_level"),
            # GiST, not GIN: it hands out the likest names in order, 3 ms against 30.
            GistIndex(fields=["search"], name="place_search", opclasses=["gist_trgm_ops(siglen=32)"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="place_hierarchy",
                condition=Q(level=Level.COUNTRY.value, parent=None, county=None)
                | Q(level=Level.COUNTY.value, parent__isnull=False, county=F("siruta"))
                | Q(level__gte=Level.UAT.value, parent__isnull=False, county__isnull=False),
            ),
            models.CheckConstraint(
                name="place_point", condition=Q(lat=None, lon=None) | Q(lat__isnull=False, lon__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def title(self) -> str:
        """The name with its kind: "comuna Vorona", "județul Botoșani"."""
        if self.kind in (PlaceKind.SECTOR, PlaceKind.COUNTRY):
            return self.name
        # București is a county and its only UAT at once, and a municipality as both.
        is_capital = self.county_code == "B" and self.level <= Level.UAT
        kind = PlaceKind.MUNICIPALITY if is_capital else PlaceKind(self.kind)
        return f"{PLACE_WORDS[kind]} {self.name}"


class Institution(models.Model):
    """An office or organisation people are sent to. `place` is where it sits."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=20, choices=[(k.value, INSTITUTION_WORDS[k]) for k in InstitutionKind])
    name = models.CharField(max_length=160)
    place = models.ForeignKey(Place, models.PROTECT, related_name="institutions")
    county_id = models.IntegerField(null=True)  # of the place; None for the whole country
    address = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    valid_from = models.DateField(null=True)  # None: since before Vatra
    valid_to = models.DateField(null=True)  # the last day; None while it works
    searchable = models.CharField(max_length=160)  # the name, folded

    class Meta:
        indexes = [
            models.Index(fields=["place", "kind"], name="institution_place"),
            models.Index(fields=["county_id", "kind"], name="institution_county"),
            GinIndex(fields=["searchable"], name="institution_search", opclasses=["gin_trgm_ops"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="institution_days",
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def kind_words(self) -> str:
        return INSTITUTION_WORDS[InstitutionKind(self.kind)]


class Catchment(models.Model):
    """A place an institution answers for: a county, a commune or a single village."""

    pk = models.CompositePrimaryKey("institution_id", "place_id")
    institution = models.ForeignKey(Institution, models.CASCADE, related_name="catchments")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return str(self.pk)


class DateRange(Func):
    """The days from the first to the last, both included."""

    function = "daterange"
    arity = 3


class SelectedCommunity(models.Model):
    """A community the central level chose for integrated services (protocol 2017, art. 6 (5))."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    selected_on = models.DateField()
    ends_on = models.DateField(null=True)  # the last day; None while it lasts

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="selected_days", condition=Q(ends_on=None) | Q(ends_on__gte=F("selected_on"))
            ),
            ExclusionConstraint(
                name="selected_once",
                expressions=[
                    ("place", RangeOperators.EQUAL),
                    (DateRange("selected_on", "ends_on", Value("[]")), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
