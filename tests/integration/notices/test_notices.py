"""A notice from the record that causes it to its answer, at the desk."""

from __future__ import annotations

import io
import re
from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from tests import factories, journal
from tests.factories import VORONA
from tests.integration.office.cases.world import FORM, World, day
from vatra.database import scope
from vatra.notices import queries
from vatra.notices.models import Notice
from vatra.records import rebuilding

pytestmark = pytest.mark.django_db


def suspicion(world: World, **told: object) -> journal.Entry:
    given = {
        "noticed_on": day(0), "noticed_at": "10:02", "disease": "measles", "signs": "Febră și pete roșii.",
        "informed": "family_doctor", "informed_name": "Dr. Pop", "informed_on": day(0), "informed_at": "10:09",
    }  # fmt: skip
    entry = journal.about(world.author("nurse"), f"{FORM}disease_suspicion", world.ana, given | told)
    world.sent("nurse", entry)
    return entry


def notification(world: World, ago: int = 0) -> journal.Entry:
    return world.add(
        "nurse", "notification", notified_on=day(ago), to_kind="mayor", to_name="Primăria Vorona",
        channel="letter", kind="abuse", about_person=world.radu["subject"]["id"], description="Copilul are vânătăi.",
    )  # fmt: skip


def seen_by(world: World, who: str) -> dict[str, str]:
    """Kinds and states that somebody sees in the list."""
    principal = factories.principal(world.users[who])
    with scope.enter(principal.scope()):
        return {one.row["kind"]: one.row["state"] for one in queries.page(principal, timezone.localdate())}


@pytest.mark.clause("protocol-2017/3.4.f.1", "protocol-2017/3.5.h.1")
def test_a_suspicion_becomes_a_notice_to_the_doctor_in_the_same_step(world: World) -> None:
    suspicion(world)

    with scope.system():
        notice = Notice.objects.get(kind="disease_suspicion")
    assert (notice.to_kind, notice.to_name) == ("family_doctor", "Dr. Pop")
    assert notice.told_on == timezone.localdate()
    assert notice.due_on == timezone.localdate() + timedelta(days=1)
    assert seen_by(world, "nurse") == {"disease_suspicion": "waiting"}


def test_nobody_told_makes_no_notice(world: World) -> None:
    suspicion(
        world, informed="nobody", not_informed_why="Nu răspunde.", informed_name=None, informed_on=None,
        informed_at=None,
    )  # fmt: skip

    assert seen_by(world, "nurse") == {}


@pytest.mark.clause("protocol-2017/3.4.r.1", "protocol-2017/3.5.m.2")
def test_a_notice_to_the_mayor_is_read_by_those_who_may_know(world: World) -> None:
    world.signal()
    notification(world)

    assert seen_by(world, "nurse") == {"authority": "prepared"}
    assert seen_by(world, "social") == {"authority": "prepared"}
    for other in ("mediator", "stranger", "county"):
        assert seen_by(world, other) == {}


def test_its_page_is_closed_to_who_may_not_know(world: World) -> None:
    world.signal()
    entry = notification(world)
    page = reverse("notice", args=[entry["id"], "authority"])
    letter = reverse("notice_letter", args=[entry["id"], "authority"])

    assert [world.client(who).get(page).status_code for who in ("nurse", "mediator", "stranger")] == [
        200,
        404,
        404,
    ]
    assert [world.client(who).get(letter).status_code for who in ("nurse", "mediator")] == [200, 404]


@pytest.mark.clause("protocol-2017/3.4.r.1")
def test_the_letter_says_what_the_declaration_names(world: World) -> None:
    world.signal()
    entry = notification(world)

    made = world.client("nurse").get(reverse("notice_letter", args=[entry["id"], "authority"]))

    words = " ".join(PdfReader(io.BytesIO(made.content)).pages[0].extract_text().split())
    assert made["Content-Type"] == "application/pdf"
    for said in ("Primăria Vorona", "Copilul are vânătăi.", "Radu", "Abuz sau neglijare", "Răspuns așteptat"):
        assert said in words


@pytest.mark.clause("protocol-2017/3.4.r.1")
def test_handed_over_answered_and_the_answer_in_words(world: World) -> None:
    world.signal()
    entry = notification(world, ago=40)
    page = reverse("notice", args=[entry["id"], "authority"])
    assert seen_by(world, "nurse") == {"authority": "overdue"}

    home, key = world.home, f"{entry['id']}:authority"
    shown = world.client("nurse").get(page).content.decode()
    assert "Am predat-o" in shown
    handed = {"handed_on": day(39), "answers_to": key, "channel": "letter"}
    world.sent("nurse", journal.about(world.author("nurse"), f"{FORM}notice_handed", home, handed))
    answer = {"answered_on": day(1), "answers_to": key, "answer": "acts"}
    world.sent("nurse", journal.about(world.author("nurse"), f"{FORM}notice_answer", home, answer))

    assert seen_by(world, "nurse") == {"authority": "answered"}
    shown = world.client("nurse").get(page).content.decode()
    assert "Răspuns: se ocupă" in shown
    assert "Spusă sau predată de autor" in shown
    assert "Am predat-o" not in shown


