"""The desk's part of the demonstration: once, in the states it promises."""

from datetime import date

import pytest
from django.utils import timezone

from tests import factories
from tests.factories import COUNTRY, VORONA
from vatra.accounts.demo import DemoUser
from vatra.database import scope
from vatra.desks.training import demo
from vatra.desks.training.models import Call, File, Step
from vatra.packs.training import calls

pytestmark = pytest.mark.django_db


@pytest.mark.clause("inmss-2023/call.period", "inmss-2023/purpose")
def test_the_demonstration_is_the_call_of_2023_and_one_to_try(places: None) -> None:
    made = {
        role: factories.make_user(role, place)
        for role, place in (("training_organiser", COUNTRY), ("training_employer", VORONA))
    }
    users = [DemoUser(user.email, user.full_name, role, 0, "", str(user.pk)) for role, user in made.items()]
    today = timezone.localdate()

    assert demo.build(users, today) == 0
    assert demo.build(users, today) == 0
    with scope.system():
        former, present = Call.objects.order_by("opened_at")
        states = dict(File.objects.values_list("name", "state"))
        days = [
            *Step.objects.filter(call_id=former.id).order_by("file_id", "seq").values_list("file_id", "on")
        ]
    assert states == {
        "Zamfira Exemplu": "assessed",
        "Safta Exemplu": "assigned",
        "Tudora Exemplu": "awaiting_payment",
    }
    assert max(on for _, on in days) == date(2024, 6, 21)
    assert (told := [(str(file), on) for file, on in days]) == sorted(told)
    assert (former.body["opens_on"], former.body["closes_on"]) == ("2023-09-04", "2023-12-20")
    assert len(former.body["series"]) == 15
    assert not calls.period_refusal(calls.parse(present.body), timezone.now())
