"""Forms about staff. Places are offered county by county: the whole country would be 3,200 options."""

from typing import Any

from django import forms
from django.utils import timezone

from vatra.accounts import supervision
from vatra.accounts.models import User
from vatra.accounts.principals import Principal
from vatra.kit.vocabulary import ACTIVE_ROLES, ROLES
from vatra.places.kinds import Level
from vatra.places.models import Place


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self, **attrs: Any) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class PlaceField(forms.ModelChoiceField):
    def label_from_instance(self, place: Place) -> str:  # type: ignore[override]  # asked with places only
        return place.title


def counties(principal: Principal) -> list[Place]:
    """Counties of the principal's territory, by name."""
    found = Place.objects.filter(level=Level.COUNTY)
    return list((found.filter(pk__in=principal.counties) if principal.counties else found).order_by("name"))


def places(principal: Principal, county_id: int | None, *levels: Level) -> Any:
    """Places of the levels in the chosen county, and the country for who works for all of it."""
    found = Place.objects.filter(county_id=county_id, level__in=levels)
    if Level.COUNTRY in levels and not principal.counties:
        found |= Place.objects.filter(level=Level.COUNTRY)
    return found.order_by("level", "name")


def _role_field(label: str, codes: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[(code, ROLES[code].title) for code in codes])


class AssignmentForm(forms.Form):
    role = _role_field("Rolul", ACTIVE_ROLES)
    place = PlaceField(queryset=Place.objects.none(), label="Locul", empty_label="Alegeți locul")
    starts_on = forms.DateField(label="Din ziua", widget=DayInput(), initial=timezone.localdate)
    ends_on = forms.DateField(label="Până în ziua", widget=DayInput(), required=False)

    def __init__(self, *args: Any, principal: Principal, county_id: int | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        levels = (Level.COUNTRY, Level.COUNTY, Level.UAT)
        self.fields["place"].queryset = places(principal, county_id, *levels)  # type: ignore[attr-defined]  # a choice

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, last = given.get("starts_on"), given.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", "Ultima zi este înaintea primei zile.")
        return given


class InvitationForm(AssignmentForm):
    ends_on = None  # type: ignore[assignment]  # takes the field away
    email = forms.EmailField(
        label="Adresa de e-mail", help_text="Adresa de serviciu a persoanei, nu una comună."
    )
    full_name = forms.CharField(label="Numele și prenumele", max_length=150)
    profession = forms.CharField(label="Profesia", max_length=100, required=False)
    field_order = ("full_name", "email", "profession", "role", "place", "starts_on")


class EndForm(forms.Form):
    last_day = forms.DateField(label="Ultima zi", widget=DayInput(), initial=timezone.localdate)
    reason = forms.CharField(label="Motivul", max_length=200)


class TrainingForm(forms.Form):
    course = forms.CharField(label="Cursul", max_length=200)
    competence = forms.CharField(label="Ce competență adaugă", max_length=200, required=False)
    hours = forms.IntegerField(label="Ore", min_value=1, max_value=2000, required=False)
    starts_on = forms.DateField(label="Prima zi", widget=DayInput())
    ends_on = forms.DateField(label="Ultima zi", widget=DayInput())


class HandoverForm(forms.Form):
    taker = forms.ModelChoiceField(User.objects.none(), label="Cine preia", empty_label="Alegeți un coleg")
    last_day = forms.DateField(
        label="Ultima zi a celui care pleacă", widget=DayInput(), initial=timezone.localdate
    )
    reason = forms.CharField(label="Motivul", max_length=200, help_text="Concediu, plecare, mutare.")

    def __init__(self, *args: Any, colleagues: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        taker: Any = self.fields["taker"]
        taker.queryset = colleagues
        taker.label_from_instance = lambda user: user.full_name


class PostsForm(forms.Form):
    place = PlaceField(
        queryset=Place.objects.none(),
        label="Locul",
        empty_label="Alegeți locul",
        help_text="Județul întreg pune limita; comunele împart ce s-a aprobat pe județ.",
    )
    role = _role_field("Profesia", ())
    approved = forms.IntegerField(label="Posturi aprobate", min_value=0, max_value=5000)
    starts_on = forms.DateField(label="Din ziua", widget=DayInput(), initial=timezone.localdate)
    source = forms.CharField(
        label="Actul de aprobare", max_length=200, help_text="Numărul și data hotărârii sau adresei."
    )

    def __init__(self, *args: Any, principal: Principal, county_id: int | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = places(principal, county_id, Level.COUNTY, Level.UAT)  # type: ignore[attr-defined]  # a choice
        self.fields["role"].choices = _professions(principal)  # type: ignore[attr-defined]  # a choice


class InspectionForm(forms.Form):
    place = PlaceField(queryset=Place.objects.none(), label="Locul", empty_label="Alegeți locul")
    role = _role_field("Serviciile cui", ())
    worker = forms.ModelChoiceField(
        User.objects.none(), label="Persoana", required=False, empty_label="Toată echipa acestei profesii"
    )
    found_on = forms.DateField(label="Ziua controlului", widget=DayInput(), initial=timezone.localdate)
    finding = forms.CharField(
        label="Ce s-a constatat",
        widget=forms.Textarea({"rows": 6}),
        max_length=5000,
        help_text="Fără nume de beneficiari: constatarea stă separat de dosare.",
    )

    def __init__(
        self, *args: Any, principal: Principal, county_id: int | None, workers: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = places(principal, county_id, Level.UAT)  # type: ignore[attr-defined]  # a choice
        self.fields["role"].choices = _professions(principal)  # type: ignore[attr-defined]  # a choice
        worker: Any = self.fields["worker"]
        worker.queryset = workers
        worker.label_from_instance = lambda user: user.full_name


class GuidanceForm(forms.Form):
    """Without a county chosen it goes to the whole territory of who issues it."""

    title = forms.CharField(label="Titlul", max_length=160)
    body = forms.CharField(label="Îndrumarea", widget=forms.Textarea({"rows": 10}), max_length=5000)
    roles = forms.MultipleChoiceField(label="Pentru ce profesii", widget=forms.CheckboxSelectMultiple)
    counties = forms.TypedMultipleChoiceField(
        label="Județele",
        coerce=int,
        required=False,
        widget=forms.SelectMultiple({"size": 8}),
        help_text="Nimic ales: tot teritoriul dumneavoastră.",
    )
    valid_to = forms.DateField(label="Se arată până la", widget=DayInput(), required=False)

    def __init__(self, *args: Any, principal: Principal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = counties(principal)
        self.fields["roles"].choices = _professions(principal)  # type: ignore[attr-defined]  # a choice
        self.fields["counties"].choices = [(each.pk, each.name) for each in offered]  # type: ignore[attr-defined]  # a choice
        if len(offered) == 1:
            del self.fields["counties"]


def _professions(principal: Principal) -> list[tuple[str, str]]:
    return [(code, ROLES[code].title) for code in supervision.supervised_by(principal.role_codes)]
