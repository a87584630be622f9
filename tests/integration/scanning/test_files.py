"""Files with a virus, from a phone and from a desk: kept closed or refused, always told, never lost silently."""

from __future__ import annotations

import hashlib
import logging
from typing import Any

import pytest
import typer
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection
from django.test import Client
from django.urls import reverse

from tests import factories, journal
from tests.accounts_fixtures import Staff
from tests.browser_form import posted
from tests.clamd import EICAR, Scanner
from tests.integration.office.entry.desk import address, plain, rows
from tests.integration.office.people.conftest import Home
from tests.integration.sync.phone import Phone
from vatra.database import scope
from vatra.records import attachments
from vatra.scanning import commands, jobs, verdicts

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 70_000
BAD = PNG + EICAR
CONSENT = {
    "q.given_on": "2026-11-03", "q.informed": "explained", "q.purposes": ["sms"], "q.how": "paper",
    "q.given_by": "self",
}  # fmt: skip
AWAY = "127.0.0.1:1"  # nobody listens there


def name_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def told(sha256: str) -> list[tuple[str, str, str]]:
    return rows("SELECT state, found, way FROM scanning_verdict WHERE sha256 = %s ORDER BY at, id", sha256)


def sent(phone: Phone, content: bytes) -> Any:
    """An entry that names the file, then the file."""
    name = name_of(content)
    blob = {"sha256": name, "type": "image/png", "size": len(content)}
    phone.push(journal.household(phone.author()) | {"blobs": [blob]})
    headers = {"Authorization": f"Bearer {phone.token}", "Upload-Length": str(len(content))}
    headers |= {"Upload-Offset": "0"}
    return phone.client.generic("PUT", f"/api/sync/v1/blob/{name}", content, "image/png", headers=headers)


def at_desk(home: Home, team: Staff, content: bytes, **more: Any) -> Any:
    where = address("registry/consent", persoana=home.ana["subject"]["id"])
    paper = SimpleUploadedFile("foaie.png", content, content_type="image/png")
    client = factories.signed_in(Client(), team.nurse)
    return client, where, client.post(where, CONSENT | {"q.paper": paper, "action": "look"} | more)


def saved_with(home: Home, team: Staff, content: bytes) -> tuple[Client, str]:
    """A consent saved with its paper: whose browser, and the address of the paper."""
    client, where, looked = at_desk(home, team, content)
    kept = plain(posted(looked.content.decode())) | {"action": "save"}
    assert client.post(where, kept).status_code == 302
    return client, reverse("entry_attachment", args=[kept["entry_id"], kept["q.paper"]])


def test_whole_file_reaches_the_scanner_and_a_clean_one_opens(
    home: Home, team: Staff, scanner: Scanner
) -> None:
    client, file = saved_with(home, team, PNG)

    assert scanner.seen[0] == PNG
    assert client.get(file).content == PNG
    assert told(name_of(PNG)) == [("clean", "", "desk")]


def test_virus_at_a_desk_is_refused_in_words_and_written_down(
    home: Home, team: Staff, scanner: Scanner, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, logger="vatra.scanning"):
        _, _, page = at_desk(home, team, BAD)

    assert "conține un virus și nu s-a păstrat" in page.content.decode()
    assert not attachments.is_complete(name_of(BAD))
    assert told(name_of(BAD)) == [("infected", "Win.Test.EICAR_HDB-1", "desk")]
    [line] = [one for one in caplog.records if one.message == "file_infected"]
    assert (line.sha256, line.user_id) == (name_of(BAD), str(team.nurse.pk))


def test_virus_from_a_phone_is_kept_closed_and_the_phone_does_not_send_it_again(
    phone: Phone, scanner: Scanner
) -> None:
    answer = sent(phone, BAD)

    assert answer.status_code == 200
    assert attachments.is_complete(name_of(BAD))
    assert told(name_of(BAD)) == [("infected", "Win.Test.EICAR_HDB-1", "phone")]
    with pytest.raises(verdicts.ClosedFileError):
        verdicts.read(name_of(BAD))
    sent(phone, BAD)
    assert len(scanner.seen) == 1


def test_what_waits_opens_to_nobody_and_is_told_until_the_scanner_answers(
    home: Home, team: Staff, scanner: Scanner, settings: Any
) -> None:
    settings.CLAMD, there = AWAY, settings.CLAMD
    client, file = saved_with(home, team, PNG)
    closed = client.get(file)
    entry = client.get(file.partition("fisier")[0]).content.decode()
    settings.CLAMD = there
    found = jobs.waiting(0)

    assert closed.status_code == 409
    assert "nu este verificat încă" in closed.content.decode()
    assert "așteaptă verificarea de viruși" in entry
    assert found == 1
    assert client.get(file).content == PNG
    assert [state for state, *_ in told(name_of(PNG))] == ["waiting", "clean"]


