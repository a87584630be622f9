"""Where a role may be held, and whether a place lies in somebody's territory."""

from vatra.accounts import supervision
from vatra.accounts.errors import PlaceError
from vatra.accounts.principals import Principal
from vatra.kit import vocabulary
from vatra.kit.vocabulary import ROLES
from vatra.places.kinds import Level
from vatra.places.models import Place

_FITTING = {
    vocabulary.Level.local: (Level.UAT,),
    vocabulary.Level.county: (Level.COUNTY,),
    vocabulary.Level.central: (Level.COUNTRY,),
    # An administrator and a data-protection officer work for a county or for the country: the
    # database's local role reads names, which neither may.
    vocabulary.Level.system: (Level.COUNTY, Level.COUNTRY),
}
_WORDS = {
    Level.UAT: "o comună, un oraș sau un municipiu",
    Level.COUNTY: "un județ",
    Level.COUNTRY: "toată țara",
}


def check_role(role: str, place: Place) -> int | None:
    """The county of the place (None: the whole country), if the role can be held there. Raises PlaceError."""
    if role not in ROLES or not ROLES[role].active:
        raise PlaceError("Acest rol nu este folosit încă.")
    fitting = _FITTING[ROLES[role].level]
    if place.level not in fitting:
        words = " sau ".join(_WORDS[level] for level in fitting)
        raise PlaceError(f"Rolul „{ROLES[role].title}” se ține pentru {words}. Alegeți alt loc.")
    return place.county_id


def covers(principal: Principal, county_id: int | None) -> bool:
    """Whether the county (None: the whole country) lies in the principal's territory."""
    if principal.level == "central":
        return True
    return county_id is not None and county_id in principal.counties


def watched(principal: Principal) -> tuple[str, ...] | None:
    """Professions the principal watches over; None for who works in a team and sees all of his place."""
    return None if principal.level == "local" else supervision.supervised_by(principal.role_codes)
