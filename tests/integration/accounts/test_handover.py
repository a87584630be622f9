from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests import factories
from tests.accounts_fixtures import Staff
from tests.factories import BOTOSANI, MIROSLAVA, TUDORA, VORONA
from vatra.accounts import handover, principals
from vatra.accounts.errors import HandoverError, NotAllowedError
from vatra.accounts.handover import Draft, Line
from vatra.accounts.models import Handover, User

pytestmark = pytest.mark.django_db
LAST = date(2026, 11, 30)


@pytest.fixture
def leaver() -> User:
    user = factories.make_user("community_nurse", VORONA, name="Ana Pleacă")
    factories.give(user, "community_nurse", TUDORA)
    return user


@pytest.fixture
def taker() -> User:
    return factories.make_user("community_nurse", TUDORA, name="Maria Preia")


@pytest.fixture
def draft(leaver: User, taker: User) -> Draft:
    by = factories.principal(factories.make_user("county_health_coordinator", BOTOSANI))
    return Draft(leaver, taker, LAST, by)


@pytest.fixture(autouse=True)
def only_assignments(monkeypatch: pytest.MonkeyPatch) -> None:
    """What other parts of Vatra hand over is tested with them."""
    monkeypatch.setattr(handover, "_registered", {"assignments": handover.registered()["assignments"]})


@pytest.fixture
def tasks() -> list[Draft]:
    """A part of Vatra that gives people work and hands it over."""
    moved: list[Draft] = []

    def move(draft: Draft) -> int:
        moved.append(draft)
        return 3

    handover.register("tasks", "Sarcini", lambda draft: [Line("Sarcini", 3, ("trei vizite",))], move)
    return moved


def test_preview_shows_everything_and_moves_nothing(draft: Draft, tasks: list[Draft]) -> None:
    shown = handover.preview(draft)

    assert shown["assignments"][0].count == 2
    assert shown["assignments"][0].details == (
        "Asistent medical comunitar, Tudora",
        "Asistent medical comunitar, Vorona",
    )
    assert shown["tasks"] == (Line("Sarcini", 3, ("trei vizite",)),)
    assert tasks == []
    assert Handover.objects.count() == 0


def test_handover_moves_all_kinds_and_writes_down_how_many(draft: Draft, tasks: list[Draft]) -> None:
    made = handover.make(draft, reason="concediu")

    assert made.moved == {"assignments": 2, "tasks": 3}
    assert tasks == [draft]
    assert principals.of(draft.leaver, LAST).places == (TUDORA, VORONA)
    assert principals.of(draft.leaver, LAST + timedelta(days=1)).places == ()
    assert principals.of(draft.taker, LAST).places == (TUDORA,)
    assert principals.of(draft.taker, LAST + timedelta(days=1)).places == (TUDORA, VORONA)


def test_one_part_that_fails_moves_nothing_at_all(draft: Draft, tasks: list[Draft]) -> None:
    def fails(draft: Draft) -> int:
        raise HandoverError("nu se poate")

    handover.register("tasks", "Sarcini", lambda draft: [], fails)

    with pytest.raises(HandoverError):
        handover.make(draft, reason="concediu")
    assert principals.of(draft.leaver, LAST + timedelta(days=1)).places == (TUDORA, VORONA)


def test_nothing_to_move_is_said(draft: Draft) -> None:
    handover.make(draft, reason="concediu")

    with pytest.raises(HandoverError, match="nu are atribuiri"):
        handover.preview(draft)


def test_work_is_not_handed_to_oneself_nor_to_a_closed_account(draft: Draft, taker: User) -> None:
    with pytest.raises(HandoverError):
        handover.preview(Draft(draft.leaver, draft.leaver, LAST, draft.by))
    taker.is_active = False
    with pytest.raises(HandoverError):
        handover.preview(draft)


def test_coordinator_hands_over_his_own_profession_only(draft: Draft) -> None:
    other = factories.principal(factories.make_user("county_social_coordinator", BOTOSANI))

    with pytest.raises(NotAllowedError):
        handover.make(Draft(draft.leaver, draft.taker, LAST, other), reason="concediu")


def test_assignments_outside_the_county_stay(draft: Draft) -> None:
    factories.give(draft.leaver, "community_nurse", MIROSLAVA)

    handover.make(draft, reason="concediu")

    assert principals.of(draft.leaver, LAST + timedelta(days=1)).places == (MIROSLAVA,)


def test_worker_hands_over_nothing(draft: Draft, staff: Staff) -> None:
    with pytest.raises(NotAllowedError):
        handover.make(
            Draft(draft.leaver, draft.taker, LAST, factories.principal(staff.nurse)), reason="vreau"
        )


def test_screen_previews_first_and_moves_only_what_was_shown(staff: Staff) -> None:
    client = factories.signed_in(Client(), staff.coordinator)
    path = f"/cont/personal/{staff.nurse.pk}/predare/"
    today = timezone.localdate().isoformat()
    given = {"taker": str(staff.stranger.pk), "last_day": today, "reason": "concediu"}

    first = client.post(path, given | {"confirm": "1"})
    moved_early = Handover.objects.count()
    second = client.post(path, given | {"confirm": "1", "seen": first.context["seen"]})

    assert "Atribuiri: 1" in first.content.decode()
    assert moved_early == 0
    assert second.url == f"/cont/personal/{staff.nurse.pk}/"
    page = client.get(second.url).content.decode()
    assert "Atribuiri: 1" in page
    assert "assignments" not in page


def test_what_was_moved_is_told_in_words_without_empty_kinds(tasks: list[Draft]) -> None:
    assert handover.told({"assignments": 2, "tasks": 0, "gone": 1}) == ["Atribuiri: 2", "alte lucruri: 1"]
