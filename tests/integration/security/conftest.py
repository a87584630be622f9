"""One household with names and numbers that nothing else holds, and a case about it."""

from __future__ import annotations

import pytest

from tests import factories
from tests.factories import BOTOSANI, COUNTRY, IASI, TUDORA, VORONA
from tests.integration.office.cases.world import World, assessment, day, risks

SURNAME, GIVEN, STREET, PHONE = "Zzyzxescu", "Qwertina", "Ulița Xylofonului", "0766543217"
CNP = "2900305074530"
SECRETS = (SURNAME, GIVEN, "Xylofon", PHONE, CNP, "Wobbegong")


@pytest.fixture
def marked(places: None) -> World:
    """What the nurse and the social worker of Vorona wrote about one family, of every kind of data."""
    factories.make_place(IASI)
    world = World(
        {
            "social": factories.make_user("social_worker", VORONA),
            "nurse": factories.make_user("community_nurse", VORONA),
            "roma": factories.make_user("roma_health_mediator", VORONA),
            "counsellor": factories.make_user("school_counsellor", VORONA),
            "mediator": factories.make_user("school_mediator", VORONA),
            "stranger": factories.make_user("community_nurse", TUDORA),
            "county": factories.make_user("county_health_coordinator", BOTOSANI),
            "other_county": factories.make_user("county_health_coordinator", IASI),
            "ministry": factories.make_user("ministry_health", COUNTRY),
            "administrator": factories.make_user("administrator", COUNTRY),
            "officer": factories.make_user("data_protection_officer", COUNTRY),
        }
    )
    world.settle_in(f"Familia {SURNAME}")
    from tests import journal

    nurse = world.author("nurse")
    told = {"family_name": SURNAME, "given_name": GIVEN, "phone": PHONE, "registered_on": day(30)}
    person = journal.person(nurse, world.home, id_state="cnp", cnp=CNP, relation="child", **told)
    world.sent("nurse", person)
    world.ana = person
    world.signal(
        violence_suspected="yes", description="Wobbegong e supărat", violence_note="Wobbegong i-a lovit"
    )
    world.add("social", "risk_assessment", **risks())
    needs = assessment(
        social_assistance=[{"social_assistance_need": "NSO_08"}], health=[{"health_need": "NHE_16"}]
    )
    world.add("social", "initial_assessment", **needs)
    return world
