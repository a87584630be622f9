"""Pages of people: who sees whom, and what stays behind of having seen."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests import factories, journal
from tests.accounts_fixtures import Staff
from tests.integration.office.people.conftest import Home, assessed, author, make_home, write
from vatra.accounts.models import User
from vatra.database import scope
from vatra.kit.ids import uuid7

pytestmark = pytest.mark.django_db
REASON = "Plângere înregistrată la DSP despre îngrijirea copilului"


def page(user: User, name: str, *arguments: Any, status: int = 200, **query: Any) -> str:
    response = factories.signed_in(Client(), user).get(reverse(name, args=arguments), query)
    assert response.status_code == status
    return response.content.decode()


def rows(query: str, *arguments: Any) -> list[tuple[Any, ...]]:
    with scope.system(), connection.cursor() as cursor:
        cursor.execute(query, arguments)
        return list(cursor.fetchall())


def open_identity(user: User, home: Home, reason: str = REASON) -> Any:
    client = factories.signed_in(Client(), user)
    return client.post(reverse("open_identity", args=[home.id]), {"reason": reason})


def test_nurse_sees_the_household_and_its_people(home: Home, team: Staff) -> None:
    text = page(team.nurse, "household", home.id)

    assert "Familia Ștefănescu" in text
    assert "Ștefănescu Ana" in text
    assert "Ulița Morii, nr. 12" in text


@pytest.mark.clause("protocol-2017/6.3.2")
def test_county_sees_the_household_without_names_or_village(home: Home, team: Staff) -> None:
    for name, key in (("household", home.id), ("person", home.ana["subject"]["id"]), ("people", None)):
        text = page(team.coordinator, name, *([key] if key else []))

        assert "Ștefănescu" not in text
        assert "Ulița Morii" not in text
        assert "Icușeni" not in text
        assert "1990-03-05" not in text
        assert "Vorona" in text
    assert "Femeie, 36 de ani" in page(team.coordinator, "household", home.id)


def test_stranger_and_other_county_find_nothing(home: Home, team: Staff) -> None:
    person_id = home.ana["subject"]["id"]

    for user in (team.stranger, team.other_coordinator):
        page(user, "household", home.id, status=404)
        page(user, "person", person_id, status=404)
        assert "Ștefănescu" not in page(user, "people")


@pytest.mark.clause("protocol-2017/6.3.2")
def test_opening_shows_identity_for_its_hours_and_then_hides_it(home: Home, team: Staff) -> None:
    response = open_identity(team.coordinator, home)

    during = page(team.coordinator, "household", home.id)
    of_team = page(team.nurse, "household", home.id)
    (opened_at, until_at) = rows("SELECT opened_at, until_at FROM people_opening")[0]
    past = datetime.now(UTC) - timedelta(minutes=1)
    with scope.system(), connection.cursor() as cursor:
        cursor.execute("UPDATE people_opening SET until_at = %s", [past])
    after = page(team.coordinator, "household", home.id)

    assert response.status_code == 302
    assert "Ștefănescu Ana" in during
    assert until_at - opened_at == timedelta(hours=3)
    assert REASON in of_team
    assert team.coordinator.full_name in of_team
    assert "Ștefănescu" not in after


def test_opening_is_of_one_user_only(home: Home, team: Staff) -> None:
    colleague = factories.make_user("county_social_coordinator", factories.BOTOSANI)

    open_identity(team.coordinator, home)

    assert "Ștefănescu" not in page(colleague, "household", home.id)


def test_short_reason_opens_nothing(home: Home, team: Staff) -> None:
    response = open_identity(team.coordinator, home, "control")

    assert response.status_code == 422
    assert "control" in response.content.decode()
    assert rows("SELECT count(*) FROM people_opening") == [(0,)]


def test_local_team_has_no_need_to_open(home: Home, team: Staff) -> None:
    assert open_identity(team.nurse, home).status_code == 403


@pytest.mark.clause("protocol-2017/6.6.2")
def test_each_reading_is_written_down_with_what_was_seen(home: Home, team: Staff) -> None:
    person_id = home.ana["subject"]["id"]
    page(team.nurse, "person", person_id)
    page(team.coordinator, "household", home.id)

    written = rows("SELECT user_id, what, person_id::text, sensitivities FROM people_access ORDER BY at, id")

    assert (team.nurse.pk, "person", person_id, [1, 2]) in written
    assert (team.coordinator.pk, "household", None, [1]) in written
    assert team.coordinator.full_name in page(team.social_worker, "person", person_id)


def test_medical_finding_is_seen_and_traced_by_the_nurse_not_by_the_school(home: Home, team: Staff) -> None:
    assessed(home)

    nurse_page = page(team.nurse, "person", home.ana["subject"]["id"])
    school_page = page(team.school_mediator, "person", home.ana["subject"]["id"])
    marks = rows("SELECT user_id, sensitivities FROM people_access ORDER BY at, id")

    assert "Gravidă adultă" in nurse_page
    assert "Gravidă" not in school_page
    assert (team.nurse.pk, [1, 2, 3, 4]) in marks
    assert (team.school_mediator.pk, [1, 2, 3]) in marks


def test_no_personal_data_in_titles_or_addresses(home: Home, team: Staff) -> None:
    for name, key in (("household", home.id), ("person", home.ana["subject"]["id"])):
        text = page(team.nurse, name, key)
        title = text.partition("<title>")[2].partition("</title>")[0]

        assert "Ștefănescu" not in title
        assert "Stefanescu" not in text.replace("ș", "s") or 'href="/oameni/?q=' not in text
    assert 'method="get" role="search"' not in page(team.nurse, "people")


@pytest.mark.parametrize("name", ["people", "today", "household", "person"])
def test_queries_do_not_grow_with_rows(
    name: str, home: Home, team: Staff, django_assert_num_queries: Any
) -> None:
    key = {"household": [home.id], "person": [home.ana["subject"]["id"]]}.get(name, [])
    client = factories.signed_in(Client(), team.nurse)
    client.get(reverse(name, args=key))
    with CountQueries() as few:
        client.get(reverse(name, args=key))
    for number in ("31", "32"):
        make_home(home.nurse, name=f"Familia Popa {number}", number=number)
    for given in ("Maria", "Elena"):
        write(home.nurse, journal.person(home.nurse, home.household, given_name=given))
    assessed(home)

    with CountQueries() as many:
        client.get(reverse(name, args=key))

    assert many.count == few.count


class CountQueries:
    def __enter__(self) -> CountQueries:
        from django.test.utils import CaptureQueriesContext

        self.captured = CaptureQueriesContext(connection)
        self.captured.__enter__()
        return self

    def __exit__(self, *failure: Any) -> None:
        self.captured.__exit__(*failure)
        self.count = len(self.captured.captured_queries)


def test_consent_withdrawn_in_part_shows_what_is_left(home: Home, team: Staff) -> None:
    worker = author(team.nurse, "community_nurse")
    given = journal.about(worker, "registry/consent", home.ana, {
        "given_on": "2026-11-03", "informed": ["explained"], "purposes": ["sms", "photo"],
        "given_by": "self", "how": "spoken", "witness": "Popa Maria",
    })  # fmt: skip
    back = journal.about(worker, "registry/consent_withdrawal", home.ana, {
        "withdrawn_on": "2026-11-10", "purposes": ["photo"], "withdrawn_by": "self",
    })  # fmt: skip
    write(worker, given, back)

    text = page(team.nurse, "person", home.ana["subject"]["id"])

    assert "<s>Fotografii ale locuinței sau ale actelor</s>" in text
    assert "retras în 10 nov. 2026" in text
    assert "Mesaje SMS și apeluri telefonice" in text
    assert "<s>Mesaje SMS" not in text


def test_list_is_narrowed_by_its_address_and_counted_alike(home: Home, team: Staff) -> None:
    make_home(home.nurse, name="Familia Popa", number="3")
    assessed(home)

    everybody = page(team.nurse, "people")
    narrowed = page(team.nurse, "people", arie="health")
    nobody = page(team.nurse, "people", arie="employment", urgenta="3")

    assert "Gospodării: <b>2</b>" in everybody
    assert "Gospodării în aria sănătate: <b>1</b>" in narrowed
    assert "Familia Ștefănescu" in narrowed
    assert "Familia Popa" not in narrowed
    assert "Nicio gospodărie nu se potrivește" in nobody


def test_list_goes_on_after_its_last_row_without_a_name_in_the_address(
    home: Home, team: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    from vatra.office.queries import households

    monkeypatch.setattr(households, "PAGE", 1)
    other = make_home(home.nurse, name="Familia Zamfir", number="3")

    first = page(team.nurse, "people")
    second = page(team.nurse, "people", dupa=home.id)

    assert f"?dupa={home.id}" in first
    assert "Familia Zamfir" not in first
    assert "Familia Zamfir" in second
    assert other.id in second


def test_unknown_household_is_not_found(team: Staff) -> None:
    page(team.nurse, "household", uuid7(), status=404)


def test_merge_is_shown_with_the_way_to_undo_it(home: Home, team: Staff) -> None:
    again = journal.person(home.nurse, home.household, family_name="Ștefănescu", given_name="Anna")
    write(home.nurse, again)
    ana = home.ana["subject"]["id"]
    merge = journal.about(home.nurse, "registry/merge", home.ana, {
        "decided_on": "2026-11-10", "survivor": ana, "absorbed": again["subject"]["id"],
        "evidence": ["person_said"], "reason": "scrisă de două ori",
    })  # fmt: skip
    write(home.nurse, merge)

    survivor = page(team.nurse, "person", ana)
    absorbed = page(team.nurse, "person", again["subject"]["id"])

    assert "Desfă unirea" in survivor
    assert f"a.absorbed={again['subject']['id']}" in survivor
    assert "a fost unită cu" in absorbed
    assert "Ștefănescu Anna" not in page(team.nurse, "household", home.id)
