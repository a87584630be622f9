"""Azi: what waits for each, and how the page learns that something changed."""

from __future__ import annotations

import re
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories, journal
from tests.accounts_fixtures import Staff
from tests.integration.office.entry.test_entry import SIGNAL
from tests.integration.office.people.conftest import Home, assessed, author, write
from vatra.accounts.models import User
from vatra.database import scope
from vatra.people import openings
from vatra.records import actions

pytestmark = pytest.mark.django_db


def today(user: User) -> str:
    response = factories.signed_in(Client(), user).get(reverse("today"))
    assert response.status_code == 200
    return response.content.decode()


def signalled(home: Home) -> None:
    signal = journal.about(home.nurse, "integrated_services/signal", home.household, SIGNAL)
    write(home.nurse, signal)


def test_new_case_and_its_tasks_wait_for_the_team(home: Home, team: Staff) -> None:
    signalled(home)

    page = today(team.social_worker)

    assert "Cazuri noi de ieri încoace" in page
    assert "Familia Ștefănescu" in page
    assert "Identificat" in page
    assert re.search(r"Sarcinile mele <span", page)
    assert 'href="/intrari/nou/integrated_services/' in page


def test_tasks_of_another_profession_do_not_wait_for_me(home: Home, team: Staff) -> None:
    signalled(home)

    assert "Nicio sarcină deschisă" in today(team.school_mediator)


def test_refused_entry_waits_with_its_reasons(home: Home, team: Staff) -> None:
    broken = journal.person(home.nurse, home.household, given_name="")
    receipt = actions.submit(principal=home.nurse, records=[broken])[0]

    page = today(team.nurse)

    assert receipt.status == "quarantined"
    assert "nu a fost primită" in page
    assert "răspunsuri de corectat" in page
    assert "/retinute/" in page
    assert "nu a fost primită" not in today(team.social_worker)


def test_rival_versions_are_seen_first(home: Home, team: Staff) -> None:
    other = author(team.social_worker, "social_worker")
    write(home.nurse, journal.correction(home.nurse, home.ana, home.ana["answers"] | {"given_name": "Anca"}))
    write(other, journal.correction(other, home.ana, home.ana["answers"] | {"given_name": "Anita"}))

    page = today(team.nurse)

    assert "2 variante scrise de colegi diferiți" in page
    assert page.index("2 variante") < page.index("Sarcinile mele")


@pytest.mark.clause("protocol-2017/6.3.2")
def test_levels_above_see_counts_and_no_names(home: Home, team: Staff) -> None:
    signalled(home)
    assessed(home)

    for user in (team.coordinator, team.ministry):
        page = today(user)
        assert "Identificat" in page
        assert "Ștefănescu" not in page
    assert "Identificat" not in today(team.other_coordinator)
    assert "Identificat" not in today(team.stranger)


def test_open_identity_is_shown_to_the_local_team(home: Home, team: Staff) -> None:
    reason = "Sesizare scrisă a unei vecine, verificare"
    coordinator = factories.principal(team.coordinator)
    with scope.enter(coordinator.scope()):
        openings.open_identity(principal=coordinator, group_id=UUID(home.id), reason=reason)

    assert reason in today(team.social_worker)
    assert reason not in today(team.stranger)


def test_administrator_has_a_page_without_people(home: Home, team: Staff) -> None:
    page = today(team.administrator)

    assert "nu vede oameni și dosare" in page
    assert 'class="btn" href="/telefoane/"' in page  # where the work of this role begins


def test_pulse_is_empty_until_something_changes(home: Home, team: Staff) -> None:
    client = factories.signed_in(Client(), team.nurse)
    mark = re.search(r"schimbari/\?la=(\d+)", client.get(reverse("today")).content.decode())
    assert mark
    where = reverse("today_pulse")

    quiet = client.get(where, {"la": mark[1]})
    signalled(home)
    changed = client.get(where, {"la": mark[1]})

    assert (quiet.status_code, quiet.content) == (204, b"")
    assert changed.status_code == 200
    assert "Identificat" in changed.content.decode()
    assert "<html" not in changed.content.decode()


def test_a_task_names_its_person_to_the_team_and_to_nobody_above(home: Home, team: Staff) -> None:
    assessed(home)

    page = today(team.social_worker)

    tasks = page[page.index("Sarcinile mele") : page.index("</section>", page.index("Sarcinile mele"))]
    assert f'<a href="/oameni/{home.ana["subject"]["id"]}/">Ștefănescu Ana</a>' in tasks
    assert tasks.count("Protocolul din 2017") == tasks.count("<li>")  # the act once in each task
    assert "partea" not in tasks
    assert "Ștefănescu" not in today(team.coordinator)
