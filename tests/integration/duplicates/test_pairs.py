"""Persons entered twice: found by the search, settled by a person, seen by who may."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests import factories, journal
from tests.accounts_fixtures import Staff
from tests.journal import Author
from vatra.accounts.models import User
from vatra.database import scope
from vatra.duplicates import queries, searching
from vatra.records import actions, rebuilding

pytestmark = pytest.mark.django_db

BOTOSANI = 74
DAY = date(2026, 11, 21)
EVIDENCE = {"evidence": ["seen_document"], "reason": "Am văzut buletinele."}


def write(author: Author, *records: dict[str, Any]) -> None:
    receipts = actions.submit(principal=author, records=list(records))
    assert [r.status for r in receipts] == ["accepted"] * len(records), [r.reasons for r in receipts]


def registered(author: Author, **answers: Any) -> dict[str, Any]:
    """A person in a household of her own."""
    village = {journal.VORONA: 39881, journal.TUDORA: 39391}[author.place]
    home = journal.household(author, locality=village)
    made = journal.person(author, home, **answers)
    write(author, home, made)
    return made


def author_of(user: User, role: str, place: int) -> Author:
    return Author(role=role, place=place, user_id=str(user.pk))


@pytest.fixture
def nurse(places: None, staff: Staff) -> Author:
    return author_of(staff.nurse, "community_nurse", journal.VORONA)


@pytest.fixture
def neighbour(places: None, staff: Staff) -> Author:
    return author_of(staff.stranger, "community_nurse", journal.TUDORA)


ANA = {"family_name": "Ștefănescu", "given_name": "Ana-Maria", "birth_date": "1990-03-05"}
AGAIN = {"family_name": "Stefanescu", "given_name": "Ana Maria", "birth_date": "1990-05-03"}


@pytest.fixture
def here(nurse: Author) -> tuple[UUID, UUID]:
    """Ana on file twice in Vorona, and her neighbour once."""
    made = [registered(nurse, **ANA), registered(nurse, **AGAIN)]
    registered(nurse, family_name="Lupu", given_name="Elena", birth_date="1971-01-02")
    assert searching.search(BOTOSANI, DAY) == 1
    one, other = sorted(UUID(each["subject"]["id"]) for each in made)
    return one, other


@pytest.fixture
def between(nurse: Author, neighbour: Author) -> tuple[UUID, UUID]:
    """Ana on file in Vorona and, since she moved, in Tudora: ``(there, here)``."""
    left, now = registered(nurse, **ANA), registered(neighbour, **AGAIN | {"birth_date": ANA["birth_date"]})
    assert searching.search(BOTOSANI, DAY) == 1
    return UUID(left["subject"]["id"]), UUID(now["subject"]["id"])


def client(user: User) -> Client:
    return factories.signed_in(Client(), user)


def open_pairs(user: User) -> str:
    response = client(user).get(reverse("duplicates"))
    assert response.status_code == 200
    return str(response.content.decode())


def page_of(pair: tuple[UUID, UUID]) -> str:
    one, other = sorted(pair)
    return reverse("duplicate", args=[one, other])


@pytest.mark.clause("protocol-2017/6.2.3")
def test_pair_is_shown_to_the_team_with_its_reasons(here: tuple[UUID, UUID], staff: Staff) -> None:
    shown = open_pairs(staff.nurse)
    compared = client(staff.nurse).get(page_of(here)).content.decode()

    assert "hotărâre: <b>1</b>" in shown
    assert "nume, o dată a nașterii apropiată, aceeași localitate" in shown
    assert "Stefanescu Ana Maria" in compared
    assert "3 mai 1990" in compared
    assert "Unește fișele" in compared


def test_two_persons_by_verdict_leave_the_list_and_come_back_when_it_is_voided(
    here: tuple[UUID, UUID], staff: Staff, nurse: Author
) -> None:
    answered = client(staff.nurse).post(page_of(here), {"verdict": "distinct", **EVIDENCE})
    after = open_pairs(staff.nurse)
    searching.search(BOTOSANI, DAY)
    after_search = open_pairs(staff.nurse)
    with scope.system(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, subject_id, group_id FROM records_record WHERE form = 'registry/comparison'"
        )
        record, subject, group = cursor.fetchone()
    told = {"id": str(record), "form": "registry/comparison", "group": str(group)}
    write(nurse, journal.void(nurse, told | {"subject": {"type": "person", "id": str(subject)}}))

    assert answered.status_code == 302
    assert "hotărâre: <b>0</b>" in after
    assert "hotărâre: <b>0</b>" in after_search
    assert "hotărâre: <b>1</b>" in open_pairs(staff.nurse)


def test_joined_files_leave_the_list_and_come_back_when_parted(
    here: tuple[UUID, UUID], staff: Staff, nurse: Author
) -> None:
    survivor, absorbed = map(str, here)
    with scope.system(), connection.cursor() as cursor:
        cursor.execute("SELECT home_id FROM people_person WHERE id = %s", [survivor])
        home = str(cursor.fetchone()[0])
    ids = {"survivor": survivor, "absorbed": absorbed, "decided_on": "2026-11-20", "reason": "acte"}
    subject = {"subject": {"type": "person", "id": survivor}, "group": home}

    write(nurse, journal.about(nurse, "registry/merge", subject, ids | {"evidence": ["seen_document"]}))
    joined = open_pairs(staff.nurse)
    write(nurse, journal.about(nurse, "registry/unmerge", subject, ids))

    assert "hotărâre: <b>0</b>" in joined
    assert "hotărâre: <b>1</b>" in open_pairs(staff.nurse)


def test_verdict_without_its_reasons_is_not_kept_and_says_why(here: tuple[UUID, UUID], staff: Staff) -> None:
    answered = client(staff.nurse).post(page_of(here), {"verdict": "distinct", "reason": "Sunt gemene."})

    assert answered.status_code == 422
    assert "Alegeți de unde știți." in answered.content.decode()
    assert "Sunt gemene." in answered.content.decode()
    assert "hotărâre: <b>1</b>" in open_pairs(staff.nurse)


def test_pair_of_two_communes_is_the_countys_without_names(between: tuple[UUID, UUID], staff: Staff) -> None:
    shown = open_pairs(staff.coordinator)
    compared = client(staff.coordinator).get(page_of(between)).content.decode()

    assert "hotărâre: <b>1</b>" in shown
    assert "altă localitate din județ" in shown
    for name in ("tefănescu", "Stefanescu", "Ana"):
        assert name not in shown
        assert name not in compared
    for user in (staff.nurse, staff.stranger):
        assert "hotărâre: <b>0</b>" in open_pairs(user)
        assert client(user).get(page_of(between)).status_code == 404


def test_who_moved_stays_listed_until_the_departure_is_written(
    between: tuple[UUID, UUID], staff: Staff, nurse: Author
) -> None:
    left, _ = between
    answered = client(staff.coordinator).post(
        page_of(between), {"verdict": "elsewhere", "leaving": str(left), **EVIDENCE}
    )
    waiting = open_pairs(staff.coordinator)
    told = client(staff.nurse).get(reverse("person", args=[left])).content.decode()
    with scope.system(), connection.cursor() as cursor:
        cursor.execute("SELECT household_id FROM people_membership WHERE person_id = %s", [left])
        home = str(cursor.fetchone()[0])
    leaving = {"happened_on": "2026-11-20", "person": str(left), "event": "left", "left_on": "2026-11-20"}
    subject = {"subject": {"type": "household", "id": home}, "group": home}
    write(
        nurse, journal.about(nurse, "registry/membership", subject, leaving | {"left_for": "other_commune"})
    )

    assert answered.status_code == 302
    assert "înregistrați plecarea" in waiting
    assert "Două fișe comparate" in told
    assert "hotărâre: <b>0</b>" in open_pairs(staff.coordinator)


def test_strangers_see_no_pair_even_in_sql(here: tuple[UUID, UUID], staff: Staff) -> None:
    shut = {}
    for name, level, places, counties in (
        ("neighbour", "local", (journal.TUDORA,), (BOTOSANI,)),
        ("other county", "county", (), (999,)),
        ("nobody", "local", (), ()),
    ):
        with scope.enter(scope.Scope(level, None, places, counties, (1, 2, 3, 4))):
            shut[name] = queries.count()
    with (
        pytest.raises(Exception, match="permission denied"),
        scope.enter(scope.Scope("central", None, (), (), (1,))),
    ):
        queries.count()

    assert shut == {"neighbour": 0, "other county": 0, "nobody": 0}
    assert client(staff.ministry).get(reverse("duplicates")).status_code == 403


def test_rebuild_gives_the_same_verdicts(here: tuple[UUID, UUID], staff: Staff) -> None:
    client(staff.nurse).post(page_of(here), {"verdict": "distinct", **EVIDENCE})
    with scope.system(), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM duplicates_verdict")
        before = cursor.fetchall()
        cursor.execute("DELETE FROM duplicates_verdict")
    rebuilding.rebuild(journal.VORONA)
    with scope.system(), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM duplicates_verdict")

        assert cursor.fetchall() == before
        assert len(before) == 1


def test_list_costs_the_same_for_one_pair_and_for_three(
    here: tuple[UUID, UUID], nurse: Author, staff: Staff, django_assert_num_queries: Any
) -> None:
    browser = client(staff.nurse)
    browser.get(reverse("duplicates"))
    with django_assert_num_queries(10):
        browser.get(reverse("duplicates"))
    for family in ("Lăcătuș", "Țurcanu"):
        for given in ("Mihai", "Mihail"):
            registered(nurse, family_name=family, given_name=given, birth_date="1988-08-08")
    assert searching.search(BOTOSANI, DAY) == 3

    with django_assert_num_queries(10):
        shown = browser.get(reverse("duplicates")).content.decode()

    assert "hotărâre: <b>3</b>" in shown


@pytest.mark.clause("protocol-2017/6.6.2")
def test_reading_the_list_of_names_leaves_one_row_in_the_trail(here: tuple[UUID, UUID], staff: Staff) -> None:
    client(staff.nurse).get(reverse("duplicates"), {"unde": "aici"})
    client(staff.coordinator).get(reverse("duplicates"))  # sees no name: there is nothing to trace

    with scope.system(), connection.cursor() as cursor:
        cursor.execute("SELECT user_id, what, asked FROM people_access WHERE what LIKE 'list:%'")
        assert cursor.fetchall() == [(staff.nurse.pk, "list:duplicates", "în aceeași localitate")]


def test_pair_with_a_restricted_person_is_neither_listed_nor_offered(
    here: tuple[UUID, UUID], staff: Staff
) -> None:
    with scope.system(), connection.cursor() as cursor:
        cursor.execute("UPDATE people_person SET restricted_on = current_date WHERE id = %s", [here[1]])

    assert "hotărâre: <b>0</b>" in open_pairs(staff.nurse)
    assert client(staff.nurse).get(page_of(here)).status_code == 404
