"""A phone broke with entries on it: its safety copy is read at the office, once or as often as one likes."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from tests import journal
from tests.integration.sync import copies as made
from tests.integration.sync.phone import Phone
from vatra.database import scope
from vatra.records import attachments, copies, devices, recovery
from vatra.records.models import DeviceAct, Quarantine, Record
from vatra.sync import commands
from vatra.sync import devices as bearers

pytestmark = pytest.mark.django_db


def written(phone: Phone) -> list[dict[str, Any]]:
    nurse = phone.author()
    home = journal.household(nurse)
    return phone.wears(home, journal.person(nurse, home, given_name="Ana"))


def recover(copy: dict[str, Any]) -> recovery.Recovered:
    [found] = recovery.recover(content=made.file(copy), by=None)
    return found


def count() -> int:
    with scope.system():
        return Record.objects.count()


def test_entries_of_the_copy_arrive_as_their_author_and_phone(phone: Phone) -> None:
    home, ana = written(phone)

    found = recover(made.of(phone, home, ana))

    assert {(line.status, line.was_here) for line in found.lines} == {("accepted", False)}
    assert (found.owner, found.fresh) == (phone.user.full_name, 2)
    with scope.system():
        rows = Record.objects.order_by("device_seq").values_list("author_id", "device_id", "device_seq")
        assert [(str(a), str(d), n) for a, d, n in rows] == [
            (str(phone.user.pk), phone.device, 1),
            (str(phone.user.pk), phone.device, 2),
        ]


def test_read_twice_it_adds_nothing_and_the_phone_doubles_nothing_either(phone: Phone) -> None:
    records = written(phone)
    copy = made.of(phone, *records)
    recover(copy)

    again = recover(copy)
    pushed = phone.push(*records)

    assert (again.fresh, {line.status for line in again.lines}) == (0, {"accepted"})
    assert {one["status"] for one in pushed["results"].values()} == {"accepted"}
    assert count() == 2


def test_entries_already_sent_are_told_apart(phone: Phone) -> None:
    records = written(phone)
    phone.push(records[0])

    found = recover(made.of(phone, *records))

    assert [line.was_here for line in found.lines] == [True, False]
    assert found.fresh == 1


def test_photo_of_the_copy_reaches_its_entry(phone: Phone, settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    photo = b"poza" * 400
    name = hashlib.sha256(photo).hexdigest()
    home, ana = written(phone)
    ana["blobs"] = [{"sha256": name, "type": "image/webp", "size": len(photo)}]
    copy = made.of(phone, home, ana, files=((name, photo),))

    found = recover(copy)

    assert found.files == 1
    assert attachments.read(name) == photo
    assert recover(copy).files == 1


def test_a_damaged_entry_is_counted_and_the_others_are_taken(phone: Phone) -> None:
    copy = made.of(phone, *written(phone))
    copy["parts"][0]["records"][1]["box"]["data"] = copy["parts"][0]["records"][0]["box"]["data"]

    found = recover(copy)

    assert (found.damaged, found.fresh) == (1, 1)


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe", b"[]", b'{"vatra": "altceva", "parts": []}', b"[" * 100_000]
)
def test_a_file_that_is_no_copy_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(copies.NotACopyError, match="nu este o copie de siguranță"):
        recovery.recover(content=content, by=None)


def test_a_copy_cut_in_the_middle_is_refused_in_words(phone: Phone) -> None:
    content = made.file(made.of(phone, *written(phone)))

    with pytest.raises(copies.NotACopyError):
        recovery.recover(content=content[: len(content) // 2], by=None)


def test_a_copy_of_a_newer_app_is_kept_for_later() -> None:
    with pytest.raises(copies.TooNewError, match="păstrați fișierul"):
        recovery.recover(content=b'{"vatra": "copie-de-siguranta/2", "parts": []}', by=None)


def test_a_copy_of_an_unknown_phone_belongs_to_another_office(phone: Phone) -> None:
    copy = made.of(phone, *written(phone))
    copy["parts"][0]["device"] = "01900000-0000-7000-8000-000000000001"

    with pytest.raises(copies.OtherOfficeError):
        recover(copy)


def test_a_copy_of_an_owner_from_elsewhere_is_not_opened(phone: Phone) -> None:
    content = made.file(made.of(phone, *written(phone)))

    with pytest.raises(copies.OtherOfficeError):
        recovery.recover(content=content, by=None, covers=lambda owner: False)

    assert count() == 0


def test_a_copy_whose_key_does_not_open_is_damaged(phone: Phone) -> None:
    other = Phone(phone.user)
    copy = made.of(phone, *written(phone))
    copy["parts"][0]["device"] = other.device

    with pytest.raises(copies.DamagedError, match="stricată"):
        recover(copy)


def test_what_a_lost_phone_held_is_taken_but_not_what_was_written_on_it_later(phone: Phone) -> None:
    home, _ = written(phone)
    devices.revoke(device_id=phone.device, kind="wipe_asked")
    late = phone.wears(journal.household(phone.author()))

    found = recover(made.of(phone, home, *late))

    assert [line.status for line in found.lines] == ["accepted", "quarantined"]
    assert found.lines[1].reasons[0].code == "account_ended"


def test_who_has_left_has_the_entries_held_not_lost(phone: Phone) -> None:
    records = written(phone)
    phone.user.is_active = False
    phone.user.save()

    copy = made.of(phone, *records)

    found, again = recover(copy), recover(copy)

    assert {line.status for line in found.lines} == {"quarantined"}
    assert (found.fresh, again.fresh) == (2, 0)
    with scope.system():
        assert Quarantine.objects.count() == 2


def test_each_reading_stands_in_the_phones_history(phone: Phone) -> None:
    recovery.recover(content=made.file(made.of(phone, *written(phone))), by=phone.user.pk)

    with scope.system():
        [act] = DeviceAct.objects.all()
    assert (act.kind, act.count, act.by_id, str(act.device_id)) == (
        "recovered",
        2,
        phone.user.pk,
        phone.device,
    )


def test_command_reads_a_copy_and_names_no_answer(phone: Phone, tmp_path: Path) -> None:
    saved = tmp_path / "copie.json"
    saved.write_bytes(made.file(made.of(phone, *written(phone))))
    bearers.forget()

    told = CliRunner().invoke(commands.app, ["recover", str(saved)])

    assert told.exit_code == 0, told.output
    assert "intrări noi 2 din 2" in told.output
    assert "Ana" not in told.output


def test_command_refuses_another_file_in_words(tmp_path: Path) -> None:
    saved = tmp_path / "lista.json"
    saved.write_text(json.dumps({"persoane": []}))

    told = CliRunner().invoke(commands.app, ["recover", str(saved)])

    assert told.exit_code == 1
    assert "nu este o copie" in told.output
