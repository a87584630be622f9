"""People of the demonstration county: known password, known second factor, never on a real system.

Both are made once for each machine and kept beside the data, so that `vatra code` can show
the code that a telephone would.
"""

import json
import os
import secrets
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.db import transaction

from vatra.accounts import actions
from vatra.accounts.models import User
from vatra.places import queries as places
from vatra.places.kinds import PlaceKind
from vatra.places.models import Place

DOMAIN: Final = "demo.vatra.ro"
STARTED: Final = date(2025, 1, 6)
COUNTRY: Final = 0

# address, name, profession, role, where: the first or second commune, the county, the country
Somebody = tuple[str, str, str, str, str]
PEOPLE: Final[list[Somebody]] = [
    ("asistent", "Ioana Pădurariu", "asistent medical", "community_nurse", "commune"),
    ("asistent.social", "Mihai Țurcanu", "asistent social", "social_worker", "commune"),
    ("mediator.sanitar", "Rodica Lăcătuș", "mediator sanitar", "roma_health_mediator", "commune"),
    ("consilier", "Cristina Hușanu", "psiholog", "school_counsellor", "commune"),
    ("mediator.scolar", "Andrei Știrbu", "mediator școlar", "school_mediator", "commune"),
    ("asistent.vecin", "Elena Ciobănașu", "asistent medical", "community_nurse", "neighbour"),
    ("coordonator.social", "Dan Grigoraș", "inspector social", "county_social_coordinator", "county"),
    ("coordonator.sanatate", "Maria Țibulcă", "medic", "county_health_coordinator", "county"),
    ("coordonator.educatie", "Radu Bălțatu", "inspector școlar", "county_school_coordinator", "county"),
    ("ministerul.muncii", "Ana Văcărescu", "consilier", "ministry_labour", "country"),
    ("ministerul.sanatatii", "Petru Olănescu", "consilier", "ministry_health", "country"),
    ("ministerul.educatiei", "Laura Mărășescu", "consilier", "ministry_education", "country"),
    ("administrator", "Sorin Udrea", "informatician", "administrator", "country"),
    ("protectia.datelor", "Irina Șerban", "jurist", "data_protection_officer", "country"),
]


def add(somebody: Somebody) -> None:
    """Somebody who works at a desk: the desk names him from its ``AppConfig.ready``."""
    if somebody not in PEOPLE:
        PEOPLE.append(somebody)


@dataclass(frozen=True, slots=True)
class DemoUser:
    email: str
    name: str
    role: str
    place_id: int
    place: str
    user_id: str


def path() -> Path:
    return Path(settings.DATA_DIR) / "demo-users.json"


def is_demo(email: str) -> bool:
    """Whether the address belongs to the demonstration of this very machine."""
    return path().exists() and any(user["email"] == email for user in _stored().get("users", ()))


@transaction.atomic
def create_demo_users(county: str = "BT", communes: tuple[int, int] | None = None) -> list[DemoUser]:
    """Create the people that are not there yet; the county's places are loaded already.

    `communes` (SIRUTA) are the team's and its neighbour's; by default the first two by name.
    """
    secret = _stored() or {"password": f"vatra-{secrets.token_hex(5)}", "totp": generate_totp_secret()}
    where = _places(county, communes)
    users = [_create(person, where[person[4]], secret) for person in PEOPLE]
    _store(secret | {"users": [asdict(user) for user in users]})
    return users


def credentials() -> tuple[str, str]:
    """Password and TOTP secret of every demonstration user."""
    stored = _stored()
    return stored["password"], stored["totp"]


def _create(person: Somebody, place: Place, secret: dict[str, Any]) -> DemoUser:
    address, name, profession, role, _ = person
    email = f"{address}@{DOMAIN}"
    user = User.objects.filter(email=email).first()
    if user is None:
        user = actions.create_user(
            email=email, full_name=name, profession=profession, password=secret["password"]
        )
        actions.assign(user=user, role=role, place=place, starts_on=STARTED, by=None)
    if not Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists():
        TOTP.activate(user, secret["totp"])
    return DemoUser(email, name, role, place.pk, place.title, str(user.pk))


def _places(county: str, communes: tuple[int, int] | None) -> dict[str, Place]:
    chosen = places.county_by_code(county)
    if chosen is None:
        raise LookupError(f"Județul {county} nu este încărcat: rulați întâi `vatra places load`.")
    if communes is None:
        first, second = [uat for uat in places.uats_of_county(county) if uat.kind == PlaceKind.COMMUNE][:2]
    else:
        first, second = (Place.objects.get(pk=siruta) for siruta in communes)
    return {
        "commune": first,
        "neighbour": second,
        "county": chosen,
        "country": Place.objects.get(pk=COUNTRY),
    }


def _stored() -> dict[str, Any]:
    if not path().exists():
        return {}
    content: dict[str, Any] = json.loads(path().read_text())
    return content


def _store(content: dict[str, Any]) -> None:
    path().parent.mkdir(parents=True, exist_ok=True)
    with open(os.open(path(), os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w") as file:
        json.dump(content, file, ensure_ascii=False, indent=1)
