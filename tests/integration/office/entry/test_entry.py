"""Entries written at a desk, from the empty page to what follows from them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests import factories, journal
from tests.accounts_fixtures import Staff
from tests.browser_form import posted
from tests.integration.office.entry.desk import address, plain, rows, send
from tests.integration.office.people.conftest import Home, make_home, write
from tests.journal import VORONA
from vatra.database import scope
from vatra.kit import packs
from vatra.places.models import SelectedCommunity

pytestmark = pytest.mark.django_db
LIBRARY = packs.library()
# Forms of a desk begin on its own pages: about an employer, or on a person's request.
DESKS = frozenset({"data_protection", "pay"})
OF_OFFICE = sorted(form for form in LIBRARY.newest() if form.partition("/")[0] not in DESKS)
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 64
STRANGER = {
    "q.registered_on": "2026-11-02", "q.family_name": "Zamfir", "q.given_name": "Doina", "q.sex": "f",
    "q.birth_date-d": "4", "q.birth_date-m": "6", "q.birth_date-y": "1971", "q.id_state": "unknown",
    "q.relation": "head", "q.family_doctor": "yes", "q.insured": "yes",
}  # fmt: skip


@pytest.mark.parametrize("form_id", OF_OFFICE)
def test_every_form_opens_for_each_profession_that_may_fill_it(form_id: str, home: Home, team: Staff) -> None:
    form = LIBRARY.form(form_id)
    signal = journal.about(home.nurse, "integrated_services/signal", home.household, SIGNAL)
    write(home.nurse, signal)
    dossiers = rows("SELECT id::text FROM dossiers_dossier")
    query = {"gospodarie": home.id, "persoana": home.ana["subject"]["id"], "dosar": dossiers[0][0]}
    if form["subject"] == "place" or "household.register" in form["effects"]:
        query = {"localitate": str(VORONA)}
    users = {role: factories.make_user(role, place_of(role)) for role in (form["who"][0], form["who"][-1])}

    answers = {
        role: factories.signed_in(Client(), user).get(address(form_id, **query)).status_code
        for role, user in users.items()
    }
    others = factories.signed_in(
        Client(), team.ministry if "ministry_health" not in form["who"] else team.nurse
    )

    assert set(answers.values()) == {200}
    assert others.get(address(form_id, **query)).status_code == 403


SIGNAL = {
    "noticed_on": "2026-11-03", "source": "own", "kinds": ["school_dropout"],
    "description": "Casa este umedă.", "violence_suspected": "no", "urgent": False,
}  # fmt: skip


def place_of(role: str) -> int:
    if role.startswith("county"):
        return factories.BOTOSANI
    return factories.COUNTRY if role.startswith("ministry") else VORONA


def test_household_and_person_are_entered_at_a_desk(team: Staff) -> None:
    answers = {"q.registered_on": "2026-11-02", "q.locality": "39881", "q.household_name": "Familia Zamfir"}

    first = send(team.nurse, address("registry/household"), answers)
    (group,) = rows("SELECT id::text FROM people_household")[0]
    second = send(team.nurse, address("registry/person", gospodarie=group), STRANGER)
    after = factories.signed_in(Client(), team.nurse).get(second["Location"]).content.decode()

    assert (first.status_code, second.status_code) == (302, 302)
    assert rows("SELECT family_name, given_name, birth_date FROM people_identity") == [
        ("Zamfir", "Doina", "1971-06-04")
    ]
    assert "salvat și numărat" in after


def test_fault_keeps_everything_typed(home: Home, team: Staff) -> None:
    where = address("registry/person", gospodarie=home.id)

    response = send(team.nurse, where, STRANGER | {"q.given_name": "", "q.birth_date-y": "în 1971"})
    text = response.content.decode()

    assert "Intrarea nu s-a salvat încă" in text
    assert "Răspundeți la „Prenumele”." in text
    assert 'value="Zamfir"' in text
    assert 'value="în 1971"' in text
    assert rows("SELECT count(*) FROM people_person") == [(2,)]


@pytest.mark.clause("protocol-2017/6.2.3")
def test_person_on_file_is_offered_before_a_new_one_is_saved(home: Home, team: Staff) -> None:
    where = address("registry/person", gospodarie=home.id)
    again = STRANGER | {
        "q.family_name": "Ana", "q.given_name": "Stefanescu",
        "q.birth_date-d": "5", "q.birth_date-m": "3", "q.birth_date-y": "1990",
    }  # fmt: skip

    offered = send(team.nurse, where, again)
    before = rows("SELECT count(*) FROM people_person")
    insisted = send(team.nurse, where, again, action="another")

    assert "Poate este deja înscrisă" in offered.content.decode()
    assert reverse("person", args=[home.ana["subject"]["id"]]) in offered.content.decode()
    assert before == [(2,)]
    assert insisted.status_code == 302
    assert rows("SELECT count(*) FROM people_person") == [(3,)]


@pytest.mark.clause("protocol-2017/6.5.1")
def test_community_outside_the_selected_ones_is_warned_of(home: Home, team: Staff) -> None:
    client = factories.signed_in(Client(), team.nurse)
    where = address("registry/person", gospodarie=home.id)
    before = client.get(where).content.decode()
    with scope.system():
        SelectedCommunity.objects.create(place_id=factories.TUDORA, selected_on=date(2026, 1, 1))

    told = client.get(where).content.decode()
    saved = send(team.nurse, where, STRANGER)

    assert "nu este pe lista celor selectate" not in before
    assert "nu este pe lista celor selectate" in told
    assert "nu este pe lista celor selectate" in client.get(saved["Location"]).content.decode()


def test_consent_is_signed_with_a_typed_name_and_its_paper_attached(home: Home, team: Staff) -> None:
    where = address("registry/consent", persoana=home.ana["subject"]["id"])
    consent = {
        "q.given_on": "2026-11-03",
        "q.informed": "explained",
        "q.purposes": ["sms"],
        "q.given_by": "self",
    }

    signed = send(team.nurse, where, consent | {"q.how": "screen"}, action="refresh")
    shown = posted(signed.content.decode())
    answer = plain(shown) | {"q.signature-typed": "Ștefănescu Ana", "action": "save"}
    client = factories.signed_in(Client(), team.nurse)
    first = client.post(where, answer)
    page = client.get(reverse("entry", args=[shown["entry_id"]])).content.decode()

    assert first.status_code == 302
    assert 'aria-label="Semnătura"' in page


def test_file_stays_with_the_page_and_opens_only_for_who_may_see_it(
    home: Home, team: Staff, settings: Any, tmp_path: Any
) -> None:
    settings.DATA_DIR = tmp_path
    where = address("registry/consent", persoana=home.ana["subject"]["id"])
    client = factories.signed_in(Client(), team.nurse)
    consent = {"q.given_on": "2026-11-03", "q.informed": "explained", "q.purposes": ["sms"], "q.how": "paper"}
    paper = SimpleUploadedFile("foaie.png", PNG, content_type="image/png")

    faulty = client.post(where, consent | {"q.paper": paper, "action": "save"})
    kept = plain(posted(faulty.content.decode())) | {"q.given_by": "self", "action": "save"}
    saved = client.post(where, kept)
    file = reverse("entry_attachment", args=[kept["entry_id"], kept["q.paper"]])

    assert "Fișierul este păstrat" in faulty.content.decode()
    assert saved.status_code == 302
    assert client.get(file).content == PNG
    assert client.get(file)["Content-Type"] == "image/png"
    for user in (team.stranger, team.coordinator):
        assert factories.signed_in(Client(), user).get(file).status_code == 404


def test_program_is_no_photo(home: Home, team: Staff) -> None:
    where = address("registry/consent", persoana=home.ana["subject"]["id"])
    client = factories.signed_in(Client(), team.nurse)
    program = SimpleUploadedFile("foaie.png", b"MZ\x90\x00" * 20, content_type="image/png")

    response = client.post(where, {"q.how": "paper", "q.paper": program, "action": "save"})

    assert "se primesc numai fotografii" in response.content.decode()


def test_membership_finds_people_of_other_households(home: Home, team: Staff) -> None:
    other = make_home(home.nurse, name="Familia Zamfir", number="3")
    where = address("registry/membership", gospodarie=home.id)

    sought = send(team.nurse, where, {"q.person.cauta": "Zanfir Ana"}, action="refresh")
    answers = {"q.happened_on": "2026-11-10", "q.person": other.ana["subject"]["id"], "q.event": "joined"}
    joined = {"q.joined_on-d": "10", "q.joined_on-m": "11", "q.joined_on-y": "2026", "q.relation": "spouse"}
    moved = send(team.nurse, where, answers | joined | {"q.person.cauta": "Zamfir"})

    assert other.ana["subject"]["id"] in sought.content.decode()
    assert moved.status_code == 302
    assert rows("SELECT home_id::text FROM people_person WHERE id = %s", other.ana["subject"]["id"]) == [
        (home.id,)
    ]


def test_merge_proposes_the_likely_file(home: Home, team: Staff) -> None:
    again = journal.person(home.nurse, home.household, family_name="Ștefănescu", given_name="Anna")
    write(home.nurse, again)
    ana = home.ana["subject"]["id"]
    client = factories.signed_in(Client(), team.nurse)

    text = client.get(address("registry/merge", persoana=ana, **{"a.survivor": ana})).content.decode()

    assert f'<option value="{ana}" selected>' in text
    assert f'<option value="{again["subject"]["id"]}"' in text


def test_county_writes_the_forms_that_name_it(home: Home, team: Staff) -> None:
    write(home.nurse, journal.about(home.nurse, "integrated_services/signal", home.household, SIGNAL))
    ((case,),) = rows("SELECT id::text FROM dossiers_dossier")
    where = address("integrated_services/support_answer", gospodarie=home.id, dosar=case)

    opened = factories.signed_in(Client(), team.coordinator).get(where)
    other = factories.signed_in(Client(), team.coordinator).get(
        address("registry/person", gospodarie=home.id)
    )

    assert opened.status_code == 200
    assert other.status_code == 403
