"""Facts of payroll: derived from records, corrected, voided, rebuilt; read by whom they concern."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests import factories
from tests.factories import TUDORA, VORONA
from tests.integration.desks.pay.world import World
from vatra.database import scope
from vatra.desks.pay import writing
from vatra.desks.pay.models import Fact, Sheet
from vatra.records import rebuilding
from vatra.records.refusals import RefusedError

pytestmark = pytest.mark.django_db
CARER = {"position": "foster_carer", "category": "other", "job_title": "asistent maternal"}


def stored() -> list[tuple[Any, ...]]:
    with scope.system():
        rows = Fact.objects.order_by("id").values_list(
            "id", "kind", "key", "since", "until", "body", "sensitivity"
        )
        return [*rows, *Sheet.objects.order_by("id").values_list("id", "state", "total", "body", "steps")]


def test_an_employee_gets_what_the_facts_give(at_desk: World) -> None:
    at_desk.employ("7")

    found = at_desk.month("7")

    assert [(line.code, line.amount) for line in found.lines] == [("II.A.2", Decimal("600.00"))]


def test_a_correction_replaces_and_a_void_removes(at_desk: World) -> None:
    made = at_desk.employ("7")
    told = {**made["answers"], "base": "5000"}
    corrected = writing.entry(at_desk.principal, "employment", at_desk.employer, told, place=VORONA)
    writing.send(at_desk.principal, writing.correction(corrected, made["id"], "salariul greșit"))
    at_desk.employ("8")

    assert at_desk.month("7").total == Decimal("750.00")

    void = writing.correction(
        {**corrected, "id": at_desk.employ("9")["id"][:-4] + "ffff"}, corrected["id"], "greșit"
    )
    writing.send(at_desk.principal, {**void, "intent": "void", "answers": {}})
    assert "7" not in at_desk.house().staff


def test_rebuild_gives_what_is_stored(at_desk: World) -> None:
    at_desk.employ("7", **CARER)
    at_desk.write("care", staff_number="7", ref="C-1", kind="child", since="2018-03-16", act="Hotărârea 7")
    at_desk.write(
        "care_ground", ref="C-1", since="2018-03-16", grade="severe", psychic_mental=False, special_illness=False,
        document="Certificat 1",
    )  # fmt: skip
    at_desk.freeze(at_desk.draft())
    before = stored()

    with scope.system():
        rebuilding.rebuild(VORONA)
    assert stored() == before
    with scope.system():
        Fact.objects.all().delete()
        Sheet.objects.all().delete()
        rebuilding.rebuild(VORONA)

    assert stored() == before


def test_payroll_sees_the_supplement_but_not_its_ground(at_desk: World) -> None:
    at_desk.employ("7", position="personal_assistant", category="other")
    at_desk.write("care", staff_number="7", ref="A-1", kind="adult", since="2018-01-01", act="Contract 3")
    at_desk.write(
        "care_ground", ref="A-1", since="2018-01-01", grade="severe", psychic_mental=False, special_illness=True,
        document="Scrisoare medicală",
    )  # fmt: skip

    lines = at_desk.month("7").lines
    kinds = set(Fact.objects.values_list("kind", flat=True))

    assert [(line.code, line.amount) for line in lines] == [("I.E", Decimal("1000.00"))]
    assert "marks" in kinds
    assert "care_ground" not in kinds
    assert not any("special_illness" in body for body in Fact.objects.values_list("body", flat=True))


def test_the_database_keeps_each_row_from_whom_it_does_not_concern(world: World) -> None:
    world.employ("7")
    world.write("care", staff_number="7", ref="A-1", kind="adult", since="2018-01-01", act="Contract 3")
    world.write(
        "care_ground", ref="A-1", since="2018-01-01", grade="severe", psychic_mental=False, special_illness=True,
        document="Scrisoare medicală",
    )  # fmt: skip

    def seen(user: Any) -> set[str]:
        with scope.enter(factories.principal(user).scope()):
            return set(Fact.objects.values_list("kind", flat=True))

    assert seen(world.nurse) == {"care", "care_ground"}
    assert seen(factories.make_user("social_worker", VORONA)) == {"care"}
    assert seen(factories.make_user("payroll_officer", TUDORA)) == set()
    assert "employment" in seen(world.officer)


def test_a_percentage_outside_the_range_is_refused(at_desk: World) -> None:
    for percent in ("64", "76"):
        with pytest.raises(RefusedError) as refused:
            at_desk.decide("I.A.1", percent)
        assert "65 % – 75 %" in refused.value.reasons[0].message

    at_desk.decide("I.A.1", "65")


@pytest.mark.clause("pay-2018/note.no_cumul")
def test_points_iv_and_v_are_refused_for_the_same_person_and_period(at_desk: World) -> None:
    at_desk.employ("7")
    at_desk.decide("IV.A.1", "15", staff_number="7", until="2018-03-31")

    with pytest.raises(RefusedError) as refused:
        at_desk.decide("V.B", "10", staff_number="7")
    assert "pct. IV și V" in refused.value.reasons[0].message
    at_desk.decide("V.B", "10", staff_number="7", since="2018-04-01")


def test_a_choice_against_the_text_is_refused(at_desk: World) -> None:
    for rule, keep in (
        ("II.B+I", "II.B"),
        ("I.unit", "both"),
        ("IV+V", "both"),
        ("II.B+V.B", "III"),
        ("x", "both"),
    ):
        with pytest.raises(RefusedError):
            at_desk.choose(rule, keep)

    at_desk.choose("IV+V", "IV.B")


def test_a_record_of_payroll_does_not_fit_into_a_household(world: World) -> None:
    from tests import journal

    author = journal.Author("payroll_officer", user_id=world.principal.user_id)
    home = journal.household(author)
    made = writing.entry(world.principal, "workplace", home["id"], {"code": "x"}, place=VORONA)

    with pytest.raises(RefusedError) as refused:
        writing.send(world.principal, made)

    assert "unknown_subject" in {reason.code for reason in refused.value.reasons}
