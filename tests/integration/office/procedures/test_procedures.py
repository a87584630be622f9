"""Pages name the procedure and its version: a form by the day it is opened, a case by its first day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import chain

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.integration.office.cases.world import World
from vatra.kit.procedures import Version
from vatra.office.templatetags import procedures
from vatra.records.queries import library

pytestmark = pytest.mark.django_db
PACK = "integrated_services"


def second_version(monkeypatch: pytest.MonkeyPatch, code: str, since: date) -> None:
    """The installed packs, with a version 2 of one procedure from a day on."""
    own = library().procedures[PACK]
    changed = tuple(
        replace(one, versions=(*one.versions, Version("2", since, "ordin nou"))) if one.code == code else one
        for one in own
    )
    packs = replace(library(), procedures={PACK: changed})
    monkeypatch.setattr(procedures, "library", lambda: packs)


def ago(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)


def form(world: World, who: str, name: str) -> str:
    address = reverse("entry_new", args=[PACK, name])
    answer = world.client(who).get(f"{address}?persoana={world.radu['subject']['id']}")
    return " ".join(answer.content.decode().split())


@pytest.mark.clause("protocol-2017/7.e")
def test_case_names_the_version_of_the_day_it_was_opened(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    second_version(monkeypatch, "case_management", ago(20))
    cases = []
    for days in (21, 20):
        world.settle_in()
        world.signal(ago=days)
        cases.append(world.case())

    pages = [world.client("social").get(reverse("case", args=[case])).content.decode() for case in cases]

    title = "Management de caz în servicii comunitare integrate, ediția "
    assert [[f"{title}{number}" in page for number in (1, 2)] for page in pages] == [
        [True, False],
        [False, True],
    ]


@pytest.mark.clause("protocol-2017/8.c")
@pytest.mark.parametrize(("since", "version"), [(0, 2), (-1, 1)])
def test_health_form_names_the_version_of_the_day_it_is_opened(
    world: World, monkeypatch: pytest.MonkeyPatch, since: int, version: int
) -> None:
    second_version(monkeypatch, "community_health", ago(since))

    assert f"Procedura: Asistență medicală comunitară, ediția {version}" in form(
        world, "nurse", "health_registration"
    )


@pytest.mark.clause("protocol-2017/9.c")
def test_form_of_the_school_mediator_names_its_own_procedure(world: World) -> None:
    assert "Procedura: Mediere școlară, ediția 1" in form(world, "mediator", "school_situation")


def test_every_form_of_the_programme_names_a_procedure() -> None:
    forms = [name for name in library().newest() if name.startswith(f"{PACK}/")]
    named = set(chain.from_iterable(one.forms for one in library().procedures[PACK]))

    assert [name for name in forms if library().procedure_of_form(name, ago(0)) is None] == []
    assert named < set(forms)
