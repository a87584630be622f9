"""What supervising bodies find, kept apart from the case files (art. 7 letter j, 9 h)."""

from datetime import date

from vatra.accounts import supervision, territory
from vatra.accounts.access import require
from vatra.accounts.errors import NotAllowedError, PlaceError
from vatra.accounts.models import Inspection, User
from vatra.accounts.principals import Principal
from vatra.places.kinds import Level
from vatra.places.models import Place


def record(
    *, place: Place, role: str, worker: User | None, found_on: date, finding: str, by: Principal
) -> Inspection:
    """Write a finding about the services of a profession that the inspector watches over."""
    require(by, "inspections.write")
    made_as = next(
        (own for own in sorted(by.role_codes) if role in supervision.SUPERVISES.get(own, ())), None
    )
    if made_as is None:
        raise NotAllowedError("Coordonați alte profesii decât aceasta.")
    county_id = place.county_id
    if place.level != Level.UAT or county_id is None:
        raise PlaceError("Alegeți localitatea în care s-a făcut controlul.")
    if not territory.covers(by, county_id):
        raise NotAllowedError("Locul nu este în județul dumneavoastră.")
    return Inspection.objects.create(
        place=place,
        county_id=county_id,
        role=role,
        worker=worker,
        found_on=found_on,
        finding=finding.strip(),
        made_by_id=by.user_id,
        made_as=made_as,
    )
