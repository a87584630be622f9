"""Who received or read medical data stands in the trail: who, when, what."""

from __future__ import annotations

import pytest
from django.db import connection
from django.urls import reverse

from tests import factories
from tests.integration.office.cases.world import World
from tests.integration.sync.test_protocol import Phone
from vatra.database import scope
from vatra.people import access
from vatra.sync import devices

pytestmark = pytest.mark.django_db


def trail(world: World) -> list[tuple[str, str, tuple[int, ...]]]:
    with scope.system(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT user_id, what, sensitivities FROM people_access WHERE at IS NOT NULL ORDER BY at, id"
        )
        who = {user.pk: name for name, user in world.users.items()}
        return [(who[user], what, tuple(marks)) for user, what, marks in cursor.fetchall()]


@pytest.fixture(autouse=True)
def fresh() -> None:
    devices.forget()


@pytest.mark.clause("protocol-2017/6.3.2")
def test_a_phone_that_receives_medical_data_is_in_the_trail_once_a_change(marked: World) -> None:
    phone = Phone(marked.users["nurse"])
    cursor = phone.pull()["cursor"]
    phone.pull(cursor)
    marked.signal(ago=3)
    phone.pull(cursor)

    phones = [(who, what) for who, what, _ in trail(marked)]

    assert phones == [("nurse", "phone")] * 2
    assert all({4, 6} <= set(marks) and not {1, 2, 3} & set(marks) for _, _, marks in trail(marked))


@pytest.mark.clause("protocol-2017/6.6.2")
def test_a_school_mediators_phone_receives_nothing_closed_and_leaves_no_trace(marked: World) -> None:
    pulled = Phone(marked.users["mediator"]).pull()

    assert pulled["bundles"]
    assert trail(marked) == []


def test_readers_show_a_phone_once_and_keep_office_readings(marked: World) -> None:
    phone = Phone(marked.users["nurse"])
    cursor = phone.pull()["cursor"]
    for _ in range(3):
        marked.signal(ago=3)
        cursor = phone.pull(cursor)["cursor"]
    marked.client("social").get(reverse("household", args=[marked.home["group"]]))

    with scope.enter(factories.principal(marked.users["social"]).scope()):
        told = [(one.role, one.what) for one in access.readers(marked.home["group"], None)]

    assert told == [("social_worker", "household"), ("community_nurse", "phone")]


@pytest.mark.parametrize("who", ["social", "county", "ministry"])
def test_reading_a_household_an_entry_and_a_case_is_written_down(marked: World, who: str) -> None:
    client = marked.client(who)
    for address in (
        reverse("household", args=[marked.home["group"]]),
        reverse("person", args=[marked.ana["subject"]["id"]]),
        reverse("entry", args=[marked.home["id"]]),
        f"/dosare/{marked.case()}/",
    ):
        assert client.get(address).status_code in (200, 404)

    told = trail(marked)

    assert {each for each, _, _ in told} == {who}
    assert {"household", "person", "case"} <= {what for _, what, _ in told}
    allowed = set(factories.principal(marked.users[who]).sensitivities)
    assert all(set(marks) <= allowed for _, _, marks in told)


def test_odd_posts_to_a_form_are_answered_in_words(marked: World) -> None:
    client = marked.client("nurse")
    address = reverse("entry_new", args=["integrated_services", "specific_assessment"])
    address += f"?dosar={marked.case()}&gospodarie={marked.home['group']}"
    good = client.get(address)
    posts = [
        {"q.needs.count": "9" * 5000},
        {"q.signature": "[" * 100_000},
        {"q.summary": "a\x00b", "action": "save"},
        {"q.needs.count": "-1", "q.area": ["x", "y"]},
    ]

    assert good.status_code == 200
    for post in posts:
        assert client.post(address, post).status_code in (200, 422)


def test_prefilled_answers_inject_neither_markup_nor_scripts(marked: World) -> None:
    client = marked.client("nurse")
    address = reverse("entry_new", args=["integrated_services", "specific_assessment"])
    attack = "%22%3E%3Cscript%3Ealert(1)%3C/script%3E"

    begun = f"{address}?dosar={marked.case()}&gospodarie={marked.home['group']}"
    shown = client.get(f"{begun}&a.answers_to={attack}&a.summary={attack}&a.area={attack}").content.decode()

    assert "alert(1)" in shown
    assert "<script>alert" not in shown
    assert '"><script' not in shown
