"""Fill communes with households and their histories, through the journal like everything else."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from django.db import connection

from vatra.accounts import actions as accounts
from vatra.accounts import demo, principals
from vatra.accounts.models import User
from vatra.accounts.principals import Principal
from vatra.database import scope
from vatra.demo import households, names, stories
from vatra.demo.households import Home
from vatra.demo.stories import Writer
from vatra.places import queries as places
from vatra.places.models import Place
from vatra.places.names import fold
from vatra.records import actions

Step = Callable[[int], None]
BATCH: Final = 250
STARTED: Final = date(2025, 1, 6)
NURSE, WORKER = "community_nurse", "social_worker"
ADDRESSED: Final = {NURSE: "asistent.medical", WORKER: "asistent.social"}
# Counties as personal numbers count them.
_IN_ORDER: Final = (
    "AB AR AG BC BH BN BT BV BR BZ CS CJ CT CV DB DJ GL GJ HR HD IL IS IF MM MH MS NT OT PH SM SJ SB "
    "SV TR TM TL VS VL VN B"
)
NUMBERS: Final = {code: n for n, code in enumerate(_IN_ORDER.split(), start=1)} | {"CL": 51, "GR": 52}


@dataclass(slots=True)
class Built:
    """How much was written; ``held`` should be empty."""

    households: int = 0
    persons: int = 0
    records: int = 0
    held: Counter[str] = field(default_factory=Counter)


def build(place: Place, count: int, today: date, step: Step = lambda done: None) -> Built:
    """``count`` households of one commune over the last fourteen months; the same at every run."""
    choose = random.Random(place.siruta)  # noqa: S311  (invented people, not secrets)
    nurse, worker = (_writer(place, role, choose, today) for role in (NURSE, WORKER))
    villages = [village.siruta for village in places.localities_of(place.siruta)]
    county = NUMBERS[place.county_code]
    built = Built()
    homes = [households.make(choose, villages, county, today) for _ in range(count)]
    first: list[dict[str, Any]] = []
    for home in homes:
        first += _beginning(nurse, worker, home, today)
        built.households += 1
        built.persons += len(home.people)
        step(1)
    _submit(first, {w.principal.user_id: w.principal for w in (nurse, worker)}, built)
    later = [e for home in homes for e in _middle(nurse, worker, home, today)]
    _submit(later, {w.principal.user_id: w.principal for w in (nurse, worker)}, built)
    return built


def _beginning(nurse: Writer, worker: Writer, home: Home, today: date) -> Iterable[dict[str, Any]]:
    choose = nurse.choose
    first_on = today - timedelta(days=choose.randint(20, 420))
    author = nurse if choose.random() < 0.75 else worker
    yield from stories.registration(author, home, first_on)
    if choose.random() < home.hardship:
        yield stories.signal(choose.choice((nurse, worker)), home, first_on)
    if choose.random() < 0.85:
        yield from stories.assessment(author, home, first_on + timedelta(days=3))


def _middle(nurse: Writer, worker: Writer, home: Home, today: date) -> Iterable[dict[str, Any]]:
    """What follows where a case was opened: casework, visits, a second assessment."""
    choose = nurse.choose
    with scope.system(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT id::text, opened_on FROM dossiers_dossier "
            "WHERE group_id = %s AND closed_on IS NULL ORDER BY opened_on LIMIT 1",
            [home.id],
        )
        case = cursor.fetchone()
        cursor.execute(
            "SELECT area, code, person_id::text FROM dossiers_item WHERE group_id = %s "
            "AND kind = 'need' AND code IS NOT NULL ORDER BY key",
            [home.id],
        )
        needs = [(area, code, person) for area, code, person in cursor.fetchall()][:6]
    if case is None:
        return
    dossier, opened_on = case
    day = opened_on + timedelta(days=choose.randint(5, 12))
    if day < today and choose.random() < 0.7:
        yield from _past(stories.casework(worker, home, dossier, needs, day), today)
    # The team keeps up with most families: the last visit is weeks old, not months.
    last = today - timedelta(days=choose.choice((2, 6, 11, 17, 24, 33)))
    visits = [last - timedelta(days=30 * n) for n in range(choose.randint(0, 4))]
    yield from (stories.visit(nurse, home, on, dossier) for on in reversed(visits) if on > day)
    if choose.random() < 0.3:
        yield from _past(stories.assessment(nurse, home, day + timedelta(days=150)), today)


def _past(entries: Iterable[dict[str, Any]], today: date) -> Iterable[dict[str, Any]]:
    return (entry for entry in entries if datetime.fromisoformat(entry["made_at"]).date() <= today)


def _submit(entries: list[dict[str, Any]], writers: dict[str, Principal], built: Built) -> None:
    is_registration = lambda entry: entry["form"].startswith("registry/")  # noqa: E731  # one line, used below
    for user_id, principal, wave in [(*writer, wave) for wave in (True, False) for writer in writers.items()]:
        mine = [e for e in entries if e["author"] == user_id and is_registration(e) is wave]
        for start in range(0, len(mine), BATCH):
            batch = mine[start : start + BATCH]
            receipts = actions.submit(principal=principal, records=batch, now=datetime.now(UTC))
            built.records += len(batch)
            built.held.update(
                f"{entry['form']}: {reason.code} {reason.path or ''} {reason.message}"
                for entry, receipt in zip(batch, receipts, strict=True)
                for reason in receipt.reasons
            )


def address(role: str, place: Place) -> str:
    """``asistent.social.flamanzi@…``; with the county where another place has the same name."""
    words = f"{ADDRESSED[role]} {fold(place.name)}".replace(" ", ".")
    name = f"{words}@{demo.DOMAIN}"
    if User.objects.filter(email=name).exists():
        return f"{words}.{place.county_code.lower()}.{place.siruta}@{demo.DOMAIN}"
    return name


def _writer(place: Place, role: str, choose: random.Random, today: date) -> Writer:
    """The commune's worker of that role; made up where the commune has none yet."""
    held = User.objects.filter(
        assignments__role=role, assignments__place=place, assignments__ends_on=None, is_active=True
    )
    user = held.order_by("created_at").first()
    if user is None:
        given = choose.choice(names.WOMEN)
        user = accounts.create_user(
            email=address(role, place),
            full_name=f"{given} {choose.choice(names.FAMILY)}",
            profession="",
        )
        accounts.assign(user=user, role=role, place=place, starts_on=STARTED, by=None)
    local = [each for each in principals.local(user) if place.siruta in each.places]
    return Writer(local[0].narrowed(place.siruta), place.siruta, choose, today)
