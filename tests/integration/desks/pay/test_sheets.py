"""Sheets: drafted, checked, approved, frozen, corrected by a further sheet; on paper and as tables."""

from __future__ import annotations

import io
from collections.abc import Callable
from decimal import Decimal
from uuid import UUID

import pytest
from django.test import Client
from openpyxl import load_workbook

from tests.integration.desks.pay.world import World
from vatra.accounts.models import User
from vatra.database import scope
from vatra.desks.pay import queries, sheets, writing
from vatra.records.refusals import RefusedError

pytestmark = pytest.mark.django_db
Enter = Callable[[User | None], Client]


@pytest.mark.clause("pay-2018/compute")
def test_a_sheet_keeps_each_line_with_its_ground_and_decision(at_desk: World) -> None:
    at_desk.employ("7", position="foster_carer", category="other", job_title="asistent maternal")
    for ref in ("C-1", "C-2"):
        at_desk.write("care", staff_number="7", ref=ref, kind="child", since="2018-01-01", act="Hotărârea 7")
    at_desk.write(
        "care_ground", ref="C-1", since="2018-01-01", grade="medium", psychic_mental=False, special_illness=False,
        document="Certificat 1",
    )  # fmt: skip
    at_desk.decide("V.A.2", "10")
    at_desk.decide("VII", "5")

    sheet = queries.sheet(at_desk.draft())
    lines = {row["code"]: row for row in sheet.body["lines"]}
    grounds = {one["n"]: one["text"] for one in sheet.body["grounds"]}

    assert {code: row["amount"] for code, row in lines.items()} == {
        "I.D": "1000", "VI": "600", "V.A.2": "400", "VII": "200",
    }  # fmt: skip
    assert sheet.total == Decimal("2200.00")
    assert lines["V.A.2"]["decision"] == "decizia nr. 12 din 20.02.2018"
    assert lines["I.D"]["decision"] == "cotă fixă în text"
    for code, letter in (("I.D", "a"), ("VI", "f"), ("V.A.2", "e"), ("VII", "g")):
        assert f"pct. {code}, art. 14 alin. (1) lit. {letter})" in grounds[lines[code]["ground"]]


def test_steps_follow_one_another_and_no_other_way(at_desk: World) -> None:
    at_desk.employ("7")
    sheet = at_desk.draft()

    for wrong in ("approved", "frozen"):
        with pytest.raises(RefusedError):
            at_desk.step(sheet, wrong)
    at_desk.freeze(sheet)

    assert queries.sheet(sheet).state == "frozen"
    with pytest.raises(RefusedError):
        at_desk.step(sheet, "returned", reason="prea târziu")


def test_a_month_has_one_sheet_at_work_and_a_frozen_one_is_only_corrected(at_desk: World) -> None:
    at_desk.employ("7")
    first = at_desk.draft()
    with pytest.raises(RefusedError):
        at_desk.draft()
    at_desk.step(first, "returned", reason="lipsește o persoană")
    second = at_desk.draft()
    at_desk.freeze(second)

    with pytest.raises(RefusedError):
        at_desk.draft()  # a correction has its reason
    at_desk.employ("8")
    third = queries.sheet(at_desk.draft(reason="angajat uitat"))

    assert third.corrects == second
    assert [(one["staff_number"], one["by"]) for one in sheets.differences(third, queries.sheet(second))] == [
        ("8", Decimal("600"))
    ]
    assert queries.sheet(second).total == Decimal("600.00")


def test_a_frozen_sheet_stays_when_the_facts_change(at_desk: World) -> None:
    made = at_desk.employ("7")
    sheet = at_desk.draft()
    at_desk.freeze(sheet)
    before = queries.sheet(sheet).body
    record = writing.entry(
        at_desk.principal, "employment", at_desk.employer, {**made["answers"], "base": "5000"}, place=39872
    )
    writing.send(at_desk.principal, writing.correction(record, made["id"], "salariul greșit"))

    assert queries.sheet(sheet).body == before
    assert sheets.has_changed(queries.sheet(sheet), at_desk.house())


@pytest.mark.clause("pay-2018/note.no_cumul", "pay-2018/V.B")
def test_a_question_of_the_text_is_decided_by_a_person_before_approval(world: World, enter: Enter) -> None:
    world.write(
        "workplace", code="zi", since="2018-01-01", name="Centrul de zi", service="day_centre_need",
        accommodation=False, targets=["poverty"], exclusive=False, nomenclature="8899 CZ-AS",
    )  # fmt: skip
    world.employ("7", workplace="zi")
    world.decide("V.B", "10")
    with scope.enter(world.principal.scope()):
        sheet = world.draft()
        world.step(sheet, "checked")
    client = enter(world.officer)

    refused = client.post(f"/birou/pay/stat/{sheet}/pas/", {"step": "approved", "by": "Directorul"})
    assert refused.status_code == 422
    assert "fără decizie" in refused.content.decode()
    world.choose("II.B+V.B", "V.B")
    stale = client.post(f"/birou/pay/stat/{sheet}/pas/", {"step": "approved", "by": "Directorul"})
    assert "Datele s-au schimbat" in stale.content.decode()


def test_the_sheet_goes_out_as_pdf_xlsx_and_csv(world: World, enter: Enter) -> None:
    world.employ("7")
    with scope.enter(world.principal.scope()):
        sheet: UUID = world.draft()
        world.freeze(sheet)
    client = enter(world.officer)

    pdf = client.get(f"/birou/pay/stat/{sheet}/stat.pdf").content
    book = load_workbook(io.BytesIO(client.get(f"/birou/pay/stat/{sheet}/stat.xlsx").content))
    text = client.get(f"/birou/pay/stat/{sheet}/stat.csv").content.decode("utf-8-sig")

    assert pdf.startswith(b"%PDF")
    assert book.active["N3"].value == 600
    assert "art. 14 alin. (1) lit. b)" in text
    assert client.get(f"/birou/pay/stat/{sheet}/stat.doc").status_code == 404
