"""The desk's part of the demonstration: an employer whose month can be approved after two decisions."""

from datetime import date

import pytest

from tests import factories
from tests.factories import VORONA
from vatra.accounts.demo import DemoUser
from vatra.database import scope
from vatra.desks.pay import demo, queries, sheets
from vatra.desks.pay.models import Fact

pytestmark = pytest.mark.django_db


def test_two_questions_are_left_for_who_tries_the_desk(places: None) -> None:
    made = {role: factories.make_user(role, VORONA) for role in ("payroll_officer", "community_nurse")}
    users = [
        DemoUser(user.email, user.full_name, role, VORONA, "", str(user.pk)) for role, user in made.items()
    ]

    assert demo.build(users, date(2026, 11, 22)) == 0
    assert demo.build(users, date(2026, 11, 22)) == 0
    with scope.system():
        employer = Fact.objects.get(kind="employer").employer_id
        found = sheets.computed(queries.house(employer), sheets.month_of("2026-10"), "")

    assert [one.question.rule for one in sheets.open_questions(found)] == ["I.B.2b+I.D", "II.B+V.B"]
    assert sheets.total(found) > 0
