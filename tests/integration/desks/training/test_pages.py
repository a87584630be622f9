"""Pages of enrolment: what they show to whom, and how many statements they cost."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.factories import COUNTRY, VORONA
from tests.integration.desks.training.world import UNIT, World, call_body, day, details, picture, series_body
from vatra.accounts.models import User
from vatra.database import scope
from vatra.desks.training import actions, beginning
from vatra.desks.training.models import Document, File, Step

pytestmark = pytest.mark.django_db
Enter = Callable[[User | None], Client]
HOME = "/birou/training/"


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode())


def q(answers: dict[str, object]) -> dict[str, object]:
    """Answers as the browser posts them."""
    told: dict[str, object] = {"action": "save"}
    for key, value in answers.items():
        if isinstance(value, list):
            told[f"q.{key}.count"] = str(len(value))
            told |= {f"q.{key}.{n}.{name}": one for n, row in enumerate(value) for name, one in row.items()}
        else:
            told[f"q.{key}"] = {True: "yes", False: "no"}[value] if isinstance(value, bool) else value
    return told


def test_an_organiser_opens_a_call_and_adds_a_programme(world: World, enter: Enter) -> None:
    client = enter(world.organiser)
    assert client.post(f"{HOME}apel-nou/", q(call_body(iban="RO08TREZ70220G335000XXXX"))).status_code == 422
    assert client.post(f"{HOME}apel-nou/", q(call_body())).status_code == 302
    assert "Programe de specializare" in page(client, HOME)
    with scope.enter(world.principal(world.organiser).scope()):
        from vatra.desks.training.models import Call

        call = Call.objects.get().id
    over = client.post(f"{HOME}apel/{call}/pas/series/", q(series_body(direct_share="21")))
    assert over.status_code == 422
    assert "cel mult 20 %" in over.content.decode()
    assert client.post(f"{HOME}apel/{call}/pas/series/", q(series_body())).status_code == 302
    assert "0 din 25" in page(client, f"{HOME}apel/{call}/")


@pytest.mark.clause("inmss-2023/fee.account", "inmss-2023/validate", "inmss-2023/fee.methods")
def test_after_validation_her_page_shows_where_to_pay_and_by_when(world: World, enter: Enter) -> None:
    call = world.open()
    file = world.sent(call, world.add(call))
    client = enter(world.nurse)
    assert "RO07TREZ70220G335000XXXX" not in page(client, f"{HOME}ale-mele/{file}/")

    world.take(file, "validate", validated_on=day(0))
    shown = page(client, f"{HOME}ale-mele/{file}/")
    assert "RO07TREZ70220G335000XXXX" in shown
    assert "CIF 26328134" in shown
    assert "2.500,00 lei" in shown
    assert "mandat poștal" in shown


def test_she_writes_uploads_and_sends_from_her_pages(world: World, enter: Enter) -> None:
    call = world.open()
    series = world.add(call)
    client = enter(world.nurse)
    begun = client.post(f"{HOME}ale-mele/apel/{call}/")
    address = begun["Location"].removesuffix("date/")
    kept = client.post(
        f"{address}date/", {**q(details(series)), "action": "refresh"}, headers={"HX-Request": "true"}
    )
    assert "Păstrat la" in kept.content.decode()
    assert "Nume Sintetic 1" in page(client, f"{address}date/")

    bad = SimpleUploadedFile("diploma.jpg", b"nu este o fotografie", "image/jpeg")
    refused = client.post(f"{address}document/diploma/", {"file": bad}, follow=True)
    assert "nu este o fotografie și nici PDF" in refused.content.decode()
    for slot in ("diploma", "oamgmamr_membership", "free_practice_permit", "identity_card"):
        good = SimpleUploadedFile("act.jpg", picture(), "image/jpeg")
        client.post(f"{address}document/{slot}/", {"file": good})
    assert "se poate trimite" in page(client, address)
    sent = client.post(f"{address}trimite/", follow=True)
    assert "Dosarul a fost trimis" in sent.content.decode()
    assert "așteaptă să fie verificat" in page(client, address)


def test_another_applicant_and_another_organiser_see_nothing(world: World, enter: Enter) -> None:
    call = world.open()
    file = world.sent(call, world.add(call))
    document = world.documents(file)[0].id
    stranger = factories.make_user("training_organiser", COUNTRY)
    for user, addresses in {
        world.other: (f"ale-mele/{file}/", f"ale-mele/{file}/date/", f"document/{document}/"),
        stranger: (f"apel/{call}/", f"dosar/{file}/", f"document/{document}/", f"apel/{call}/dosare/"),
    }.items():
        client = enter(user)
        assert {client.get(HOME + one).status_code for one in addresses} == {404}
    assert enter(world.nurse).get(f"{HOME}document/{document}/").content == picture()
    assert enter(world.nurse).get(f"{HOME}dosar/{file}/").status_code == 403


def counts(user: User) -> tuple[int, int, int]:
    with scope.enter(factories.principal(user).scope()):
        return File.objects.count(), Step.objects.count(), Document.objects.count()


def test_the_database_decides_whose_rows_are_read(world: World) -> None:
    call = world.open()
    world.sent(call, world.add(call))
    seen = counts(world.nurse)
    assert seen == (1, 1, 4)
    with scope.enter(world.principal(world.organiser).scope()):
        assert (File.objects.count(), Document.objects.count()) == (1, 4)
        assert Step.objects.filter(name="submit").count() == 1
    others = [
        world.other, world.employer, factories.make_user("training_organiser", COUNTRY),
        factories.make_user("ministry_health", COUNTRY), factories.make_user("community_nurse", VORONA),
    ]  # fmt: skip
    assert {counts(user) for user in others} == {(0, 0, 0)}


def test_steps_are_appended_only_and_the_application_writes_none_as_a_user(world: World) -> None:
    call = world.open()
    file = world.sent(call, world.add(call))
    with scope.system(), pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Step.objects.filter(file_id=file).update(name="validate")
    who = world.principal(world.nurse)
    for table in ("training_file", "training_step", "training_document"):
        with (
            scope.enter(who.scope()),
            pytest.raises(DatabaseError, match="denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"DELETE FROM {table}")


@pytest.mark.clause("inmss-2023/publish.sites", "inmss-2023/publish.30")
def test_the_board_is_public_and_names_nobody(world: World, enter: Enter) -> None:
    call = world.open()
    series = world.add(call)
    file = world.enrolled(call, series)
    organiser = world.principal(world.organiser)
    world.take(file, "assign", unit="Pitești, Spitalul Județean")
    told = {"heading": "Se deschide înscrierea", "text": "Citiți condițiile.", "published_on": day(0)}
    actions.change_call(organiser, call, "notice", told)
    anybody = Client()
    number = world.whole(file).file.number
    assert number not in page(anybody, f"{HOME}anunt/{call}/")

    actions.change_call(organiser, call, "publish", {"series": series, "published_on": day(0)})
    shown = page(anybody, f"{HOME}anunt/{call}/")
    for words in (
        number,
        "Pitești",
        "luni 9-13",
        "Ana Secretar",
        "0248 000 000",
        "Se deschide înscrierea",
        "Citiți condițiile.",
    ):
        assert words in shown
    assert "Nume Sintetic" not in shown


@pytest.mark.clause("inmss-2023/organiser", "inmss-2023/quota.published")
def test_the_board_says_who_organises_and_how_many_direct_places(world: World) -> None:
    call = world.open()
    world.add(call, places=20, direct_share="15")
    shown = page(Client(), f"{HOME}anunt/{call}/")
    assert "INMSS" in shown
    assert "3 pentru înscriere directă" in shown


@pytest.mark.clause("inmss-2023/elearning")
def test_modes_are_said_and_the_link_is_for_the_enrolled_only(world: World, enter: Enter) -> None:
    call = world.open()
    series = world.add(call)
    file = world.validated(call, series)
    assert "Teorie: 60 % e-learning" in page(enter(world.organiser), f"{HOME}apel/{call}/program/{series}/")
    nurse = enter(world.nurse)
    assert "perfmed.example" not in page(nurse, f"{HOME}ale-mele/{file}/")
    world.pay(file)
    world.fill(file, "payment_proof")
    assert "https://perfmed.example/curs" in page(nurse, f"{HOME}ale-mele/{file}/")
    assert "perfmed.example" not in page(Client(), f"{HOME}anunt/{call}/")


def cost(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        page(client, address)
    return len(seen)


def test_lists_cost_the_same_however_many_files(world: World, enter: Enter) -> None:
    call = world.open()
    series = world.add(call, places=100)
    organiser, nurse = enter(world.organiser), enter(world.nurse)
    world.sent(call, series)
    addresses = [f"{HOME}apel/{call}/dosare/", f"{HOME}apel/{call}/", f"{HOME}apel/{call}/program/{series}/"]
    for one in addresses:  # the first page of a session asks more
        page(organiser, one)
    page(nurse, f"{HOME}ale-mele/")
    before = [cost(organiser, one) for one in addresses], cost(nurse, f"{HOME}ale-mele/")
    for _ in range(3):
        world.sent(call, series)
    assert ([cost(organiser, one) for one in addresses], cost(nurse, f"{HOME}ale-mele/")) == before
    assert max(before[0]) <= 16


def test_a_unit_registers_on_its_page(world: World, enter: Enter) -> None:
    client = enter(world.employer)
    call = world.open()
    assert (
        client.post(f"{HOME}ale-mele/apel/{call}/", follow=True)
        .content.decode()
        .count("Înregistrați întâi unitatea")
    )
    assert client.post(f"{HOME}ale-mele/unitate/", q(dict(UNIT))).status_code == 302
    begun = client.post(f"{HOME}ale-mele/apel/{call}/")
    assert UUID(begun["Location"].split("/")[-3])


def test_a_nurse_begins_one_application_and_only_while_the_call_is_open(world: World, enter: Enter) -> None:
    call, shut = world.open(), world.open(opens_on=day(-60), closes_on=day(-1))
    client = enter(world.nurse)

    first = client.post(f"{HOME}ale-mele/apel/{call}/")
    second = client.post(f"{HOME}ale-mele/apel/{call}/", follow=True).content.decode()
    late = client.post(f"{HOME}ale-mele/apel/{shut}/", follow=True).content.decode()

    assert UUID(first["Location"].split("/")[-3])
    assert "Aveți deja o cerere începută" in second
    assert "s-a închis" in late
    with scope.system():
        assert File.objects.filter(owner_id=world.nurse.pk).count() == 1


def test_a_unit_begins_no_more_applications_than_the_limit(
    world: World, enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beginning, "MOST_OF_UNIT", 2)
    call = world.open()
    client = enter(world.employer)
    client.post(f"{HOME}ale-mele/unitate/", q(dict(UNIT)))

    for _ in range(3):
        last = client.post(f"{HOME}ale-mele/apel/{call}/", follow=True).content.decode()

    assert "cereri începute și netrimise" in last
    with scope.system():
        assert File.objects.filter(call_id=call).count() == 2


def test_a_colleague_is_added_by_his_account(world: World, enter: Enter) -> None:
    call = world.open()
    colleague = factories.make_user("training_organiser", COUNTRY)
    client = enter(world.organiser)
    client.post(f"{HOME}apel/{call}/coleg/", {"email": world.nurse.email})
    assert enter(colleague).get(f"{HOME}apel/{call}/").status_code == 404
    client.post(f"{HOME}apel/{call}/coleg/", {"email": colleague.email})
    assert enter(colleague).get(f"{HOME}apel/{call}/").status_code == 200
