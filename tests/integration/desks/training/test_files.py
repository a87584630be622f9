"""A file from its draft to a valid enrolment: rules, states, money, places."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from tests.integration.desks.training.world import OWN, UNIT, World, call_body, day, picture
from vatra.database import scope
from vatra.desks.training import actions, documents, queries
from vatra.desks.training.errors import NotKeptError, NotTakenError
from vatra.desks.training.models import File, Step
from vatra.records import attachments, leftovers

pytestmark = pytest.mark.django_db


def reasons(error: pytest.ExceptionInfo[NotTakenError]) -> str:
    return " ".join(message for _, message in error.value.reasons)


@pytest.mark.clause("inmss-2023/submit.who", "inmss-2023/doc.self", "inmss-2023/validate")
def test_a_nurse_sends_her_own_file_and_it_is_validated(world: World) -> None:
    call = world.open()
    file = world.validated(call, world.add(call))

    told = world.whole(file)
    assert (told.file.route, told.state.code) == ("self", "awaiting_payment")
    assert told.standing.validated_on is not None
    assert told.file.number.startswith(call_body()["opens_on"][:4])


@pytest.mark.clause("inmss-2023/call.platform")
def test_a_paper_file_is_a_note_and_no_submission(world: World) -> None:
    call = world.open()
    file = world.draft(call, world.add(call))
    world.take(file, "note", text="dosar venit prin poștă")

    assert world.state(file) == "draft"
    with scope.system():
        assert Step.objects.get(file_id=file).body["text"] == "dosar venit prin poștă"


def test_nothing_is_sent_after_the_last_day(world: World) -> None:
    call = world.open(opens_on=day(-60), closes_on=day(-1))
    file = world.draft(call, world.add(call))
    world.fill(file)
    with pytest.raises(NotTakenError) as refused:
        world.submit(file)
    assert "s-a închis" in reasons(refused)


@pytest.mark.clause("inmss-2023/submit.employer_account")
def test_a_unit_registers_before_it_sends_anybody(world: World) -> None:
    call = world.open()
    with pytest.raises(NotTakenError) as refused:
        actions.begin(world.principal(world.employer), call)
    assert "unitatea" in reasons(refused)

    actions.register_unit(world.principal(world.employer), UNIT)
    assert actions.begin(world.principal(world.employer), call)
    with pytest.raises(NotTakenError):
        actions.register_unit(world.principal(world.employer), {**UNIT, "tax_code": "26328135"})


@pytest.mark.clause("inmss-2023/submit.employer_request", "inmss-2023/fee.amount", "inmss-2023/submit.who")
def test_one_request_of_a_unit_makes_a_file_for_each_nurse(world: World) -> None:
    call = world.open()
    diabetes, oncology = (
        world.add(call, programme=one, direct_share="0") for one in ("diabetes", "oncology")
    )
    actions.register_unit(world.principal(world.employer), UNIT)
    first = world.draft(call, diabetes, world.employer)
    files = [first, *(world.draft(call, one, world.employer, first) for one in (diabetes, oncology))]
    world.fill(first, "unit_request", user=world.employer)
    for file in files:
        world.fill(file, *OWN, "data_processing_consent", user=world.employer)
    world.submit(first, world.employer)

    assert [world.state(file) for file in files] == ["submitted"] * 3
    assert {world.whole(file).file.request_id for file in files} == {first}
    assert actions.total_due(world.whole(first).call, 3) == "7.500,00 lei"
    world.take(files[2], "reject", reason="altă profesie")
    assert [world.state(file) for file in files] == ["submitted", "submitted", "rejected"]


@pytest.mark.clause("inmss-2023/doc.5")
def test_of_an_unsent_file_nothing_is_kept_but_the_draft(world: World) -> None:
    call = world.open()
    actions.register_unit(world.principal(world.employer), UNIT)
    file = world.draft(call, world.add(call), world.employer)
    world.fill(file, *OWN, "unit_request", user=world.employer)
    with pytest.raises(NotTakenError) as refused:
        world.submit(file, world.employer)
    assert "documentul 5" in reasons(refused)
    with scope.system():
        assert not Step.objects.filter(file_id=file).exists()


def test_a_returned_file_says_field_by_field_why_and_comes_again(world: World) -> None:
    call = world.open()
    file = world.sent(call, world.add(call))
    world.take(file, "return", reasons=[{"field": "diploma", "reason": "fotografia este tăiată"}])
    assert world.whole(file).standing.reasons == [{"field": "diploma", "reason": "fotografia este tăiată"}]

    world.fill(file, "diploma")
    world.submit(file)
    assert world.state(file) == "submitted"
    assert not world.whole(file).standing.reasons


@pytest.mark.clause("inmss-2023/doc.6")
def test_the_slot_of_the_proof_is_closed_before_validation(world: World) -> None:
    call = world.open()
    file = world.sent(call, world.add(call))
    with pytest.raises(NotKeptError):
        world.fill(file, "payment_proof")
    world.take(file, "validate", validated_on=day(0))
    world.fill(file, "payment_proof")
    assert "payment_proof" in world.whole(file).documents


@pytest.mark.clause("inmss-2023/fee.full", "inmss-2023/fee.proof")
def test_two_halves_and_the_proof_make_the_enrolment_valid_on_the_second_day(world: World) -> None:
    call = world.open()
    file = world.validated(call, world.add(call))
    world.pay(file, "1250", day(-2))
    world.fill(file, "payment_proof")
    assert world.state(file) == "awaiting_payment"
    world.pay(file, "1250", day(-1))

    told = world.whole(file)
    assert told.state.code == "enrolled"
    assert told.standing.valid_on is not None
    assert told.standing.valid_on.isoformat() == day(-1)


@pytest.mark.clause("inmss-2023/fee.methods")
@pytest.mark.parametrize("method", ["online", "payment_order", "e_banking", "postal_order", "other"])
def test_any_way_of_payment_is_taken(world: World, method: str) -> None:
    call = world.open()
    file = world.validated(call, world.add(call))
    world.take(file, "payment", paid_on=day(0), amount="2500", method=method)
    world.fill(file, "payment_proof")
    assert world.state(file) == "enrolled"


@pytest.mark.clause("inmss-2023/fee.deadline")
def test_a_late_payment_waits_for_the_organisers_decision(world: World) -> None:
    call = world.open(payment_due=day(-3), opens_on=day(-60))
    file = world.validated(call, world.add(call))
    world.pay(file, on=day(-1))
    world.fill(file, "payment_proof")
    assert world.whole(file).state.code == "lapsed"

    world.take(file, "extend", until=day(0), reason="validat după termen")
    assert world.state(file) == "enrolled"


@pytest.mark.clause("inmss-2023/quota.full")
def test_direct_places_fill_and_a_freed_one_goes_to_who_waits(world: World) -> None:
    call = world.open()
    series = world.add(call, places=5)
    first, second = world.enrolled(call, series), world.enrolled(call, series)
    assert (world.state(first), world.state(second)) == ("enrolled", "waiting_list")
    actions.register_unit(world.principal(world.employer), UNIT)
    assert world.state(world.enrolled(call, series, world.employer)) == "enrolled"

    world.ask(first, "withdraw", withdrawn_on=day(0))
    assert (world.state(first), world.state(second)) == ("withdrawn", "enrolled")


@pytest.mark.clause("inmss-2023/no_overlap")
def test_the_same_nurse_is_never_in_two_programmes_at_once(world: World) -> None:
    call = world.open()
    first = world.add(call)
    same = world.add(call, programme="palliative_care", starts_on=day(150), ends_on=day(200))
    after = world.add(call, programme="nephrology_dialysis", starts_on=day(151), ends_on=day(200))
    assert world.state(world.enrolled(call, first, membership="BT 77")) == "enrolled"
    assert world.state(world.enrolled(call, same, membership="bt77")) == "awaiting_payment"
    assert world.state(world.enrolled(call, after, membership="BT 77")) == "enrolled"


@pytest.mark.clause("inmss-2023/refund.withdrawal", "inmss-2023/refund.full")
def test_the_day_of_withdrawal_decides_and_both_days_are_kept(world: World) -> None:
    call = world.open()
    file = world.enrolled(call, world.add(call, starts_on=day(1), ends_on=day(90)))
    world.take(file, "withdraw", withdrawn_on=day(-2), reason="boală")

    told = world.whole(file).standing
    assert told.withdrawn_on is not None
    assert told.withdrawn_on.isoformat() == day(-2)
    assert told.withdrawal["recorded_on"] == day(0)
    assert told.refund["amount"] == "2500"


@pytest.mark.clause("inmss-2023/refund.gap")
def test_the_gap_goes_to_a_person_with_a_reason(world: World) -> None:
    call = world.open()
    file = world.enrolled(call, world.add(call, starts_on=day(2), ends_on=day(90)))
    world.ask(file, "withdraw", withdrawn_on=day(0))
    told = world.whole(file).standing.refund
    assert told["amount"] is None
    assert told["proposal"] == "1875.00"

    with pytest.raises(NotTakenError):
        world.take(file, "refund", amount="2501", reason="mai mult decât s-a plătit")
    world.take(file, "refund", amount="1875", reason="ca în prima zi")
    assert world.whole(file).standing.refund["reason"] == "ca în prima zi"
    with pytest.raises(NotTakenError):
        world.take(file, "refund", amount="0", reason="a doua oară")


def test_a_part_payment_comes_back_whole(world: World) -> None:
    call = world.open()
    file = world.validated(call, world.add(call))
    world.pay(file, "1000")
    world.ask(file, "withdraw", withdrawn_on=day(0))
    assert world.whole(file).standing.refund["amount"] == "1000"


def test_an_applicant_cannot_take_the_organisers_steps(world: World) -> None:
    call = world.open()
    file = world.sent(call, world.add(call))
    with pytest.raises(NotTakenError):
        world.ask(file, "validate", validated_on=day(0))
    assert world.state(file) == "submitted"


BAD = {
    "empty": b"",
    "text": b"aceasta este o scrisoare",
    "broken picture": picture()[:400],
    "small picture": picture(120),
    "broken PDF": b"%PDF-1.7\n%stricat",
}


@pytest.mark.parametrize("content", BAD.values(), ids=BAD.keys())
def test_a_bad_document_is_refused_and_nothing_is_lost(world: World, content: bytes) -> None:
    call = world.open()
    file = world.draft(call, world.add(call))
    world.fill(file, "diploma")
    who = world.principal(world.nurse)
    with scope.enter(who.scope()), pytest.raises(NotKeptError):
        documents.put(who, file, "diploma", content)
    assert len(world.documents(file)) == 1


def test_the_store_does_not_take_a_document_for_left_over(
    world: World, settings: Any, tmp_path: Path
) -> None:
    settings.DATA_DIR, settings.ARCHIVE_DIR = tmp_path, None
    call = world.open()
    world.fill(world.draft(call, world.add(call)), "diploma")
    stranger = hashlib.sha256(b"x").hexdigest()
    attachments.append(stranger, 0, b"x", 1)
    names = [*attachments.names()]
    for name in names:
        os.utime(tmp_path / "attachments" / name[:2] / name, (0, 0))

    assert leftovers.remove(1) == 1
    assert [*attachments.names()] == [name for name in names if name != stranger]


def test_rows_are_the_fold_of_their_steps(world: World) -> None:
    call = world.open()
    file = world.enrolled(call, world.add(call))
    with scope.system():
        row = File.objects.get(id=file)
        folded = queries.folded(Step.objects.filter(file_id=file).order_by("seq"))
    assert (row.state, row.valid_on, row.unit) == (folded.state, folded.valid_on, folded.unit)
    assert isinstance(row.id, UUID)
