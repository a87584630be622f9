"""Irina answers what people ask about their own data: she sees who it is only for the request.

A woman wants a copy of everything and to know who read it, and her telephone put right; then she
wants no more messages, and her data kept aside. A man who was only registered wants to be forgotten, and is.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests import factories, journal
from tests.factories import BOTOSANI, PASSWORD
from tests.journeys.looks import PICTURES, expect_sound
from tests.journeys.people import Team, day
from vatra.accounts.models import User
from vatra.records import rebuilding

Sit = Callable[[User], Page]
CNP = "2900305074530"


@pytest.fixture
def officer(team: Team) -> User:
    return factories.make_user("data_protection_officer", BOTOSANI, name="Irina Șerban", password=PASSWORD)


def intake(page: Page, right: str, **paper: str) -> None:
    page.goto("/birou/privacy/noua/")
    for name, text in paper.items():
        page.locator(f"[name={name}]").fill(text)
    page.get_by_role("button", name="Caută persoana").click()
    page.locator("#gasite + ul a").first.click()
    page.get_by_label(right, exact=False).first.check()
    page.get_by_label("Pe hârtie").check()
    page.get_by_label("Cine a primit-o", exact=True).fill("Registratura primăriei")
    page.get_by_label("Act de identitate văzut").check()
    page.get_by_label("Ce a cerut, cu cuvintele sale").fill("Vreau să știu ce aveți despre mine.")
    page.get_by_role("button", name="Înregistrează cererea").click()


@pytest.mark.clause("protocol-2017/6.6.2")
def test_the_person_asks(team: Team, officer: User, desk: Sit, tmp_path: Path) -> None:
    home = team.family(
        "nurse", "Zamfir",
        {"given_name": "Elena", "cnp": CNP, "id_state": "cnp", "phone": "0766543217"},
    )  # fmt: skip
    team.signal("social", home)
    alone = team.family("nurse", "Uitatu", {"given_name": "Vasile", "sex": "m", "birth_date": "1970-02-01"})
    elena = team.persons(home)["Elena"]
    agreed = {"given_on": day(9), "informed": ["explained"], "purposes": ["sms", "photo"], "given_by": "self",
              "how": "spoken", "witness": "Vecina"}  # fmt: skip
    consent = journal.entry(
        team.author("social"), "registry/consent", ("person", elena), home["group"], agreed
    )
    team.send("social", consent)
    nurse = desk(team.users["nurse"])
    nurse.goto(f"/oameni/{elena}/")

    page = desk(officer)
    page.goto("/birou/privacy/")
    expect_sound(page, "persoana-cereri-goale-1280")
    intake(page, "Acces: ", cnp=CNP)
    expect(page.locator("body")).not_to_contain_text("Zamfir")
    page.get_by_role("button", name="Deschide datele pentru cerere").click()
    expect(page.locator("#cine + p")).to_have_text("Zamfir Elena")
    expect_sound(page, "persoana-cerere-1280")
    take_copies(page, tmp_path)

    page.get_by_role("link", name="Cine a citit fișa și cine a scris").click()
    expect(page.locator("table.list")).to_contain_text("Nina Rusu")
    expect(page.locator("table.list")).to_contain_text("Cererea din")
    expect_sound(page, "persoana-citiri-1280")

    rectify(page, team, home, elena)
    withdraw_and_restrict(page)
    expect_withheld(nurse, elena)
    answer(page)

    forget(page, alone)
    nurse.goto("/oameni/")
    expect(nurse.locator("body")).to_contain_text("Zamfir")
    assert rebuilding.broken_link(39872) is None


def take_copies(page: Page, folder: Path) -> None:
    with page.expect_download() as begun:
        page.get_by_role("link", name="Copia datelor (PDF)").click()
    begun.value.save_as(PICTURES / "persoana-copia.pdf")
    assert (PICTURES / "persoana-copia.pdf").read_bytes().startswith(b"%PDF")
    with page.expect_download() as begun:
        page.get_by_role("link", name="Fișier pentru calculator (ZIP)").click()
    begun.value.save_as(folder / "date.zip")
    files = zipfile.ZipFile(io.BytesIO((folder / "date.zip").read_bytes()))
    told = json.loads(files.read("date.json"))
    assert told["identity"]["person.cnp"] == CNP
    assert [row["name"] for row in told["readers"] if row["what"] == "person"] == ["Nina Rusu"]


def rectify(page: Page, team: Team, home: journal.Entry, elena: str) -> None:
    """The team corrects by an ordinary entry; the officer links it and the day Elena was told."""
    told = {"changed_on": day(0), "changes": ["contact"], "phone": "0755111222"}
    team.send(
        "nurse",
        journal.entry(
            team.author("nurse"), "registry/identity_change", ("person", elena), home["group"], told
        ),
    )
    page.go_back()
    page.get_by_role("link", name="Leagă rectificarea făcută de echipă").click()
    page.get_by_label("Schimbări în datele persoanei", exact=False).first.check()
    expect(page.get_by_label("Data la care persoana a aflat", exact=False)).not_to_have_value("")
    expect_sound(page, "persoana-rectificare-1280")
    page.get_by_role("button", name="Salvează rectificarea").click()
    expect(page.locator(".timeline")).to_contain_text("Rectificare făcută la cerere")
    with page.expect_download() as begun:
        page.get_by_role("link", name="Fișier pentru calculator (ZIP)").click()
    told = json.loads(zipfile.ZipFile(begun.value.path()).read("date.json"))
    assert told["identity"]["person.phone"] == "+40755111222"


def withdraw_and_restrict(page: Page) -> None:
    page.get_by_role("link", name="Retrage o parte din acord").click()
    page.get_by_label("Mesaje SMS și apeluri telefonice").check()
    page.get_by_role("button", name="Retrage acordul").click()
    expect(page.locator(".tag-warn", has_text="retras la")).to_have_count(1)
    page.get_by_role("link", name="Restricționează datele").click()
    page.get_by_label("Persoana contestă că datele sunt exacte", exact=False).check()
    expect_sound(page, "persoana-restrictie-1280")
    page.get_by_role("button", name="Restricționează datele").click()
    expect(page.locator(".note-warning")).to_contain_text("restricționate")


def expect_withheld(nurse: Page, person: str) -> None:
    nurse.goto(f"/oameni/{person}/")
    expect(nurse.get_by_role("heading", level=1)).to_have_text("Date restricționate")
    expect(nurse.locator("body")).not_to_contain_text("Elena")
    expect_sound(nurse, "persoana-restrictionata-1280")


def answer(page: Page) -> None:
    page.get_by_role("link", name="Scrie răspunsul").click()
    page.get_by_label("Admisă", exact=True).check()
    page.get_by_label("În mână", exact=False).check()
    page.get_by_label("Motivarea").fill("I s-a dat copia; acordul pentru mesaje este retras.")
    page.get_by_role("button", name="Salvează răspunsul").click()
    expect(page.locator(".lead")).to_contain_text("admisă")


def forget(page: Page, home: journal.Entry) -> None:
    intake(page, "Ștergere", name="Uitatu Vasile", birth="1970-02-01")
    page.get_by_role("link", name="Șterge ce nu păstrează legea").click()
    expect(page.locator("#pleaca")).to_have_text("Se șterg acum: 2")
    expect(page.locator("#pleaca + ul")).to_contain_text("Gospodăria persoanei")
    expect(page.locator("table.list")).to_contain_text("art. 5 alin. (2)")
    page.get_by_label("Datele nu mai sunt necesare", exact=False).check()
    expect_sound(page, "persoana-stergere-1280")
    page.set_viewport_size({"width": 360, "height": 800})
    expect_sound(page, "persoana-stergere-360")
    page.set_viewport_size({"width": 1280, "height": 800})
    page.get_by_role("button", name="Șterge pentru totdeauna").click()
    expect(page.get_by_role("status").or_(page.locator(".note-success"))).to_contain_text("S-au șters 2")