def test_virus_found_later_closes_the_file_and_its_page_says_so(
    home: Home, team: Staff, scanner: Scanner, settings: Any
) -> None:
    settings.CLAMD, there = AWAY, settings.CLAMD
    client, file = saved_with(home, team, BAD)
    settings.CLAMD = there
    closed = client.get(file)
    entry = client.get(file.partition("fisier")[0]).content.decode()
    settings.CLAMD = ""

    assert (closed.status_code, BAD in closed.content) == (409, False)
    assert "Fișierul conține un virus" in closed.content.decode()
    assert "reținut: conține un virus" in entry
    assert client.get(file).status_code == 409  # without a scanner it stays closed


def test_files_of_before_the_scanner_are_scanned_when_opened_or_by_command(
    home: Home, team: Staff, scanner: Scanner, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.CLAMD, there = "", settings.CLAMD
    client, file = saved_with(home, team, BAD)
    before = client.get(file).status_code
    settings.CLAMD = there
    with pytest.raises(typer.Exit) as ended:
        commands.scan(everything=False)

    assert before == 200
    assert ended.value.exit_code == 1
    assert "Fișiere verificate: 1 din 1; cu virus: 1." in capsys.readouterr().out
    assert client.get(file).status_code == 409


def test_false_alarm_ends_with_new_signatures(
    home: Home, team: Staff, scanner: Scanner, settings: Any
) -> None:
    client, file = saved_with(home, team, PNG)
    scanner.answer = b"stream: False.Alarm FOUND\0"
    with pytest.raises(typer.Exit):
        commands.scan(everything=True)
    closed = client.get(file).status_code
    scanner.answer = b""
    commands.scan(everything=False)

    assert closed == 409
    assert client.get(file).content == PNG
    assert [state for state, *_ in told(name_of(PNG))] == ["clean", "infected", "clean"]


@pytest.mark.parametrize("answer", [b"", b"INSTREAM size limit exceeded. ERROR\0"])
def test_lists_and_copies_that_are_only_read_are_refused(
    team: Staff, scanner: Scanner, answer: bytes
) -> None:
    scanner.answer = answer
    coordinator = factories.make_user("county_social_coordinator", factories.BOTOSANI)
    pages = (
        (team.nurse, reverse("paper_reading"), "lista"),
        (coordinator, "/telefoane/copie-de-siguranta/", "copy"),
    )

    for user, address_, field in pages:
        file = SimpleUploadedFile("lista.xlsx", b"PK" + EICAR)
        page = factories.signed_in(Client(), user).post(address_, {field: file})
        assert (verdicts.UNCHECKED if answer else verdicts.INFECTED) in page.content.decode()
    assert scanner.seen == [b"PK" + EICAR] * 2


@pytest.mark.parametrize("is_scanned", [True, False])
def test_file_of_another_kind_from_a_phone_is_kept_closed(
    phone: Phone, scanner: Scanner, settings: Any, is_scanned: bool
) -> None:
    settings.CLAMD = scanner.address if is_scanned else ""
    program = b"MZ" + b"0" * 70_000  # sent as a photograph

    answer, again = sent(phone, program), verdicts.arrived(name_of(program), verdicts.Sender("phone"))

    assert (answer.status_code, again) == (200, "wrong_kind")
    assert told(name_of(program)) == [("wrong_kind", "", "phone")]
    assert verdicts.closed([name_of(program)]) == {name_of(program): "wrong_kind"}
    with pytest.raises(verdicts.ClosedFileError):
        verdicts.read(name_of(program))


def test_page_of_the_entry_says_why_a_file_of_another_kind_does_not_open(
    home: Home, team: Staff, scanner: Scanner, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = b"MZ" + b"1" * 70_000
    with monkeypatch.context() as blind:  # as a phone's entry brings it, past the desk's look at it
        blind.setattr("vatra.office.forms.uploads.type_of", lambda content: "image/png")
        client, file = saved_with(home, team, program)
    closed = client.get(file)
    entry = client.get(file.partition("fisier")[0]).content.decode()

    assert (closed.status_code, program in closed.content) == (409, False)
    assert "Fișierul nu este fotografie și nici PDF" in closed.content.decode()
    assert "reținut: nu este fotografie sau PDF" in entry


def test_verdicts_are_never_changed(phone: Phone, scanner: Scanner) -> None:
    sent(phone, PNG)

    for statement in ("UPDATE scanning_verdict SET state = 'clean'", "DELETE FROM scanning_verdict"):
        with pytest.raises(DatabaseError), scope.system(), connection.cursor() as cursor:
            cursor.execute(statement)
