"""What waits for somebody: held entries, files of perhaps one person, notices, a phone.

Without it these pages would open empty for who tries Vatra. Everything goes through the product's own
actions; what is held is held by its rules, and it is told apart from what was refused by mistake.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from vatra.accounts import principals
from vatra.accounts.demo import DemoUser
from vatra.accounts.models import User
from vatra.database import scope
from vatra.demo import households, ids, stories
from vatra.demo.building import NUMBERS
from vatra.demo.households import Home, Somebody
from vatra.demo.stories import About, Entry, Writer
from vatra.duplicates import searching
from vatra.places import queries as places
from vatra.places.models import Place
from vatra.records import actions
from vatra.records.models import Record
from vatra.sync import devices

PHONE: Final = "Telefonul de teren"
FAMILY: Final = "Amariței"
BORN: Final = date(1961, 5, 14)
# How two colleagues wrote the same woman.
SPELLINGS: Final = (("Ana-Maria", BORN), ("Ana Maria", date(1961, 5, 4)))
TWINS: Final = ("Mihaela", "Mihaila")
# kind of institution, its name, what it is told, for how many days it is waited, since how many
NOTICES: Final = (
    ("town_hall", "Primăria {place}", "Acoperișul casei stă să cadă; vă rugăm să veniți la fața locului.", 14, 20),
    ("employment_agency", "AJOFM {county}", "Vă rugăm să îi propuneți un curs de calificare.", 30, 6),
)  # fmt: skip


def build(users: Sequence[DemoUser], today: date) -> int:
    """Write it once, for the demonstration's team; how many entries were not treated as meant."""
    by_role = {user.role: user for user in reversed(users)}
    nurse, worker = by_role["community_nurse"], by_role["social_worker"]
    place = Place.objects.get(pk=nurse.place_id)
    if _is_there(nurse):
        return 0
    choose = random.Random(place.siruta + 1)  # noqa: S311  (invented people, not secrets)
    writers = [_writer(one, choose, today) for one in (nurse, worker)]
    homes = list(_homes(choose, place, today))
    wrong = _send(writers[0], list(_registered(writers[0], homes[::2], today)), "accepted")
    wrong += _send(writers[1], list(_registered(writers[1], homes[1::2], today)), "accepted")
    wrong += _send(writers[1], list(_notices(writers[1], homes[0], today)), "accepted")
    wrong += _send(
        writers[0], list(_held(writers[0], homes[0], today, _neighbour(users, nurse))), "quarantined"
    )
    _phone(nurse)
    searching.search(places.county_of(place.siruta) or 0, today)
    return wrong


def _is_there(nurse: DemoUser) -> bool:
    with scope.system():
        return Record.objects.filter(place_id=nurse.place_id, form=f"{stories.PACK}/notice").exists()


def _writer(who: DemoUser, choose: random.Random, today: date) -> Writer:
    hats = principals.local(User.objects.get(pk=who.user_id))
    return Writer(hats[0].narrowed(who.place_id), who.place_id, choose, today)


def _neighbour(users: Sequence[DemoUser], nurse: DemoUser) -> int:
    """The commune of the other nurse: there the first one has no right to write."""
    return next(u.place_id for u in users if u.role == nurse.role and u.place_id != nurse.place_id)


def _homes(choose: random.Random, place: Place, today: date) -> Iterator[Home]:
    """A woman entered by two colleagues, and twins: three homes at one address."""
    villages = [village.siruta for village in places.localities_of(place.siruta)]
    twins_born = today - timedelta(days=19 * 365)
    where = households.make(choose, villages, NUMBERS[place.county_code], today)
    for named in (*((one,) for one in SPELLINGS), tuple((name, twins_born) for name in TWINS)):
        people = tuple(
            Somebody(ids.at(choose, households.BEGAN), FAMILY, name, "f", born, relation, "unknown", None)
            for (name, born), relation in zip(named, ("head", "sibling"), strict=False)
        )
        yield replace(where, id=ids.at(choose, households.BEGAN), people=people)


def _registered(writer: Writer, homes: Sequence[Home], today: date) -> Iterator[Entry]:
    for home in homes:
        yield from stories.registration(writer, home, today - timedelta(days=40))


def _notices(writer: Writer, home: Home, today: date) -> Iterator[Entry]:
    place = Place.objects.get(pk=writer.place_id)
    found = places.county_by_code(place.county_code)
    county = found.name if found else place.county_code
    for kind, name, words, wait, since in NOTICES:
        on = today - timedelta(days=since)
        told = {
            "kind": "message_institution", "institution_kind": kind, "words": words,
            "institution_name": name.format(place=place.name, county=county),
            "due_on": (on + timedelta(days=wait)).isoformat(),
        }  # fmt: skip
        yield writer.entry(f"{stories.PACK}/notice", About(home), on, told)


def _held(writer: Writer, home: Home, today: date, elsewhere: int) -> Iterator[Entry]:
    """A visit in a commune that is not hers, and a signal of a family that has not come to the server yet."""
    on = today - timedelta(days=1)
    yield stories.visit(writer, home, on, None) | {"place": elsewhere}
    unknown = replace(home, id=ids.at(writer.choose, datetime.now(UTC)))
    yield stories.signal(writer, unknown, on)


def _send(writer: Writer, entries: list[Entry], meant: str) -> int:
    receipts = actions.submit(principal=writer.principal, records=entries, now=datetime.now(UTC))
    return sum(receipt.status != meant for receipt in receipts)


def _phone(who: DemoUser) -> None:
    """Her phone, as it told of itself at its last contact: two entries not sent yet."""
    device_id, _, _ = devices.enrol(user=User.objects.get(pk=who.user_id), name=PHONE, app="1.0")
    told: dict[str, Any] = {
        "app": "1.0", "unsent": 2, "free_mb": 5200, "persisted": True, "last_device_seq": 2, "persons": 96,
        "entries": 640, "bytes": 2_400_000, "budget": 5000,
    }  # fmt: skip
    devices.seen(device_id, told)
