"""Tokens: issued once, kept as a digest, ended by time or by hand; their use is counted."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from tests import journal
from tests.factories import BOTOSANI, COUNTRY, VORONA
from tests.integration.api.conftest import COUNTY_ROLE, MINISTRY_ROLE, Ask, issued
from vatra.api import pace, tokens
from vatra.api.models import Token, Use
from vatra.database import scope
from vatra.people.models import Identity
from vatra.records import actions

pytestmark = pytest.mark.django_db


def test_token_is_kept_as_digest_only(county_token: str) -> None:
    token = Token.objects.get()

    assert county_token.startswith(f"vatra_{token.prefix}_")
    assert len(county_token.rpartition("_")[2]) >= 43 or "_" in county_token.partition("_")[2]
    assert county_token.encode() not in bytes(token.digest)
    assert len(bytes(token.digest)) == 32


@pytest.mark.parametrize(
    ("role", "siruta", "days", "parts"),
    [
        ("community_nurse", VORONA, 30, ("figures",)),
        ("administrator", COUNTRY, 30, ("figures",)),
        (COUNTY_ROLE, VORONA, 30, ("figures",)),
        (COUNTY_ROLE, COUNTRY, 30, ("figures",)),
        (MINISTRY_ROLE, BOTOSANI, 30, ("figures",)),
        (MINISTRY_ROLE, COUNTRY, 0, ("figures",)),
        (MINISTRY_ROLE, COUNTRY, 1000, ("figures",)),
        (MINISTRY_ROLE, COUNTRY, 30, ("identity",)),
        (MINISTRY_ROLE, COUNTRY, 30, ()),
    ],
)
def test_token_is_refused_to(places: None, role: str, siruta: int, days: int, parts: tuple[str, ...]) -> None:
    with pytest.raises(tokens.TokenError):
        tokens.issue(name="Program", role=role, siruta=siruta, days=days, parts=parts)


def test_token_ends_by_hand_and_by_time(county_token: str, ask: Ask) -> None:
    before = ask("counties", county_token).status_code
    later = tokens.bearer(county_token, timezone.now() + timedelta(days=31))
    prefix = Token.objects.get().prefix

    assert (before, later) == (200, None)
    assert tokens.revoke(prefix) is True
    assert tokens.revoke(prefix) is False
    assert ask("counties", county_token).status_code == 401


@pytest.mark.parametrize(
    "text", ["", "vatra", "vatra_", "vatra_00_x", "vatra_0123456789_", "x" * 500, "vatra_\0_a"]
)
def test_what_is_no_token_is_refused_in_words(county_token: str, ask: Ask, text: str) -> None:
    answer = ask("counties", text)

    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == "no_token"


def test_secret_of_another_token_does_not_open(county_token: str, ministry_token: str, ask: Ask) -> None:
    mark, prefix, _ = county_token.split("_", 2)

    assert ask("counties", "_".join((mark, prefix, ministry_token.split("_", 2)[2]))).status_code == 401


def test_part_that_was_not_given_is_refused(places: None, ask: Ask) -> None:
    narrow = issued(MINISTRY_ROLE, COUNTRY, ("places",))

    assert ask("counties", narrow).status_code == 200
    refused = ask("cases", narrow)
    assert (refused.status_code, refused.json()["code"]) == (403, "not_allowed")


def test_pace_is_kept_and_counted(county_token: str, ask: Ask, settings: Any) -> None:
    settings.API_REQUESTS_PER_MINUTE = 2

    answers = [ask("counties", county_token) for _ in range(4)]

    codes = [answer.status_code for answer in answers]
    assert codes.count(429) >= 1, codes  # the minute may turn in the middle
    assert all(1 <= int(a["Retry-After"]) <= 60 for a in answers if a.status_code == 429)
    use = Use.objects.get()
    assert (use.part, use.asked, use.refused) == ("places", 4, codes.count(429))


def test_last_use_is_written_once_a_minute(county_token: str) -> None:
    bearer = tokens.bearer(county_token)
    assert bearer is not None
    pace.step(bearer, "places", now=600.0)
    with scope.system():
        Token.objects.update(last_used_at=None)

    pace.step(bearer, "places", now=630.0)
    same_minute = Token.objects.get().last_used_at
    pace.step(bearer, "places", now=661.0)

    assert same_minute is None
    assert Token.objects.get().last_used_at is not None


def test_token_sees_no_identity(county_token: str, ministry_token: str, nurse: journal.Author) -> None:
    house = journal.household(nurse)
    actions.submit(principal=nurse, records=[house, journal.person(nurse, house)])

    seen = []
    for text in (county_token, ministry_token):
        bearer = tokens.bearer(text)
        assert bearer is not None
        with scope.enter(bearer.principal.scope()), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM people_person")
            seen.append((cursor.fetchone()[0], Identity.objects.count()))

    assert seen == [(1, 0), (1, 0)]
