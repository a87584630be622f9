"""The test databases themselves: what a test commits is gone in the next."""

import pytest
from django.db import connection

from vatra.accounts.models import User
from vatra.database import scope


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_committed_rows_are_gone_in_the_next_test(turn: int) -> None:
    assert User.objects.count() == 0

    User.objects.create(email="ana@exemplu.ro", full_name="Ana")

    assert User.objects.count() == 1


@pytest.mark.django_db
def test_tests_connect_as_the_application() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT session_user, rolsuper FROM pg_roles WHERE rolname = session_user")
        assert cursor.fetchone() == ("vatra_app", False)


def test_system_scope_fixture_enters_the_system_scope(system_scope: scope.Scope) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("vatra_system",)
    assert scope.current() == system_scope == scope.SYSTEM
