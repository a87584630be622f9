"""Payments found in a bank statement, by the file's number and the sum; documents asked of a virus scanner."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests import clamd
from tests.integration.desks.training.world import World, day, picture
from vatra.accounts.models import User
from vatra.desks.training import scanning, statements
from vatra.desks.training.errors import NotKeptError

Enter = Callable[[User | None], Client]
HOME = "/birou/training/"
CAMT = """<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><Stmt>
{entries}</Stmt></BkToCstmrStmt></Document>"""
ENTRY = """<Ntry><Amt Ccy="RON">{amount}</Amt><CdtDbtInd>{sign}</CdtDbtInd><BookgDt><Dt>{on}</Dt></BookgDt>
<NtryDtls><TxDtls><RmtInf><Ustrd>{words}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>"""
MT940 = """:20:1
:25:RO07TREZ70220G335000XXXX
:28C:1/1
:60F:C231201RON0,00
:61:2312051205CR2500,00NTRFNONREF//B1
:86:Taxa de participare, dosar 2023ABC-00001, CIF 26328134
:61:2312051205DR10,00NTRFNONREF//B2
:86:comision
:62F:C231205RON2490,00
"""


def camt(*entries: tuple[str, str, str], on: str = "2023-12-05") -> bytes:
    rows = "".join(
        ENTRY.format(amount=amount, sign=sign, on=on, words=words) for amount, sign, words in entries
    )
    return CAMT.format(entries=rows).encode()


def test_camt_gives_what_came_in() -> None:
    lines = statements.read(
        camt(
            ("2500.00", "CRDT", "dosar 2023ABC-00001"),
            ("10.00", "DBIT", "comision"),
            ("2500.00", "CRDT", "x"),
        )
    )
    assert [(one.amount, one.number) for one in lines] == [
        (Decimal(2500), "2023ABC-00001"), (Decimal(2500), ""),
    ]  # fmt: skip


def test_mt940_gives_what_came_in() -> None:
    [line] = statements.read(MT940.encode())
    assert (line.on.isoformat(), line.amount, line.number) == ("2023-12-05", Decimal(2500), "2023ABC-00001")


def test_two_equal_payments_are_two_and_a_second_reading_finds_the_same() -> None:
    twice = camt(("10.00", "CRDT", "a"), ("10.00", "CRDT", "a"))
    keys = [one.key for one in statements.read(twice)]
    assert len(set(keys)) == 2
    assert keys == [one.key for one in statements.read(twice)]


BOMB = b'<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;">]><a>&d;</a>'


@pytest.mark.parametrize("content", [b"", b"nume;suma", b"<a/>", b"<BkToCstmrStmt", BOMB])
def test_what_is_no_statement_is_refused(content: bytes) -> None:
    with pytest.raises(statements.UnreadableError):
        statements.read(content)


@pytest.mark.django_db
@pytest.mark.clause("inmss-2023/fee.methods")
def test_a_statement_pays_the_files_it_names_once(world: World, enter: Enter) -> None:
    call = world.open()
    series = world.add(call)
    file, part = world.validated(call, series), world.validated(call, series)
    world.fill(file, "payment_proof")
    numbers = [world.whole(one).file.number for one in (file, part)]
    content = camt(
        ("2500.00", "CRDT", f"taxa dosar {numbers[0]}"), ("2499.00", "CRDT", numbers[1]), ("5.00", "CRDT", "?"),
        on=day(-1),
    )  # fmt: skip
    client, address = enter(world.organiser), f"{HOME}apel/{call}/extras/"

    def review() -> Any:
        return client.post(address, {"file": SimpleUploadedFile("extras.xml", content)})

    shown = review()
    assert [one.outcome for one in shown.context["matches"]] == ["matched", "wrong_sum", "no_file"]
    client.post(address, {"action": "take", "sealed": shown.context["sealed"]})
    assert (world.state(file), world.state(part)) == ("enrolled", "awaiting_payment")
    assert [one.outcome for one in review().context["matches"]] == ["known", "wrong_sum", "no_file"]
    client.post(address, {"action": "take", "sealed": shown.context["sealed"]})
    assert len(world.whole(file).standing.money) == 1
    assert client.post(address, {"action": "take", "sealed": "altceva"}).status_code == 422


@pytest.fixture
def scanner(settings: Any) -> Iterator[clamd.Scanner]:
    with clamd.running() as found:
        settings.CLAMD = found.address
        yield found


@pytest.mark.django_db
def test_a_clean_file_is_marked_as_scanned(scanner: clamd.Scanner) -> None:
    assert scanning.checked(picture()) == ("image/jpeg", True)


@pytest.mark.parametrize(
    ("answer", "words"),
    [(b"stream: Eicar FOUND\0", "virus"), (b"INSTREAM size limit exceeded. ERROR\0", "verifica")],
)
@pytest.mark.django_db
def test_an_infected_or_unscanned_file_is_not_kept(scanner: clamd.Scanner, answer: bytes, words: str) -> None:
    scanner.answer = answer
    with pytest.raises(NotKeptError) as refused:
        scanning.checked(picture())
    assert words in refused.value.message


@pytest.mark.django_db
def test_a_silent_scanner_keeps_files_out(settings: Any) -> None:
    settings.CLAMD = "/nu/exista.sock"
    with pytest.raises(NotKeptError):
        scanning.checked(picture())


@pytest.mark.django_db
def test_statement_with_a_virus_is_not_read(world: World, enter: Enter, scanner: clamd.Scanner) -> None:
    call = world.open()
    file = SimpleUploadedFile("extras.xml", camt() + clamd.EICAR)

    page = enter(world.organiser).post(f"{HOME}apel/{call}/extras/", {"file": file})

    assert "conține un virus" in page.content.decode()
