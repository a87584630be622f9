"""Alina applies from her telephone, with a bad document first; Corina leads a call to its certificates."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from tests import factories
from tests.factories import COUNTRY, PASSWORD, VORONA
from tests.integration.desks.training.world import (
    CENTRE,
    World,
    call_body,
    day,
    details,
    picture,
    series_body,
)
from tests.journeys import office
from tests.journeys.looks import expect_sound
from vatra.accounts.models import User
from vatra.database import scope
from vatra.desks.training.models import Call, File
from vatra.packs.training import steps

Sit = Callable[[User], Page]
HOME = "/birou/training/"


@pytest.fixture
def world(places: None, live_server: object) -> World:
    made = World()
    made.organiser = factories.make_user(
        "training_organiser", COUNTRY, name="Corina Neagu", password=PASSWORD
    )
    made.nurse = factories.make_user("applicant_nurse", VORONA, name="Alina Rusu", password=PASSWORD)
    return made


def fill(page: Page, kind: str, answers: dict[str, Any]) -> None:
    for item in steps.kinds()[kind].form["items"]:
        if item["id"] in answers:
            office.answer(page, item, f"q.{item['id']}", answers[item["id"]])


def save(page: Page) -> None:
    page.locator("button[name=action][value=save]").click()
    expect(page.locator(".errors")).to_have_count(0)


def add(page: Page, slot: str, path: Path) -> None:
    card = page.locator(f"#doc-{slot}")
    card.locator("input[type=file]").set_input_files(path)
    card.locator("button").click()
    page.wait_for_load_state()


@pytest.mark.clause("inmss-2023/submit.who", "inmss-2023/doc.self")
def test_a_nurse_applies_from_her_phone_with_a_bad_document_first(
    world: World, desk: Sit, tmp_path: Path
) -> None:
    call = world.open()
    series = world.add(call)
    good, bad = tmp_path / "act.jpg", tmp_path / "diploma.jpg"
    good.write_bytes(picture())
    bad.write_bytes(picture()[:500])
    page = desk(world.nurse)
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{HOME}ale-mele/")
    expect_sound(page, "specializare-dosarele-mele-360")
    page.get_by_role("button", name="Mă înscriu").click()
    write(page, series)

    add(page, "diploma", bad)
    expect(page.locator("#doc-diploma")).to_contain_text("nu se poate deschide")
    expect_sound(page, "specializare-document-rau-360")
    for slot in ("diploma", "oamgmamr_membership", "free_practice_permit", "identity_card"):
        add(page, slot, good)
    page.get_by_role("button", name="Trimite dosarul").click()
    expect(page.locator("#unde + p")).to_contain_text("depus")
    pay(page, world, good)


def write(page: Page, series: str) -> None:
    """Her own data: kept while she types, there again after the page was left."""
    names = {"name": "Alina Rusu", "name_on_diploma": "Rusu Alina", "name_on_card": "Alina Rusu"}
    fill(page, "details", {**details(series), **names})
    expect(page.get_by_role("status").filter(has_text="Păstrat la")).to_be_visible()
    expect_sound(page, "specializare-date-360")
    page.reload()
    expect(page.locator("[name='q.membership']")).to_have_value("BT 1")
    save(page)


def pay(page: Page, world: World, good: Path) -> None:
    """Validated: where to pay and by when; the proof, and the enrolment is valid."""
    with scope.system():
        file = File.objects.get().id
    world.take(file, "validate", validated_on=day(0))
    page.reload()
    expect(page.locator("body")).to_contain_text("RO07TREZ70220G335000XXXX")
    add(page, "payment_proof", good)
    world.pay(file)
    page.reload()
    expect(page.locator("#unde + p")).to_contain_text("înscris")
    expect_sound(page, "specializare-dosarul-meu-360")
    page.goto(f"{HOME}ale-mele/instiintari/")
    expect(page.locator("main")).to_contain_text("este validat")
    expect_sound(page, "specializare-instiintari-360")


@pytest.mark.clause("inmss-2023/certificate", "inmss-2023/quota.published", "inmss-2023/fee.account")
def test_an_organiser_goes_from_the_call_to_a_certificate(world: World, desk: Sit) -> None:
    page = desk(world.organiser)
    call, series = prepare(page, world)
    file = world.sent(call, series)
    page.goto(f"{HOME}apel/{call}/")
    expect_sound(page, "specializare-apel-1280")
    page.get_by_role("link", name="Dosarele").click()
    expect_sound(page, "specializare-dosare-1280")
    step(page, file, "validate")
    world.fill(file, "payment_proof")
    step(page, file, "payment", method="online")
    expect(page.locator("body")).to_contain_text("înscris")
    teach(page, file, f"{HOME}apel/{call}/program/{series}/")

    page.goto(f"{HOME}apel/{call}/pas/publish/?cheie={series}")
    save(page)
    page.goto(f"{HOME}anunt/{call}/")
    expect(page.locator("body")).to_contain_text("numai prin numărul dosarului")
    expect_sound(page, "specializare-anunt-1280")


def prepare(page: Page, world: World) -> tuple[UUID, str]:
    """A call and a programme that runs."""
    page.goto(HOME)
    page.get_by_role("link", name="Apel nou").first.click()
    fill(page, "call", call_body())
    save(page)
    with scope.system():
        call = Call.objects.get().id
    page.goto(f"{HOME}apel/{call}/pas/series/")
    fill(page, "series", series_body(starts_on=day(-5), ends_on=day(30)))
    expect_sound(page, "specializare-program-1280")
    save(page)
    return call, next(iter(world.call(call).body["series"]))


def teach(page: Page, file: UUID, address: str) -> None:
    """Distribution, attendance, paper file, final tests, certificate."""
    page.goto(address)
    page.get_by_role("button", name="Repartizează în ordine").click()
    expect(page.locator("body")).to_contain_text(CENTRE)
    page.get_by_role("button", name="Scrie prezența").click()
    expect_sound(page, "specializare-participanti-1280")
    step(page, file, "paper", received_by="Secretariatul", received_on=day(-5))
    step(page, file, "finals", theory="passed", practice="passed")
    step(page, file, "certificate")
    expect_sound(page, "specializare-dosar-1280")
    with page.expect_download() as sent:
        page.get_by_role("link", name="Adeverința de participare").click()
    assert sent.value.path().read_bytes().startswith(b"%PDF-")


def step(page: Page, file: UUID, name: str, **answers: Any) -> None:
    page.goto(f"{HOME}dosar/{file}/pas/{name}/")
    fill(page, name, answers)
    save(page)
