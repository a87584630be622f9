"""Recovery codes: nobody can read them from the database, each works once, those of before stay good."""

import json

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.test import Client

from tests import factories
from tests.factories import PASSWORD
from tests.integration.accounts.pages import CODE, OWN, give_password
from vatra.accounts import jobs, recovery_codes, sealing, second_factor
from vatra.accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def nurse() -> User:
    return factories.make_user("community_nurse", email="ana@example.ro", password=PASSWORD)


def opened(nurse: User) -> str:
    """What stands in the database, with the key at hand."""
    data = Authenticator.objects.get(user=nurse, type="recovery_codes").data
    assert set(data) == {"codes"}
    return json.dumps(data) + sealing.unseal(data["codes"])


def test_codes_are_not_in_the_database_even_for_who_has_the_keys(nurse: User) -> None:
    made = recovery_codes.fresh(nurse)

    assert len(set(made)) == 10
    assert {len(code) for code in made} == {10}
    assert not any(code in opened(nurse) for code in made)
    held = json.loads(sealing.unseal(Authenticator.objects.get(type="recovery_codes").data["codes"]))
    assert {len(one) for one in held["hashes"]} == {64}


def test_each_code_works_once_however_it_is_written(nurse: User) -> None:
    first, second, *_ = recovery_codes.fresh(nurse)
    row = recovery_codes.row_of(nurse)
    assert row is not None

    tried = [
        recovery_codes.spend(row.pk, one) for one in (first, first, f"{second[:5]} {second[5:]}", "0" * 9)
    ]

    row.refresh_from_db()
    assert tried == [True, False, True, False]
    assert recovery_codes.left(row) == 8


def test_two_persons_with_one_code_have_different_hashes(nurse: User) -> None:
    a, b = (recovery_codes._kept(["1234567890"])["codes"] for _ in range(2))

    assert json.loads(sealing.unseal(a))["hashes"] != json.loads(sealing.unseal(b))["hashes"]


def test_codes_of_before_are_hashed_and_those_on_paper_stay_good(nurse: User) -> None:
    before = RecoveryCodes.activate(nurse)
    used, good, *_ = codes = before.generate_codes()
    before.validate_code(used)

    hashed, again = jobs.hash_recovery_codes(0), jobs.hash_recovery_codes(0)

    assert (hashed, again) == (1, 0)
    assert not any(code in opened(nurse) for code in codes)
    assert second_factor.of_code(nurse, used) is None
    assert second_factor.of_code(nurse, good) is not None
    assert second_factor.of_code(nurse, good) is None


def test_codes_of_before_work_at_the_door_without_the_migration(client: Client, nurse: User) -> None:
    (code, *_) = RecoveryCodes.activate(nurse).generate_codes()
    give_password(client)

    client.post(CODE, {"code": code})

    assert client.get(OWN).status_code == 200
    assert "mai sunt 9" in client.get(OWN).content.decode()
    assert code not in opened(nurse)


def test_new_codes_replace_the_old_and_are_shown_once(nurse: User) -> None:
    (old, *_) = recovery_codes.fresh(nurse)
    client = factories.signed_in(Client(), nurse)

    asked = client.get("/cont/coduri/noi/").content.decode()
    made = client.post("/cont/coduri/noi/").context["codes"]

    assert "Cele 10 coduri" in asked
    assert second_factor.of_code(nurse, old) is None
    assert not any(one in client.get("/cont/coduri/").content.decode() for one in made)
    assert second_factor.of_code(nurse, made[0]) is not None
