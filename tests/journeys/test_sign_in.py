"""Ana is the commune's new nurse. She is invited, opens her account and signs in every morning."""

import time
from collections.abc import Iterator

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests import factories
from tests.journeys.looks import expect_sound
from vatra.accounts import invitations
from vatra.accounts.models import User

ADDRESS, PASSWORD = "ana@example.ro", factories.PASSWORD


@pytest.fixture
def letter(transactional_db: None) -> str:
    """The path of the link in the invitation that Ana got."""
    invitation = invitations.invite(
        email=ADDRESS,
        full_name="Ana Ionescu",
        role="community_nurse",
        place=factories.make_place(factories.VORONA),
        starts_on=timezone.localdate(),
        by=None,
    )
    return "/cont/invitatie/" + invitations.link(invitation).rpartition("/invitatie/")[2]


@pytest.fixture
def finger(page: Page) -> Iterator[None]:
    """The telephone has a fingerprint reader that keeps keys of access."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    yield
    session.detach()


def open_account(page: Page, letter: str) -> None:
    page.goto(letter)
    expect(page.get_by_role("heading", level=1)).to_have_text("Bine ați venit, Ana Ionescu")
    page.get_by_label("Parola", exact=True).fill(PASSWORD)
    page.get_by_label("Parola, încă o dată").fill(PASSWORD)
    page.get_by_role("button", name="Deschide contul").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Porniți al doilea factor")


def test_invited_nurse_starts_with_an_application_and_comes_back_the_next_day(
    page: Page, complaints: list[str], letter: str
) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    open_account(page, letter)
    expect_sound(page, "cont-al-doilea-factor-360")
    page.get_by_text("Nu pot scana").click()
    secret = page.locator(".key").inner_text()
    page.get_by_label("Codul din aplicație").fill(_code(secret))
    page.get_by_role("button", name="Pornește").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Coduri de rezervă")
    assert page.locator(".codes li").count() == 10
    page.goto("/cont/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ana Ionescu")
    expect(page.locator("main")).to_contain_text("Asistent medical comunitar")
    page.get_by_role("button", name="Ieșire").click()

    page.get_by_label("Adresa de e-mail").fill(ADDRESS)
    page.get_by_label("Parola").fill(PASSWORD)
    page.get_by_role("button", name="Intră în cont").click()
    expect_sound(page, "cont-codul-360")
    page.get_by_label("Codul").fill(_code(secret, step=1))
    page.get_by_role("button", name="Intră în cont").click()
    page.goto("/cont/sesiuni/")

    expect(page.locator("tbody tr")).to_have_count(1)
    assert complaints == []


def test_nurse_puts_a_key_of_access_on_her_telephone_and_needs_no_password_again(
    page: Page, complaints: list[str], letter: str, finger: None
) -> None:
    open_account(page, letter)
    page.get_by_role("link", name="Puneți o cheie de acces").click()
    page.get_by_label("Numele cheii").fill("telefonul de serviciu")
    page.get_by_label("Intru în cont numai cu această cheie").check()
    page.get_by_role("button", name="Adaugă cheia").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Coduri de rezervă")
    page.goto("/cont/")
    page.get_by_role("button", name="Ieșire").click()

    page.get_by_role("button", name="Intră cu o cheie de acces").click()
    page.wait_for_url(lambda address: "autentificare" not in address)
    page.goto("/cont/chei/")

    expect(page.locator("main")).to_contain_text("telefonul de serviciu")
    expect(page.locator("main")).to_contain_text("intră fără parolă")
    assert User.objects.get(email=ADDRESS).last_login is not None
    assert complaints == []


def _code(secret: str, step: int = 0) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + step)))
