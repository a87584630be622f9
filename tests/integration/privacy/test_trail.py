"""Lists of names leave a row, openings end when the database says, and only officers read the trail."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from tests.factories import BOTOSANI, VORONA
from tests.integration.office.cases.world import World
from tests.integration.privacy.conftest import Officer
from tests.integration.security.test_rows import ask, refused, wearing
from vatra.database import scope
from vatra.kit.ids import uuid7
from vatra.people import openings
from vatra.privacy import erasing, trail

pytestmark = pytest.mark.django_db
INSERT = (
    "INSERT INTO people_opening (id, user_id, role, group_id, reason, opened_at, until_at, place_id, county_id) "
    "VALUES (%s, %s, 'x', %s, 'x', %s, %s, %s, %s)"
)


def row(world: World, who: str, opened: timedelta, until: timedelta) -> tuple[object, ...]:
    now = datetime.now(UTC)
    return (uuid7(), world.users[who].pk, world.home["group"], now + opened, now + until, VORONA, BOTOSANI)


@pytest.mark.parametrize(
    "opened, until",
    [(timedelta(0), timedelta(hours=4)), (timedelta(days=30), timedelta(days=30, hours=1)),
     (timedelta(days=-9), timedelta(hours=1))],
)  # fmt: skip
@pytest.mark.parametrize("who", ["county", "ministry"])
def test_no_plain_sql_opens_a_file_for_longer_than_the_limit(
    marked: World, who: str, opened: timedelta, until: timedelta
) -> None:
    with wearing(marked, who):
        assert "an opening lasts at most" in refused(INSERT, *row(marked, who, opened, until))
        assert "permission denied" in refused("UPDATE people_openinglimit SET hours = 99")
        assert "permission denied" in refused("UPDATE people_opening SET until_at = now()")


def test_the_limit_is_what_packs_and_accounts_allow(marked: World) -> None:
    with wearing(marked, "county"):
        ask(f"{INSERT} RETURNING 1", *row(marked, "county", timedelta(0), timedelta(hours=3)))

    assert openings.most_hours() == 3


@pytest.mark.parametrize(
    "address, what",
    [
        ("/oameni/", "list:people"),
        ("/oameni/liste/catagrafie/", "list:catagrafie"),
        ("/oameni/liste/catagrafie/export.csv", "export:catagrafie"),
        ("/dosare/", "list:cases"),
        ("/dosare/export.csv", "export:cases"),
    ],
)
@pytest.mark.clause("protocol-2017/6.6.2")
def test_a_list_of_names_leaves_one_row_for_its_place(marked: World, address: str, what: str) -> None:
    response = marked.client("nurse").get(address)

    with scope.system():
        rows = ask("SELECT what, place_id, group_id, person_id FROM people_access")
    assert response.status_code == 200
    assert rows == [(what, VORONA, None, None)]


def test_nobody_else_reads_requests_or_rewrites_the_trail(officer: Officer) -> None:
    officer.asked(officer.world.ana, "access")
    with wearing(officer.world, "nurse"):
        assert "permission denied" in refused("SELECT * FROM privacy_request")
        assert "permission denied" in refused("SELECT privacy_erase(gen_random_uuid())")
    with scope.enter(officer.principal.scope()):
        assert "permission denied" in refused("DELETE FROM people_access")
        assert "permission denied" in refused("UPDATE privacy_request SET due_on = now()")


def test_the_officer_sees_lists_and_one_colleague_alone(officer: Officer) -> None:
    officer.world.client("nurse").get("/oameni/")
    officer.world.client("social").get("/dosare/")
    client = officer.world.client("dpo")
    everybody = client.get(reverse("privacy_trail")).content.decode()
    nurse = officer.world.users["nurse"]
    alone = client.get(reverse("privacy_trail"), {"cine": str(nurse.pk)}).content.decode()

    assert "listă de gospodării" in everybody
    assert "listă de dosare" in everybody
    assert "listă de dosare" not in alone
    assert erasing.remarks(VORONA) == []


def test_who_wrote_is_told_page_by_page_to_the_first(
    officer: Officer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trail, "PAGE", 2)
    person = officer.world.ana
    request = officer.asked(person, "access")["id"]
    for _ in range(3):
        officer.asked(person, "rectification")
    with scope.system():
        written = ask("SELECT count(*) FROM records_record WHERE subject_id = %s", person["subject"]["id"])
    client, address = officer.world.client("dpo"), reverse("privacy_trail") + f"?cerere={request}"

    shown, pages, query = 0, 0, ""
    while pages < 9:
        page = client.get(address + query)
        shown, pages = shown + len(page.context["writings"]), pages + 1
        if not page.context["next_written"]:
            break
        assert "Scrise mai devreme" in page.content.decode()
        query = "&" + urlencode({"scris_dupa": page.context["next_written"]})

    assert shown == written[0][0]
    assert pages == -(-shown // 2)
    assert pages > 1
