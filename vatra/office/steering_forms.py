"""Forms of what ministries set."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from vatra.indicators.periods import Period
from vatra.kit.vocabulary import AREA_TITLES
from vatra.places import queries as places
from vatra.records.queries import library

NONE, PERSONS, CASES = "", "persons", "dossiers"


def _counties() -> list[tuple[str, str]]:
    return [("", "toată țara"), *((str(c.siruta), c.name) for c in places.counties())]


def _codes() -> list[tuple[str, list[tuple[str, str]]]]:
    known = library().catalogue.vulnerabilities.values()
    return [(t, [(v.code, v.title) for v in known if v.area == a]) for a, t in AREA_TITLES.items()]


class TargetForm(forms.Form):
    """A value, from a day on, for the country or one county."""

    value = forms.DecimalField(label="Ținta", max_digits=12, decimal_places=2, min_value=0, localize=True)
    from_on = forms.DateField(
        label="De când", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    county = forms.TypedChoiceField(
        label="Unde", choices=_counties, coerce=int, empty_value=None, required=False
    )


class IndicatorForm(forms.Form):
    """An indicator that counts chosen vulnerabilities, perhaps over people or cases."""

    code = forms.SlugField(label="Cod", max_length=20, help_text="Scurt, de pildă ID-9.")
    title = forms.CharField(label="Denumire", max_length=160)
    definition = forms.CharField(
        label="Ce numără, în cuvinte", max_length=800, widget=forms.Textarea(attrs={"rows": 3})
    )
    area = forms.ChoiceField(label="Aria", choices=list(AREA_TITLES.items()))
    codes = forms.MultipleChoiceField(label="Ce constatări numără", choices=_codes)
    over = forms.ChoiceField(
        label="Raportat la",
        required=False,
        choices=[(NONE, "la nimic (număr)"), (PERSONS, "persoanele din evidență"), (CASES, "cazuri")],
    )
    valid_from = forms.DateField(
        label="De când se numără",
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        initial=timezone.localdate,
    )

    def body(self, owner: str) -> dict[str, Any]:
        """The definition as a pack would write it."""
        told = self.cleaned_data
        denominators = {NONE: None, PERSONS: {"of": "persons"}, CASES: {"of": "dossiers", "kind": "case"}}
        return {
            "code": told["code"],
            "title": told["title"],
            "area": told["area"],
            "cites": ["protocol-2017/2.2"],
            "definition": told["definition"],
            "owner": owner,
            "kind": "stock",
            "unit": "cazuri",
            "numerator": {"of": "findings", "where": {"code": told["codes"]}},
            "denominator": denominators[told["over"]],
            "breakdown": ["code", "sex", "age_band", "locality"],
            "valid_from": told["valid_from"].isoformat(),
        }


class ClosingForm(forms.Form):
    """The next month that can be closed."""

    month = forms.ChoiceField(label="Luna")

    def __init__(self, data: Any, *, last: int | None, this: int) -> None:
        super().__init__(data)
        first = last + 1 if last is not None else this - 12
        ready = [Period(month, month) for month in range(first, this)]
        shown = ready[:1] if last is not None else ready
        choices = [(str(p.first), p.title) for p in shown]
        self.fields["month"] = forms.ChoiceField(label="Luna", choices=choices)
