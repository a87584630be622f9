"""Every supplement of annex 9 has worked cases with its article; each is computed and compared."""

from datetime import date
from decimal import Decimal

import pytest

from vatra.kit import clauses
from vatra.packs import pay
from vatra.packs.pay import catalogue, percents, worked
from vatra.packs.pay.worked import Case

CASES = worked.load()
LAW = catalogue.law()
SHOWN = [pytest.param(case, marks=pytest.mark.clause(*case.cites), id=case.name) for case in CASES]


@pytest.mark.parametrize("case", SHOWN)
def test_a_worked_case_pays_what_it_says(case: Case) -> None:
    assert worked.differences(case) == []


@pytest.mark.parametrize("code", LAW.codes())
def test_every_supplement_is_paid_in_a_case_and_its_bounds_are_tried(code: str) -> None:
    own = [case for case in CASES if f"pay-2018/{code}" in case.cites]

    assert any(code in case.raw["expect"] for case in own)
    refused = {Decimal(str(one)) for case in own for one in case.raw.get("refuses", {}).get(code, ())}
    range_ = LAW.range_at(code, date(2018, 3, 1))
    assert range_ is not None
    assert any(one > range_[1] for one in refused)
    assert any(range_[0] is None or one < range_[0] for one in refused)


def test_a_case_tells_when_it_is_wrong() -> None:
    wrong = Case("x", "x", (), {**CASES[0].raw, "expect": {"I.A.1": 2601}, "refuses": {"I.A.1": [65]}})

    assert len(worked.differences(wrong)) == 2


def test_the_catalogue_holds_the_29_supplements_of_the_text_each_with_its_clause() -> None:
    known = {one.id for one in clauses.load(pay.PACK.root)}

    assert len(LAW.codes()) == 29
    assert {f"pay-2018/{code}" for code in LAW.codes()} <= known
    cited = {c for one in LAW.supplements for c in one.cites} | {c for rule in LAW.rules for c in rule.cites}
    assert cited <= known


def test_every_parameter_says_when_it_was_checked() -> None:
    assert all(dated.last_checked_on for one in LAW.parameters.by_name.values() for dated in one.values)


@pytest.mark.clause(*(f"pay-2018/annex.{letter}" for letter in "abcdefghi"))
def test_each_annex_is_known_by_number_and_letter() -> None:
    grounds = [annex.ground for annex in LAW.annexes]

    assert grounds == [
        *(
            f"anexa nr. {n}, art. 7 alin. (1) lit. {letter}) cap. II anexa II Legea-cadru 153/2017"
            for n, letter in enumerate("abcdefgh", start=1)
        ),
        "anexa nr. 9, art. 14 cap. II anexa II Legea-cadru 153/2017",
    ]
    assert (
        LAW.annexes[0].title != LAW.annexes[4].title
    )  # "periculoase" twice in the text: told apart by letter


@pytest.mark.clause(
    "pay-2018/I", "pay-2018/II", "pay-2018/III", "pay-2018/IV", "pay-2018/V", "pay-2018/VI", "pay-2018/VII"
)
def test_each_point_is_printed_with_its_letter_of_the_law() -> None:
    letters = dict(zip(("I", "II", "III", "IV", "V", "VI", "VII"), "abcdefg", strict=True))

    for one in LAW.supplements:
        assert one.ground == (
            f"pct. {one.code}, art. 14 alin. (1) lit. {letters[one.point]}) cap. II anexa II Legea-cadru 153/2017"
        )


@pytest.mark.clause("pay-2018/note.staff")
def test_a_unit_may_pay_each_category_its_own_percentage_within_the_range() -> None:
    on = date(2018, 3, 1)

    assert [percents.refusal(LAW, "I.A.1", Decimal(one), on) for one in (75, 70, 65)] == ["", "", ""]
    assert "65 % – 75 %" in percents.refusal(LAW, "I.A.1", Decimal(76), on)


@pytest.mark.clause("pay-2018/effective")
def test_nothing_can_be_set_before_the_regulation() -> None:
    assert "1 martie 2018" in percents.refusal(LAW, "I.A.1", Decimal(70), date(2018, 2, 28))
    assert all(
        dated.since == date(2018, 3, 1) for one in LAW.parameters.by_name.values() for dated in one.values
    )


@pytest.mark.clause("pay-2018/scope.employers")
def test_an_employer_is_one_of_the_eight_kinds_or_gets_nothing() -> None:
    kinds = next(one for one in LAW.common if one.fact == "employer.kind").value

    assert len(kinds) == 8
    assert "other" not in kinds
