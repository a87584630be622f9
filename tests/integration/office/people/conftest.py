"""A household of Vorona as the nurse entered it: Ana (36), her son Ion (5), a damp house."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from tests import factories, journal
from tests.accounts_fixtures import Staff
from tests.journal import Author
from vatra.accounts.models import User
from vatra.records import actions

PREGNANT = {
    "assessed_on": "2026-11-05", "birth_certificate": "yes", "identity_card": "valid",
    "family_doctor": "no", "insured": "no", "health_access": "yes", "disability": "none",
    "dependent": "no", "health_state": ["none"], "health_needs": ["none"], "pregnancy_state": "pregnant",
    "pregnancy_in_evidence": "no", "prenatal_checks": "no", "pregnancy_risk": "no",
    "family_planning_informed": "unknown", "reproductive_need": "unknown", "smoker": "unknown",
    "physical_activity": "unknown", "diet": "unknown", "education_level": "unknown",
    "work_state": "unknown", "work_years": 3, "qualification": "unknown", "skills": ["other"],
    "income_source": "unknown", "family_situation": ["VFCA_99"], "violence": ["unknown"],
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Home:
    """The entries that made the household; ids as texts."""

    nurse: Author
    household: dict[str, Any]
    ana: dict[str, Any]
    ion: dict[str, Any]

    @property
    def id(self) -> str:
        return str(self.household["group"])


def author(user: User, role: str) -> Author:
    return Author(role=role, user_id=str(user.pk))


def write(principal: Author, *records: dict[str, Any]) -> None:
    """Have the entries accepted, or fail with the reasons."""
    receipts = actions.submit(principal=principal, records=list(records))
    assert [r.status for r in receipts] == ["accepted"] * len(records), [r.reasons for r in receipts]


def make_home(nurse: Author, *, name: str = "Familia Ștefănescu", number: str = "12", cnp: str = "") -> Home:
    household = journal.household(nurse, household_name=name, number=number, street="Ulița Morii")
    family = name.removeprefix("Familia ")
    state = {"id_state": "cnp", "cnp": cnp} if cnp else {}
    ana = journal.person(nurse, household, family_name=family, given_name="Ana", **state)
    ion = journal.person(
        nurse, household, family_name=family, given_name="Ion", sex="m", birth_date="2021-04-10",
        relation="child", family_doctor="no",
    )  # fmt: skip
    write(nurse, household, ana, ion)
    return Home(nurse, household, ana, ion)


def assessed(home: Home, **changes: Any) -> None:
    """The nurse found that Ana is pregnant and without a family doctor."""
    form = "integrated_services/person_assessment"
    write(home.nurse, journal.about(home.nurse, form, home.ana, PREGNANT | changes))


@pytest.fixture
def team(places: None, staff: Staff) -> Staff:
    """The fixture users, in a county whose places are loaded."""
    return staff


@pytest.fixture
def home(team: Staff) -> Home:
    return make_home(author(team.nurse, "community_nurse"))


@pytest.fixture
def mediator(team: Staff) -> User:
    return factories.make_user("roma_health_mediator")
