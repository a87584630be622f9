"""Who answers for a case, with the history."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.integration.office.cases.test_story import assessed, page, text
from tests.integration.office.cases.world import World, day

pytestmark = pytest.mark.django_db


@pytest.mark.clause("protocol-2017/3.3.i")
def test_a_case_has_exactly_one_manager_and_keeps_the_history(world: World) -> None:
    assessed(world)
    desk = world.client("social")
    other = str(world.users["other_social"].pk)
    address = f"/dosare/{world.case()}/responsabil/"

    sent = desk.post(address, {"manager_user": other, "from_on": day(0), "reason": "leave"})

    assert sent.status_code == 302
    assert "Sanda Popa: din" in text(desk, address)
    assert text(desk, address).count(", acum") == 1
    assert "Oana Pop" in page(world).split("Responsabil</dt>")[1][:200]


def test_a_wrong_change_of_manager_is_told_on_the_page(world: World) -> None:
    assessed(world)

    answer = world.client("social").post(
        reverse("case_manager", args=[world.case()]), {"manager_user": "nimeni", "from_on": day(0)}
    )

    assert answer.status_code == 422
    assert "Alegeți asistentul social care preia cazul." in answer.content.decode()


def test_nurse_reads_who_is_responsible_but_does_not_change_it(world: World) -> None:
    assessed(world)
    nurse = world.client("nurse")
    address = reverse("case_manager", args=[world.case()])

    shown = text(nurse, address)

    assert "Sanda Popa: din" in shown
    assert "Alt responsabil" not in shown
    assert nurse.post(address, {}).status_code == 404
