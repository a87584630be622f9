"""What a phone asks beside its entries: institutions, colleagues, and to be let go."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests import factories, journal
from tests.integration.sync.phone import Phone
from vatra.database import scope
from vatra.places.actions import close_institution, register_institution
from vatra.places.kinds import InstitutionKind
from vatra.places.models import Institution, Place

pytestmark = pytest.mark.django_db


def test_phone_that_leaves_is_revoked_and_not_wiped(phone: Phone) -> None:
    phone.call("leave", {})

    pushed = phone.push(journal.household(phone.author()))
    told = phone.hello()
    [result] = pushed["results"].values()
    assert (result["status"], result["reasons"][0]["code"]) == ("quarantined", "account_ended")
    assert (told["grants"], told["wipe"]) == ([], False)
    assert phone.call("leave", {}) == {"left": True}


def test_other_phone_of_the_user_stays_when_one_leaves(phone: Phone) -> None:
    other = Phone(phone.user)

    phone.call("leave", {})

    assert len(other.hello()["grants"]) == 1


def get(phone: Phone, path: str, **headers: str) -> Any:
    return phone.client.get(
        f"/api/sync/v1/{path}", headers={"Authorization": f"Bearer {phone.token}", **headers}
    )


def cabinet(**more: Any) -> Institution:
    return register_institution(
        kind=InstitutionKind.FAMILY_DOCTOR,
        name="Cabinet Popa Țârlea",
        place=Place.objects.get(pk=journal.VORONA),
        contact={"phone": "0231000000"},
        **more,
    )


def test_institutions_that_answer_for_the_place_are_sent_once(phone: Phone) -> None:
    with scope.system():
        doctor = cabinet()

    first = get(phone, f"institutions/{journal.VORONA}")
    again = get(phone, f"institutions/{journal.VORONA}", **{"If-None-Match": first["ETag"]})

    [told] = [one for one in first.json()["institutions"] if one["id"] == str(doctor.pk)]
    assert (told["name"], told["place"], told["phone"]) == ("Cabinet Popa Țârlea", "Vorona", "0231000000")
    assert told["kind_words"] == "Cabinet de medicina familiei"
    assert again.status_code == 304


def test_closed_institution_leaves_the_phone(phone: Phone) -> None:
    with scope.system():
        doctor = cabinet()
    first = get(phone, f"institutions/{journal.VORONA}")
    with scope.system():
        close_institution(institution=doctor, valid_to=datetime.now(UTC).date() - timedelta(days=1))

    second = get(phone, f"institutions/{journal.VORONA}", **{"If-None-Match": first["ETag"]})

    assert str(doctor.pk) not in {one["id"] for one in second.json()["institutions"]}


@pytest.mark.parametrize("what", ["institutions", "team", "place"])
def test_facts_of_another_place_are_not_given(phone: Phone, what: str) -> None:
    assert get(phone, f"{what}/{journal.TUDORA}").status_code == 404


def test_team_is_sent_once_until_somebody_joins(phone: Phone) -> None:
    first = get(phone, f"team/{journal.VORONA}")
    same = get(phone, f"team/{journal.VORONA}", **{"If-None-Match": first["ETag"]})
    factories.make_user("social_worker", journal.VORONA)

    joined = get(phone, f"team/{journal.VORONA}", **{"If-None-Match": first["ETag"]})

    assert same.status_code == 304
    assert {one["role"] for one in joined.json()["team"]} == {"community_nurse", "social_worker"}
