"""Refused and held: the nurse's right ends while she is offline; nothing is lost, nothing leaks."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from tests import journal
from tests.integration.office.held.conftest import MEDICINE, TYPED, Ward
from vatra.database import scope
from vatra.records.models import Quarantine, Record

pytestmark = pytest.mark.django_db
NAMES = ("Ionescu", "Ana", "Familia")


def page(ward: Ward, who: str, address: str, status: int = 200) -> str:
    response = ward.client(who).get(address)
    assert response.status_code == status, address
    return re.sub(r"\s+", " ", response.content.decode().split("<main")[-1])


def test_author_sees_what_was_held_and_why_in_three_sentences(ward: Ward) -> None:
    (row,) = ward.hold(ward.visit())

    shown = page(ward, "nurse", f"/retinute/{row.key}/")
    listed = page(ward, "nurse", "/retinute/")
    today = page(ward, "nurse", "/")

    assert "Intrarea nu a fost primită." in shown
    assert "Nu mai aveți dreptul să scrieți în această localitate." in shown
    assert "o poate încredința colegului care lucrează acum acolo" in shown
    assert MEDICINE in shown
    assert "fără drept în localitate" in listed
    assert f"/retinute/{row.key}/" in today


def test_coordinator_sees_reason_author_and_place_but_no_name_and_no_typed_word(ward: Ward) -> None:
    (row,) = ward.hold(ward.visit())

    shown = page(ward, "county", f"/retinute/{row.key}/")
    listed = page(ward, "county", "/retinute/")

    for words in ("Vizită la domiciliu", "Nina Rusu", "Vorona", "fără drept în localitate"):
        assert words in listed
    assert "S-a urmat" in shown or "măsur" in shown.lower()
    assert not [secret for secret in (*NAMES, MEDICINE, TYPED) if secret in shown + listed]
    assert "de hotărât în județ" in page(ward, "county", "/")


@pytest.mark.parametrize("who", ["social_county", "other_county", "stranger", "social", "new_nurse"])
def test_nobody_else_knows_of_it(ward: Ward, who: str) -> None:
    (row,) = ward.hold(ward.visit())

    assert str(row.key) not in page(ward, who, "/retinute/")
    for address in ("", "fisier.json", "fisier.pdf"):
        assert ward.client(who).get(f"/retinute/{row.key}/{address}").status_code == 404
    with scope.enter(ward.principal(who).scope()):
        assert _count("records_quarantine", columns="key") == 0
        assert _count("records_heldpart") in (0, None)


def test_database_itself_gives_the_coordinator_no_payload_and_only_his_marks(ward: Ward) -> None:
    ward.hold(ward.visit())

    with scope.enter(ward.principal("county").scope()):
        with connection.cursor() as cursor:
            cursor.execute("SELECT DISTINCT sensitivity FROM records_heldpart ORDER BY 1")
            marks = [mark for (mark,) in cursor.fetchall()]
            cursor.execute("SELECT string_agg(answers::text, '') FROM records_heldpart")
            text = cursor.fetchone()[0]
        for column in ("payload", "reasons", "sha256"):
            with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
                _ask(f"SELECT {column} FROM records_quarantine")

    assert set(marks) <= set(ward.principal("county").sensitivities)
    assert 4 in marks
    assert MEDICINE not in text
    assert TYPED not in text


def test_what_is_held_lies_sealed(ward: Ward) -> None:
    ward.hold(ward.visit())

    with scope.system(), connection.cursor() as cursor:
        cursor.execute("SELECT payload::text FROM records_quarantine")
        text = cursor.fetchone()[0]

    assert MEDICINE not in text
    assert TYPED not in text


@pytest.mark.parametrize("statement", ["DELETE FROM records_quarantine", "TRUNCATE records_quarantine"])
def test_no_held_entry_is_ever_removed(ward: Ward, statement: str) -> None:
    ward.hold(ward.visit())

    with scope.system(), pytest.raises(DatabaseError), transaction.atomic():
        _ask(statement)
    with scope.system(), pytest.raises(DatabaseError), transaction.atomic():
        _ask("UPDATE records_quarantine SET payload = '{}' RETURNING 1")


def test_handed_to_who_works_there_now_it_becomes_her_entry(ward: Ward) -> None:
    visit = ward.visit()
    (row,) = ward.hold(visit)
    county = ward.client("county")
    county.post(f"/retinute/{row.key}/incredintare/", {"cui": str(ward.users["new_nurse"].pk)})
    taker = ward.client("new_nurse")

    assert MEDICINE in page(ward, "new_nurse", f"/retinute/{row.key}/")
    answer = _send_from_page(taker, f"/retinute/{row.key}/corectare/")

    assert answer.status_code == 302, answer.content.decode()
    with scope.system():
        held = Quarantine.objects.get(key=row.key)
        made = Record.objects.get(form="integrated_services/home_visit")
    assert (held.state, held.taken_as_id) == ("taken", made.pk)
    assert (made.author_id, made.reason) == (
        ward.users["new_nurse"].pk,
        "Preluată din înregistrările reținute",
    )
    # Her phone sends it once more, as it was and corrected: it is not doubled.
    ward.give_back()
    better = visit | {"answers": visit["answers"] | {"recommendations": "Altceva."}}
    receipts = ward.send("nurse", visit, better)
    assert {receipt.status for receipt in receipts} == {"quarantined"}
    assert [reason.code for reason in receipts[-1].reasons] == ["taken_over"]
    with scope.system():
        assert Record.objects.filter(form="integrated_services/home_visit").count() == 1


def test_all_of_an_author_are_handed_at_once_but_not_what_the_colleague_may_not_fill(ward: Ward) -> None:
    rows = ward.hold(ward.visit(), ward.visit(visit_kind="first"))
    to = {"cui": str(ward.users["new_nurse"].pk), "toate": "da"}

    ward.client("county").post(f"/retinute/{rows[0].key}/incredintare/", to)

    with scope.system():
        handed = set(Quarantine.objects.values_list("handed_to_id", flat=True))
    assert handed == {ward.users["new_nurse"].pk}


def test_it_is_not_handed_to_who_does_not_work_there(ward: Ward) -> None:
    (row,) = ward.hold(ward.visit())

    answer = ward.client("county").post(
        f"/retinute/{row.key}/incredintare/", {"cui": str(ward.users["stranger"].pk)}, follow=True
    )

    assert "alegeți un coleg care lucrează acum acolo" in answer.content.decode()
    assert ward.row({"id": row.record_id}).handed_to_id is None


def test_right_given_back_it_is_sent_as_it_is_and_what_waited_for_it_comes_too(ward: Ward) -> None:
    nurse = ward.author("nurse")
    home = journal.household(nurse)
    child = journal.person(nurse, home)
    ward.hold(home, child)
    ward.give_back()
    row = ward.row(home)

    answer = ward.client("nurse").post(f"/retinute/{row.key}/trimitere/")

    assert answer.status_code == 302
    with scope.system():
        assert Record.objects.filter(pk=home["id"]).exists()
        states = dict(Quarantine.objects.values_list("record_id", "state"))
    assert states[row.record_id] == "accepted"


def test_same_entry_pushed_again_is_judged_anew_once_the_right_is_back(ward: Ward) -> None:
    visit = ward.visit()
    ward.hold(visit)
    ward.give_back()

    (receipt,) = ward.send("nurse", visit)

    assert receipt.status == "accepted", receipt.reasons
    assert ward.row(visit).state == "accepted"


def test_author_corrects_it_at_a_desk_under_the_same_number(ward: Ward) -> None:
    ward.give_back()
    broken = ward.visit(visited_on="2091-01-01")
    (row,) = ward.hold(broken)
    desk = ward.client("nurse")

    assert "nu poate fi în viitor" in page(ward, "nurse", f"/retinute/{row.key}/")
    today = journal.entry(ward.author("nurse"), "x", ("person", "x"), "x", {})["made_at"][:10]
    answer = _send_from_page(desk, f"/retinute/{row.key}/corectare/", visited_on=today)

    assert answer.status_code == 302, answer.content.decode()
    with scope.system():
        made = Record.objects.get(pk=broken["id"])
    assert str(made.occurred_on) == today
    assert ward.row(broken).state == "accepted"


def test_it_is_ended_only_with_a_reason_and_stays(ward: Ward) -> None:
    (row,) = ward.hold(ward.visit())
    county = ward.client("county")

    refused = county.post(f"/retinute/{row.key}/incheiere/", {"motiv": "  "}, follow=True)
    ended = county.post(f"/retinute/{row.key}/incheiere/", {"motiv": "Scrisă de două ori."}, follow=True)

    assert "scrieți motivul" in refused.content.decode()
    assert "Scrisă de două ori." in ended.content.decode()
    assert str(row.key) not in page(ward, "county", "/retinute/")
    assert str(row.key) in page(ward, "county", "/retinute/?stare=incheiate")
    assert (ward.row({"id": row.record_id}).state) == "dismissed"


def test_file_is_whole_for_the_author_and_bare_for_the_coordinator(ward: Ward) -> None:
    visit = ward.visit()
    (row,) = ward.hold(visit)

    own = json.loads(ward.client("nurse").get(f"/retinute/{row.key}/fisier.json").content)
    above = ward.client("county").get(f"/retinute/{row.key}/fisier.json").content.decode()
    pdf = ward.client("county").get(f"/retinute/{row.key}/fisier.pdf")

    assert own["record"] == json.loads(json.dumps(visit))
    assert not [secret for secret in (*NAMES, MEDICINE, TYPED) if secret in above]
    assert json.loads(above)["record"]["answers"]["measures"][0]["measure_applied"] == "yes"
    assert pdf.content.startswith(b"%PDF")


def test_list_is_narrowed_by_reason_form_place_and_age(ward: Ward) -> None:
    (row,) = ward.hold(ward.visit())
    with scope.system():
        _ask("UPDATE records_quarantine SET state = state RETURNING 1")

    def has(query: str) -> bool:
        return str(row.key) in page(ward, "county", f"/retinute/?{query}")

    assert has("motiv=out_of_scope&formular=integrated_services/home_visit&loc=39872")
    assert not has("motiv=invalid")
    assert not has("formular=registry/person")
    assert not has("loc=39391")
    assert not has("vechime=30")
    assert has("motiv=altceva&loc=nu&vechime=9999")


@pytest.mark.parametrize("who", ["nurse", "county"])
def test_list_costs_the_same_at_one_and_at_three(ward: Ward, who: str, queries_of: Any) -> None:
    desk = ward.client(who)
    ward.hold(ward.visit())
    desk.get("/retinute/")
    one = queries_of(lambda: desk.get("/retinute/"))
    ward.hold(ward.visit(), ward.visit())

    assert queries_of(lambda: desk.get("/retinute/")) == one


def _send_from_page(client: Any, address: str, **better: str) -> Any:
    """Open the form, change what is told, press save: as a browser without scripts posts it."""
    from tests.browser_form import posted

    body = posted(client.get(address).content.decode().split('id="intrare"')[1])
    for name, value in better.items():
        year, month, day = value.split("-")
        if f"q.{name}" in body:
            body[f"q.{name}"] = value
        else:
            body |= {f"q.{name}-y": year, f"q.{name}-m": month, f"q.{name}-d": day}
    return client.post(address, {key: body.getlist(key) for key in body} | {"action": "save"})


def _ask(query: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall()


def _count(table: str, columns: str = "1") -> int | None:
    try:
        with transaction.atomic():
            return len(_ask(f"SELECT {columns} FROM {table}"))
    except DatabaseError as error:
        if "permission denied" not in str(error):
            raise
        return None
