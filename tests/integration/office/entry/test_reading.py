"""Entries on file: read by part, corrected, taken back, settled between rivals."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories, journal
from tests.accounts_fixtures import Staff
from tests.integration.office.entry.desk import address, rows, send
from tests.integration.office.entry.test_entry import SIGNAL
from tests.integration.office.people.conftest import Home, author, write

pytestmark = pytest.mark.django_db


def test_correction_starts_from_the_entry_and_asks_why(home: Home, team: Staff) -> None:
    where = address("registry/person", corecteaza=home.ana["id"])

    without = send(team.nurse, where, {"q.given_name": "Anca"})
    with_reason = send(team.nurse, where, {"q.given_name": "Anca", "reason": "prenumele era greșit"})

    assert without.status_code == 422
    assert "are nevoie de un motiv" in without.content.decode()
    assert with_reason.status_code == 302
    assert rows("SELECT given_name FROM people_identity WHERE family_name = 'Ștefănescu' ORDER BY 1") == [
        ("Anca",), ("Ion",)
    ]  # fmt: skip


def test_entry_is_taken_back_with_a_reason(home: Home, team: Staff) -> None:
    client = factories.signed_in(Client(), team.nurse)
    where = reverse("entry_void", args=[home.ion["id"]])

    refused = client.post(where, {"reason": " "})
    done = client.post(where, {"reason": "scris din greșeală"})

    assert (refused.status_code, done.status_code) == (422, 302)
    assert rows("SELECT is_void FROM people_person WHERE id = %s", home.ion["subject"]["id"]) == [(True,)]


def test_entry_of_another_commune_is_not_found(home: Home, team: Staff) -> None:
    client = factories.signed_in(Client(), team.stranger)

    for name in ("entry", "entry_saved", "entry_void"):
        assert client.get(reverse(name, args=[home.ana["id"]])).status_code == 404
    assert client.get(address("registry/person", gospodarie=home.id)).status_code == 404
    assert client.get(address("registry/person", corecteaza=home.ana["id"])).status_code == 404


def test_rival_versions_are_settled_from_the_household(home: Home, team: Staff) -> None:
    nurse, other = home.nurse, author(team.social_worker, "social_worker")
    first = journal.correction(nurse, home.ana, home.ana["answers"] | {"given_name": "Anca"})
    second = journal.correction(other, home.ana, home.ana["answers"] | {"given_name": "Anita"})
    write(nurse, first)
    write(other, second)
    client = factories.signed_in(Client(), team.nurse)
    household = client.get(reverse("household", args=[home.id])).content.decode()
    where = address("registry/person", corecteaza=first["id"], lamureste=second["id"])

    settled = send(team.nurse, where, {"reason": "am întrebat-o: Anca"})

    assert where.replace("&", "&amp;") in household
    assert settled.status_code == 302
    assert rows("SELECT count(*) FROM dossiers_conflict") == [(0,)]
    assert ("Anca",) in rows("SELECT given_name FROM people_identity")


def test_reading_an_entry_shows_only_ones_part_and_is_written_down(home: Home, team: Staff) -> None:
    signal = journal.about(
        home.nurse, "integrated_services/signal", home.household,
        SIGNAL | {"violence_suspected": "yes", "violence_note": "Am auzit strigăte."},
    )  # fmt: skip
    write(home.nurse, signal)
    where = reverse("entry", args=[signal["id"]])

    pages = {
        who: factories.signed_in(Client(), getattr(team, who)).get(where).content.decode()
        for who in ("social_worker", "school_mediator", "coordinator")
    }
    marks = dict(rows("SELECT user_id, sensitivities FROM people_access"))

    assert "Am auzit strigăte." in pages["social_worker"]
    assert "Casa este umedă." in pages["school_mediator"]
    assert "strigăte" not in pages["school_mediator"] + pages["coordinator"]
    assert "Casa este umedă." not in pages["coordinator"]
    assert 6 in marks[team.social_worker.pk]
    assert 6 not in marks[team.school_mediator.pk]