def test_an_answer_is_begun_from_the_notice_and_saved(world: World) -> None:
    world.signal()
    entry = notification(world)
    client = world.client("nurse")
    shown = client.get(reverse("notice", args=[entry["id"], "authority"]))

    url = next(one.url for one in shown.context["answers"] if one.title == "Se ocupă")
    form = client.get(url)
    assert parse_qs(urlsplit(url).query)["a.answers_to"] == [f"{entry['id']}:authority"]
    assert form.status_code == 200
    assert re.search(r"value=\"acts\"[^>]* checked", form.content.decode())


@pytest.mark.clause("protocol-2017/3.3.c.1", "protocol-2017/4.4.d", "protocol-2017/6.2.5")
def test_a_colleague_finds_the_request_on_his_page_of_today(world: World) -> None:
    world.signal()
    world.add(
        "social", "specific_assessment_request", requested_on=day(0), addressee="team",
        addressee_role="community_nurse", areas=["health"], question="Ce îngrijire îi trebuie?",
    )  # fmt: skip

    assert "Cerere de evaluare către un coleg" in world.client("nurse").get(reverse("today")).content.decode()
    assert (
        "Cerere de evaluare către un coleg"
        not in world.client("mediator").get(reverse("today")).content.decode()
    )


@pytest.mark.clause("protocol-2017/3.8", "protocol-2017/4.4.d")
def test_from_the_case_one_sends_a_notice_by_hand(world: World) -> None:
    world.signal()
    client = world.client("social")

    page = client.get(reverse("case_notices", args=[world.case()]))

    begins = {one.title: one.url for one in page.context["begins"]}
    assert {"Înștiințarea unei autorități", "Înștiințarea altei instituții", "Mesaj către beneficiar"} <= set(
        begins
    )
    assert "a.kind=message_institution" in begins["Înștiințarea altei instituții"]
    assert client.get(begins["Înștiințarea altei instituții"]).status_code == 200
    given = {
        "noticed_on": day(0), "kind": "message_institution", "institution_kind": "employment_agency",
        "institution_name": "AJOFM Botoșani", "words": "Vă rugăm să îi găsiți un curs.", "due_on": day(-7),
    }  # fmt: skip
    world.sent("social", journal.about(world.author("social"), f"{FORM}notice", world.home, given))
    with scope.system():
        notice = Notice.objects.get(kind="message_institution")
    assert (notice.to_kind, notice.to_name, notice.due_on) == (
        "employment",
        "AJOFM Botoșani",
        date.fromisoformat(day(-7)),
    )
    assert str(notice.dossier_id) == world.case()
    assert "AJOFM Botoșani" in client.get(reverse("case_notices", args=[world.case()])).content.decode()


def test_the_county_sees_that_there_is_one_but_no_name(world: World) -> None:
    world.signal()
    given = {
        "noticed_on": day(0), "kind": "message_institution", "institution_kind": "school",
        "institution_name": "Școala doamnei Wobbegong", "words": "Wobbegong",
    }  # fmt: skip
    world.sent("social", journal.about(world.author("social"), f"{FORM}notice", world.home, given))

    page = world.client("county").get(reverse("notices")).content.decode()

    assert "Înștiințarea altei instituții" in page
    assert "Wobbegong" not in page
    assert "Ionescu" not in page


def test_a_corrected_record_keeps_its_notice_and_a_voided_one_loses_it(world: World) -> None:
    entry = suspicion(world)
    nurse = world.author("nurse")
    fixed = journal.correction(nurse, entry, entry["answers"] | {"informed_name": "Dr. Ene"})
    world.sent("nurse", fixed)
    with scope.system():
        kept = Notice.objects.get(kind="disease_suspicion")
    assert (str(kept.cause_id), str(kept.record_id), kept.to_name) == (entry["id"], fixed["id"], "Dr. Ene")

    world.sent("nurse", journal.void(nurse, fixed))
    assert seen_by(world, "nurse") == {}


def test_a_rebuild_gives_the_same_notices(world: World) -> None:
    world.signal()
    notification(world)
    suspicion(world)
    with scope.system():
        before = list(Notice.objects.order_by("key").values())
        Notice.objects.all().delete()

    rebuilding.rebuild(VORONA)

    with scope.system():
        assert list(Notice.objects.order_by("key").values()) == before
    assert len(before) == 2


def test_the_list_costs_the_same_for_one_and_for_many(world: World) -> None:
    suspicion(world)
    client = world.client("nurse")
    client.get(reverse("notices"))
    costs = []
    for more in (0, 6):
        for _ in range(more):
            suspicion(world)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse("notices")).status_code == 200
        costs.append(len(captured))

    assert costs[0] == costs[1] <= 12
    narrowed = client.get(reverse("notices"), {"stare": "waiting", "fel": "disease_suspicion"})
    assert len(narrowed.context["rows"]) == 7
    assert client.get(reverse("notices"), {"stare": "answered"}).context["rows"] == []
