"""Period, documents, payment, places, publication and exams, each at its boundary."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from vatra.packs.training import calls, catalogue, eligibility, exams, payments, places, steps
from vatra.packs.training.calls import BUCHAREST
from vatra.packs.training.exams import Session
from vatra.packs.training.payments import Payment
from vatra.packs.training.places import Seat, Unit
from vatra.packs.training.standing import Standing

SERIES = {
    "starts_on": "2024-03-18", "ends_on": "2024-06-14", "places": 25, "direct_share": "20", "face_to_face": True,
}  # fmt: skip
BODY: dict[str, Any] = {
    "title": "Programe de specializare 2023-2024", "opens_on": "2023-09-04", "closes_on": "2023-12-20",
    "fee": "2500", "payment_due": "2023-12-15", "iban": "RO07TREZ70220G335000XXXX",
    "treasury": "Trezoreria Sectorului 2", "tax_code": "26328134", "address": "Str. Vaselor nr. 31",
    "series": {
        code: {**SERIES, "programme": code}
        for code in ("diabetes", "oncology", "paediatrics", "community_health_nursing", "ct_mr_operator")
    },
}  # fmt: skip
CALL = calls.parse(BODY)
DETAILS = {
    "name": "Ana Pop", "profession": "generalist_nurse", "diploma": "generalist_nurse", "level": "post_secondary",
    "series": "community_health_nursing", "name_on_diploma": "Ana Pop", "name_on_card": "Pop Ana",
    "membership": "AG 12", "permit_from": "2023-01-01", "permit_until": "2024-12-31", "consent": True,
}  # fmt: skip
OWN = {"diploma", "oamgmamr_membership", "free_practice_permit", "identity_card"}
ALL = {*OWN, "unit_request", "data_processing_consent"}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BUCHAREST)


NOON = at("2023-11-02T12:00")


def wrong(route: str = "self", present: set[str] = OWN, moment: datetime = NOON, **more: Any) -> set[str]:
    return {one.field for one in eligibility.faults(CALL, route, {**DETAILS, **more}, present, moment)}


@pytest.mark.clause("inmss-2023/organiser")
def test_the_organiser_and_its_legal_basis_stand_as_text() -> None:
    own = catalogue.settings()
    assert "INMSS" in own.at("organiser", "2023-10-01")
    basis = " ".join(own.at("legal_basis", "2023-10-01"))
    assert "1183/2022" in basis
    assert "308/2022" in basis
    assert "1076/2019, modificat prin OMS nr. 1775/2020" in basis


@pytest.mark.clause("inmss-2023/call.period")
def test_first_and_last_day_count_whole_in_romanian_time() -> None:
    assert calls.period_refusal(CALL, at("2023-09-03T23:59"))
    assert not calls.period_refusal(CALL, at("2023-09-04T00:00"))
    assert not calls.period_refusal(CALL, at("2023-12-20T23:59"))
    assert calls.period_refusal(CALL, at("2023-12-21T00:00"))


@pytest.mark.clause("inmss-2023/level")
@pytest.mark.parametrize("level", ["post_secondary", "university"])
def test_nobody_is_refused_for_the_level(level: str) -> None:
    assert not wrong("employer", ALL, series="paediatrics", level=level)


@pytest.mark.clause("inmss-2023/submit.self_programmes")
def test_direct_enrolment_only_where_it_is_open() -> None:
    assert not wrong()
    assert "series" in wrong(series="oncology")
    assert not wrong("employer", ALL, series="oncology")
    assert [one.code for one in catalogue.programmes().values() if one.direct] == [
        "palliative_care", "nephrology_dialysis", "community_health_nursing", "ct_mr_operator",
    ]  # fmt: skip


@pytest.mark.clause("inmss-2023/target.others")
def test_a_profession_without_programme_is_told_so() -> None:
    found = eligibility.faults(CALL, "self", {**DETAILS, "profession": "laboratory_nurse"}, OWN, NOON)
    assert any("niciun program deschis pentru profesia" in one.message for one in found)


@pytest.mark.clause("inmss-2023/doc.2")
def test_the_diploma_fits_the_programme() -> None:
    assert "diploma" in wrong("employer", ALL, series="diabetes", diploma="radiology_imaging_nurse")
    fits = {"profession": "nutrition_dietetics_nurse", "diploma": "nutrition_dietetics_nurse"}
    assert not wrong("employer", ALL, series="diabetes", **fits)


@pytest.mark.clause("inmss-2023/doc.1", "inmss-2023/doc.self")
def test_document_one_is_asked_of_the_employer_only() -> None:
    assert wrong("employer", ALL - {"unit_request"}) == {"unit_request"}
    assert not wrong("self", OWN)


@pytest.mark.parametrize(
    "slot",
    [
        pytest.param("oamgmamr_membership", marks=pytest.mark.clause("inmss-2023/doc.3a")),
        pytest.param("free_practice_permit", marks=pytest.mark.clause("inmss-2023/doc.3b")),
        pytest.param("identity_card", marks=pytest.mark.clause("inmss-2023/doc.4a")),
    ],
)
def test_a_missing_paper_keeps_the_file_back(slot: str) -> None:
    assert wrong("self", OWN - {slot}) == {slot}


@pytest.mark.clause("inmss-2023/doc.4b")
def test_proof_of_the_name_is_asked_where_names_differ() -> None:
    assert wrong(name_on_diploma="Ana Popa", name_on_card="Ana Ionescu") == {"name_change_proof"}
    proven = {*OWN, "name_change_proof"}
    assert not wrong("self", proven, name_on_diploma="Ana Popa", name_on_card="Ana Ionescu")
    assert not wrong(name_on_diploma="Ana Popa", name_on_card="POPA ANA")


@pytest.mark.clause("inmss-2023/doc.5")
def test_no_file_goes_without_consent() -> None:
    assert wrong("employer", ALL - {"data_processing_consent"}) == {"data_processing_consent"}
    assert wrong("self", OWN, consent=False) == {"consent"}


@pytest.mark.clause("inmss-2023/doc.3b")
def test_a_permit_that_ends_before_the_course_is_reminded() -> None:
    assert not wrong(permit_until="2023-12-31", moment=at("2023-12-10T10:00"))
    assert eligibility.permit_reminder({"permit_until": "2023-12-31"}, date(2024, 6, 14))
    assert not eligibility.permit_reminder({"permit_until": "2024-06-14"}, date(2024, 6, 14))


@pytest.mark.clause("inmss-2023/quota.permit")
def test_the_permit_is_valid_on_the_day_of_sending() -> None:
    assert wrong(permit_until="2023-11-30", moment=at("2023-12-01T09:00")) == {"permit_until"}
    assert not wrong(permit_until="2023-12-01", moment=at("2023-12-01T09:00"))


@pytest.mark.clause("inmss-2023/doc.6")
def test_the_proof_of_payment_opens_after_validation() -> None:
    before = {
        one.slot.code: one.is_open for one in eligibility.checklist("self", DETAILS, is_validated=False)
    }
    after = {one.slot.code: one.is_open for one in eligibility.checklist("self", DETAILS, is_validated=True)}
    assert before["payment_proof"] is False
    assert after["payment_proof"] is True


@pytest.mark.clause("inmss-2023/fee.full")
def test_only_the_whole_fee_counts() -> None:
    fee, due = CALL.fee, CALL.payment_due
    assert payments.paid([Payment(date(2023, 12, 1), Decimal(2499))], fee, due).full_on is None
    halves = [Payment(date(2023, 12, day), Decimal(1250)) for day in (1, 9)]
    assert payments.paid(halves, fee, due).full_on == date(2023, 12, 9)


@pytest.mark.clause("inmss-2023/fee.deadline")
def test_the_term_is_compared_with_the_day_of_payment() -> None:
    fee, due = CALL.fee, CALL.payment_due
    assert payments.paid([Payment(date(2023, 12, 15), fee)], fee, due).full_on == date(2023, 12, 15)
    late = payments.paid([Payment(date(2023, 12, 16), fee)], fee, due)
    assert late.full_on is None
    assert "dacă INMSS nu hotărăște altfel" in payments.words(late, fee, due, has_proof=True)
    assert payments.paid([Payment(date(2023, 12, 16), fee)], fee, date(2023, 12, 20)).full_on
    assert not calls.due_warning(CALL, date(2023, 12, 10))
    assert calls.due_warning(CALL, date(2023, 12, 11))


@pytest.mark.clause("inmss-2023/fee.proof")
def test_money_without_its_proof_is_said() -> None:
    told = payments.paid([Payment(date(2023, 12, 1), CALL.fee)], CALL.fee, CALL.payment_due)
    assert (
        payments.words(told, CALL.fee, CALL.payment_due, has_proof=False)
        == "Plata s-a văzut, lipsește dovada plății."
    )


@pytest.mark.clause("inmss-2023/fee.account")
def test_the_letters_at_the_end_belong_to_the_account() -> None:
    assert calls.is_iban("RO07TREZ70220G335000XXXX")
    assert not calls.is_iban("RO08TREZ70220G335000XXXX")
    assert list(calls.faults(BODY)) == []
    assert [name for name, _ in calls.faults({**BODY, "iban": "RO07TREZ70220G3350001234", "tax_code": "26328135"})] == [
        "iban", "tax_code",
    ]  # fmt: skip
    assert "CIF 26328134" in calls.payment_text(CALL, "2023ABC-00001")


@pytest.mark.clause("inmss-2023/quota.max")
@pytest.mark.parametrize(("total", "direct"), [(25, 5), (24, 4), (4, 0)])
def test_the_quota_is_rounded_down(total: int, direct: int) -> None:
    assert places.direct_places(total, Decimal(20)) == direct


@pytest.mark.clause("inmss-2023/quota.published")
def test_a_share_over_the_most_is_refused() -> None:
    told = {**SERIES, "programme": "diabetes"}
    assert [name for name, _ in calls.series_faults({**told, "direct_share": "21"}, date(2023, 9, 4))] == [
        "direct_share"
    ]
    assert not list(calls.series_faults({**told, "direct_share": "15"}, date(2023, 9, 4)))
    assert places.direct_places(20, Decimal(15)) == 3


@pytest.mark.clause("inmss-2023/quota.full")
def test_full_direct_places_leave_the_employers_in() -> None:
    taken = ["self"] * 5
    assert not places.is_free("self", 25, 5, taken)
    assert places.is_free("employer", 25, 5, taken)
    assert not places.is_free("employer", 5, 5, taken)


def test_who_waits_longest_is_next() -> None:
    waiting = [Seat("b", "self", date(2023, 12, 2), 1), Seat("a", "self", date(2023, 12, 1), 2)]
    found = places.next_in(waiting, 25, 5, ["self"] * 4)
    assert found is not None
    assert found.file == "a"


@pytest.mark.clause("inmss-2023/no_overlap")
def test_one_programme_at_a_time_to_the_last_day() -> None:
    others = [("A", date(2024, 3, 18), date(2024, 6, 14))]
    assert places.overlap(date(2024, 6, 14), date(2024, 9, 1), others) == "A"
    assert not places.overlap(date(2024, 6, 15), date(2024, 9, 1), others)


@pytest.mark.clause("inmss-2023/practice")
def test_the_ninth_of_eight_stays_unplaced() -> None:
    units = [Unit("Pitești", "U1", 5), Unit("Pitești", "U2", 3)]
    placed = places.placed([str(n) for n in range(9)], units)
    assert [one.unit.name if one.unit else "" for one in placed] == ["U1"] * 5 + ["U2"] * 3 + [""]


@pytest.mark.clause("inmss-2023/publish.30")
def test_publishing_thirty_days_before_with_all_that_is_asked() -> None:
    full = {
        "units": [{"centre": "Pitești", "unit": "U1", "seats": 5}], "agenda_theory": "t", "agenda_practice": "p",
        "secretary_name": "s", "secretary_contact": "0248",
    }  # fmt: skip
    body = {**BODY, "series": {"a": {**SERIES, "programme": "diabetes", **full}}}
    series = calls.parse(body).series["a"]
    assert calls.publishing(series, date(2024, 2, 17)) == ([], False)
    assert calls.publishing(series, date(2024, 2, 18)) == ([], True)
    body["series"]["a"]["secretary_contact"] = ""
    assert calls.publishing(calls.parse(body).series["a"], date(2024, 2, 1))[0] == [
        "datele de contact ale secretarului"
    ]


S = [Session(f"S{n}", date(2023 + n, 11, 1), Decimal(300)) for n in (1, 2, 3, 4)]
ENDED = date(2024, 10, 1)


@pytest.mark.clause("inmss-2023/exam.retake")
def test_two_further_yearly_sessions_the_second_to_be_confirmed() -> None:
    assert exams.right(ENDED, [], S[0], S).refusal == ""
    second = exams.right(ENDED, ["S1"], S[1], S)
    assert (second.refusal, second.flag) == ("", "")
    third = exams.right(ENDED, ["S1", "S2"], S[2], S)
    assert third.refusal == ""
    assert third.flag
    assert exams.right(ENDED, ["S1", "S2", "S3"], S[3], S).refusal
    assert not exams.is_exhausted(ENDED, ["S1", "S2"], S)
    assert exams.is_exhausted(ENDED, ["S1", "S2", "S3"], S)


@pytest.mark.clause("inmss-2023/exam.fee")
def test_no_session_opens_without_its_fee() -> None:
    unpriced = Session("S9", date(2024, 11, 1), None)
    assert "Lipsește taxa" in exams.right(ENDED, [], unpriced, [unpriced]).refusal
    assert not exams.open_refusal(Decimal(300))


@pytest.mark.clause("inmss-2023/exam.material")
def test_materials_open_on_the_day_of_registration() -> None:
    registered = date(2025, 10, 1)
    assert not exams.may_read_material(registered, date(2025, 9, 30), on_platform=True)
    assert exams.may_read_material(registered, registered, on_platform=True)
    assert not exams.may_read_material(registered, registered, on_platform=False)


@pytest.mark.parametrize(
    ("standing", "name", "is_offered"),
    [
        (Standing(state="assigned"), "paper", True),
        (Standing(state="assigned", paper_on=date(2024, 3, 18)), "paper", False),
        (Standing(state="assessed"), "certificate", True),
        (Standing(state="assessed", certificate={"number": "1/2024"}), "certificate", False),
        (Standing(state="withdrawn"), "refund", False),
        (Standing(state="withdrawn", refund={"amount": None}), "refund", True),
        (Standing(state="withdrawn", refund={"amount": "2500"}), "refund", False),
    ],
)
def test_what_is_done_once_is_not_offered_again(standing: Standing, name: str, is_offered: bool) -> None:
    assert (name in [one.id for one in steps.possible(standing, "organiser")]) is is_offered
