"""The demonstration's employer: every entry accepted, nothing the second time."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from vatra.accounts import demo as people
from vatra.accounts import principals
from vatra.accounts.models import User
from vatra.database import scope
from vatra.demo import desks
from vatra.desks.pay import queries, sheets
from vatra.desks.pay.models import Fact

pytestmark = pytest.mark.django_db


def test_the_demonstration_has_an_employer_with_sums_to_pay(
    places: None, settings: Any, tmp_path: Path
) -> None:
    settings.DATA_DIR = tmp_path
    users = people.create_demo_users("BT")

    assert desks.build(users, date(2026, 11, 22)) == 0
    with scope.system():
        first = Fact.objects.count()
    assert desks.build(users, date(2026, 11, 22)) == 0

    officer = next(user for user in users if user.role == "payroll_officer")
    with scope.enter(principals.of(User.objects.get(pk=officer.user_id)).scope()):
        employer = Fact.objects.get(kind="employer")
        results = sheets.computed(queries.house(employer.employer_id), (2026, 10))
    paid = {one.employee.number: one.total for one in results}
    assert len(paid) == 11
    assert min(paid.values()) > Decimal(0)
    with scope.system():
        assert Fact.objects.count() == first
