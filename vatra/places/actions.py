"""Changing institutions and the list of selected communities, in the caller's scope.

Whoever may not touch a territory is stopped by the database. Expected failures are in
`errors`; the register of places itself only changes by `loading`.
"""

from collections.abc import Iterable
from datetime import date

from django.db import IntegrityError, transaction

from vatra.places.errors import AlreadySelectedError, NotACommunityError, WrongDaysError
from vatra.places.kinds import InstitutionKind, Level
from vatra.places.models import Catchment, Institution, Place, SelectedCommunity
from vatra.places.names import fold


@transaction.atomic
def register_institution(
    *,
    kind: InstitutionKind,
    name: str,
    place: Place,
    serves: Iterable[Place] = (),
    contact: dict[str, str] | None = None,
    valid_from: date | None = None,
) -> Institution:
    """Enter an institution; without `serves` it answers for its own place.

    `contact` may hold address, phone and email.
    """
    institution = Institution.objects.create(
        kind=kind,
        name=name.strip(),
        searchable=fold(name),
        place=place,
        county_id=place.county_id,
        valid_from=valid_from,
        **(contact or {}),
    )
    set_catchment(institution=institution, serves=tuple(serves) or (place,))
    return institution


@transaction.atomic
def set_catchment(*, institution: Institution, serves: Iterable[Place]) -> None:
    """Replace the places the institution answers for."""
    institution.catchments.all().delete()
    Catchment.objects.bulk_create(Catchment(institution=institution, place=place) for place in serves)


@transaction.atomic
def close_institution(*, institution: Institution, valid_to: date) -> None:
    """Its last day. It stays in old records and leaves the pickers. Raises WrongDaysError."""
    if institution.valid_from is not None and valid_to < institution.valid_from:
        raise WrongDaysError
    institution.valid_to = valid_to
    institution.save(update_fields=["valid_to"])


def select_community(*, place: Place, selected_on: date, ends_on: date | None = None) -> SelectedCommunity:
    """Put a community on the list. Raises NotACommunityError, WrongDaysError, AlreadySelectedError."""
    if place.level != Level.UAT:
        raise NotACommunityError
    if ends_on is not None and ends_on < selected_on:
        raise WrongDaysError
    try:
        with transaction.atomic():
            return SelectedCommunity.objects.create(place=place, selected_on=selected_on, ends_on=ends_on)
    except IntegrityError as error:
        raise AlreadySelectedError from error


@transaction.atomic
def end_selection(*, selection: SelectedCommunity, ends_on: date) -> None:
    """The last day on the list. Raises WrongDaysError."""
    if ends_on < selection.selected_on:
        raise WrongDaysError
    selection.ends_on = ends_on
    selection.save(update_fields=["ends_on"])
