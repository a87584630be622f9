"""Keys change in the middle of traffic: every identity still opens, and is found by its number."""

from __future__ import annotations

import hashlib
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings

from tests import journal
from tests.integration.operation.cluster import Installation, table, used
from tests.integration.operation.web import Phone, Web, enrolled, push_all, wait_until
from tests.journal import VORONA
from vatra.database import scope
from vatra.people import matching, sealing
from vatra.people.matching import Given
from vatra.project import keys, resealing
from vatra.records import attachments

NUMBERS = ("1800101221144", "2900305074481", "5010203226756", "6030405226741")


@contextmanager
def keys_of(installation: Installation) -> Iterator[keys.Keys]:
    """This process reads and writes with the installation's keys, as its commands do."""
    ring = keys._keys(installation.keys(), beside_data=True)
    with override_settings(
        KEYS=ring, FIELD_KEYS=ring.fields, FIELD_KEY=ring.sealing, INDEX_KEY=ring.index,
        INDEX_KEY_FALLBACKS=list(ring.index_fallbacks), DATA_DIR=installation.data, ARCHIVE_DIR=None,
    ):  # fmt: skip
        yield ring


def register(phone: Phone, web: Web, number: str, first: int) -> None:
    home = journal.household(phone.author, household_name=number[-4:])
    told = {"id_state": "cnp", "cnp": number, "sex": "m" if number[0] in "15" else "f"}
    told["birth_date"] = {"1": "19", "2": "19", "5": "20", "6": "20"}[number[0]] + "-".join(
        (number[1:3], number[3:5], number[5:7])
    )
    push_all(phone, web, phone.numbered([home, journal.person(phone.author, home, **told)], first))


def opened() -> dict[str, str]:
    """The last four digits of each stored number, and the number as it opens now."""
    rows = table("SELECT cnp_last4, cnp_sealed, person_id FROM people_identity")
    return {last: sealing.unseal(bytes(sealed), person) for last, sealed, person in rows}


def found(number: str) -> bool:
    with scope.system():
        return any(match.score == 1 for match in matching.candidates(VORONA, Given(cnp=number)))


def valid(number: str) -> str:
    """The number with its right last digit."""
    weights = (2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9)
    rest = sum(int(digit) * weight for digit, weight in zip(number, weights, strict=False)) % 11
    return number[:12] + str(1 if rest == 10 else rest)


def test_identities_open_and_are_found_while_keys_change(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two, three = (valid(number) for number in NUMBERS[:3])
    everybody = {number[-4:]: number for number in (one, two, three)}
    with installation.running(), used(installation.pg), Web(installation) as web:
        with keys_of(installation):
            phone = enrolled()
        register(phone, web, one, 1)
        before = web.ask("GET", "/health/live").status
        turned = installation.vatra("keys", "rotate")
        register(phone, web, two, 3)  # still under the old keys: the server has not been reloaded
        assert web.program is not None
        os.kill(web.program.pid, signal.SIGHUP)
        wait_until(lambda: _seals_with_two(phone, web, three), "the server does not take the new key")
        with keys_of(installation):
            between = (opened(), [found(number) for number in (one, two, three)])
            # Broken off in the midst, then called again.
            monkeypatch.setattr(resealing, "BATCH", 1)
            with pytest.raises(KeyboardInterrupt):
                resealing.reseal(_break_off)
            assert (installation.data / resealing.FILE).exists()
        done = installation.vatra("keys", "reseal")
        status = installation.vatra("keys", "status").stdout
        with (
            keys_of(installation) as ring,
            override_settings(FIELD_KEYS={2: ring.fields[2]}, INDEX_KEY_FALLBACKS=[]),
        ):
            after = (opened(), [found(number) for number in (one, two, three)])

    assert (before, turned.returncode, done.returncode) == (200, 0, 0), turned.stderr + done.stderr
    assert between == after == (everybody, [True] * 3)
    assert not (installation.data / resealing.FILE).exists()
    assert "key 2: 3 in journal" in status
    assert "key 1: " not in status  # nothing needs the former key any more


def _seals_with_two(phone: Phone, web: Web, number: str) -> bool:
    """Whether the server seals with the new key by now; the person is registered once it does."""
    if web.ask("GET", "/health/ready").status != 200:
        return False
    if not table("SELECT 1 FROM people_identity WHERE cnp_last4 = '" + number[-4:] + "'"):
        register(phone, web, number, 5)
    return True


def _break_off(what: str, done: int, total: int) -> None:
    raise KeyboardInterrupt


def test_attachments_are_sealed_again_and_read_meanwhile(tmp_path: Path) -> None:
    first, second = {1: b"1" * 32}, {1: b"1" * 32, 2: b"2" * 32}
    content = b"a photo"
    name = hashlib.sha256(content).hexdigest()
    with override_settings(
        DATA_DIR=tmp_path, FIELD_KEYS=first, FIELD_KEY=0, ARCHIVE_DIR=tmp_path / "archive"
    ):
        attachments.append(name, 0, content, len(content))
    with override_settings(DATA_DIR=tmp_path, FIELD_KEYS=second, FIELD_KEY=0, ARCHIVE_DIR=None):
        meanwhile = attachments.read(name)
        turned = [attachments.reseal(one) for one in attachments.names()]
        again = [attachments.reseal(one) for one in attachments.names()]
    with override_settings(DATA_DIR=tmp_path, FIELD_KEYS={2: b"2" * 32}, FIELD_KEY=0):
        after = attachments.read(name)

    assert meanwhile == after == content
    assert (turned, again) == ([True], [False])
    assert (tmp_path / "archive" / "attachments" / name[:2] / name).exists()


def test_keys_of_the_environment_are_printed_not_stored(prepared: Path, tmp_path: Path) -> None:
    fresh = keys.fresh()
    turned = Installation(tmp_path).vatra("keys", "rotate", "--only", "signing", **fresh)
    printed = dict(line.split("=", 1) for line in turned.stdout.splitlines())

    assert printed["VATRA_SECRET_KEY_FALLBACKS"] == fresh["VATRA_SECRET_KEY"]
    assert printed["VATRA_SECRET_KEY"] != fresh["VATRA_SECRET_KEY"]
    assert printed["VATRA_FIELD_KEYS"] == fresh["VATRA_FIELD_KEYS"]
    assert not (tmp_path / keys.FILE).exists()
    assert tmp_path != settings.DATA_DIR
