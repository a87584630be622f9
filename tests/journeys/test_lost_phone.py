"""Nina's phone is lost in the bus, with a house on it that had not left yet.

Her coordinator takes it out of use. At its next contact the phone empties itself and tells
whoever holds it why. What Nina had sent is safe; what she had not is sealed on the phone, opens
at the office, and comes in as hers, once.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests import factories
from tests.factories import BOTOSANI, VORONA
from tests.journeys.looks import expect_sound
from tests.journeys.people import Team, sign_in
from tests.journeys.phone import PATIENCE, Phone
from vatra.accounts.models import User
from vatra.database import scope
from vatra.records import rebuilding
from vatra.records.models import Record

Sit = Callable[[User], Page]
REASON = "Pierdut în autobuzul de Botoșani"


def house(phone: Phone, name: str) -> None:
    phone.go("adauga")
    phone.at("start-house").click()
    phone.fill("registry/household", {"locality": "Vorona", "household_name": name})


def written() -> int:
    with scope.system():
        return Record.objects.filter(place_id=VORONA).count()


@pytest.mark.clause("protocol-2017/6.6.2")
def test_lost_phone_is_emptied_and_its_unsent_entry_comes_in_at_the_office(
    team: Team, phone: Phone, desk: Sit, tmp_path: Path
) -> None:
    sign_in(phone.page, team.users["nurse"])
    phone.enrol()
    house(phone, "Familia Trimisă")
    phone.go("trimiteri")
    expect(phone.at("count-accepted")).to_have_text("1", timeout=PATIENCE)
    phone.go("mai-mult")
    expect(phone.at("space")).to_contain_text("din 10.000 de fișe")
    expect_sound(phone.page, "telefon-spatiu-360")
    phone.context.set_offline(True)
    house(phone, "Familia Netrimisă")

    office = desk(factories.make_user("county_health_coordinator", BOTOSANI, password=factories.PASSWORD))
    take_out_of_use(office)

    phone.context.set_offline(False)  # the phone notices by itself and greets the server
    expect(phone.at("ended")).to_contain_text("declarat pierdut", timeout=PATIENCE)
    expect(phone.page.get_by_text("Intrări netrimise, sigilate")).to_be_visible()
    expect_sound(phone.page, "telefon-pierdut-360")
    assert stores(phone) == {"bundles": 0, "directory": 0, "drafts": 0, "outbox": 0, "receipts": 0}
    phone.page.reload()
    expect(phone.at("ended")).to_be_visible()
    assert written() == 1

    with phone.page.expect_download() as saved:
        phone.at("safety-copy").click()
    copy = tmp_path / "vatra-copie.json"
    saved.value.save_as(copy)
    assert "Netrimisă" not in copy.read_text()
    read_copy(office, copy)

    assert written() == 2
    assert rebuilding.broken_link(VORONA) is None


def take_out_of_use(office: Page) -> None:
    office.goto("/telefoane/")
    expect(office.locator("tbody tr")).to_have_count(1)
    expect(office.locator("tbody tr")).to_contain_text("Nina Rusu")
    expect_sound(office, "telefoane-1280")
    office.get_by_role("link", name="Telefonul de serviciu").click()
    office.get_by_role("button", name="Scoate din uz").click()
    expect(office.get_by_role("alert")).to_contain_text("Scrieți de ce")
    office.get_by_label("De ce").fill(REASON)
    office.get_by_role("button", name="Scoate din uz").click()
    expect(office.get_by_role("status")).to_contain_text("scos din uz")
    expect(office.locator(".timeline")).to_contain_text(REASON)
    office.set_viewport_size({"width": 360, "height": 740})
    expect_sound(office, "telefon-scos-360")
    office.set_viewport_size({"width": 1280, "height": 800})


def read_copy(office: Page, copy: Path) -> None:
    """Read twice: the second time nothing is new."""
    for words in ("Intrări noi: 1 din 1", "Nimic nou"):
        office.goto("/telefoane/copie-de-siguranta/")
        office.get_by_label("Fișierul copiei").set_input_files(copy)
        office.get_by_role("button", name="Citește copia").click()
        expect(office.get_by_role("status")).to_contain_text(words)
    expect(office.locator("main")).not_to_contain_text("Familia")
    expect_sound(office, "copie-citita-1280")


def stores(phone: Phone) -> dict[str, int]:
    """How many rows lie in each store of the phone's database."""
    counted: dict[str, int] = phone.page.evaluate(
        """async () => {
          const db = await new Promise((done) => {
            const asked = indexedDB.open('vatra');
            asked.onsuccess = () => done(asked.result);
          });
          const count = (name) => new Promise((done) => {
            const asked = db.transaction(name).objectStore(name).count();
            asked.onsuccess = () => done(asked.result);
          });
          const names = ['bundles', 'directory', 'drafts', 'outbox', 'receipts'];
          const found = {};
          for (const name of names) found[name] = await count(name);
          db.close();
          return found;
        }"""
    )
    return counted
