"""A staff list read with a review: faults by row and column, nothing twice, nothing lost."""

from __future__ import annotations

import io
from typing import Any
from uuid import UUID

import pytest
from openpyxl import Workbook

from tests.integration.desks.pay.world import World
from vatra.desks.pay import importing, spreadsheet
from vatra.desks.pay.spreadsheet import COLUMNS, UnreadableFileError

pytestmark = pytest.mark.django_db
HEADS = [column.head for column in COLUMNS]
GOOD = [
    "1001", "Popescu Ana", "1", "01.03.2018", "", "infirmieră", "Personal al unității", "Personal auxiliar", "camin",
    "4.000,50", "da", "da", "nu", "",
]  # fmt: skip


def xlsx(*rows: list[Any]) -> bytes:
    book, content = Workbook(), io.BytesIO()
    for row in (["Lista personalului"], HEADS, *rows):
        book.active.append(row)
    book.save(content)
    return content.getvalue()


def csv(*rows: list[Any]) -> bytes:
    return "\r\n".join(";".join(map(str, row)) for row in (HEADS, *rows)).encode()


def review(world: World, content: bytes, name: str = "lista.xlsx") -> importing.Review:
    return importing.review(UUID(world.employer), spreadsheet.read(name, content))


def changed(at: int, value: Any) -> list[Any]:
    return [value if n == at else cell for n, cell in enumerate(GOOD)]


def test_a_list_read_twice_adds_nothing(at_desk: World) -> None:
    first = importing.take(at_desk.principal, UUID(at_desk.employer), review(at_desk, xlsx(GOOD)))
    again = review(at_desk, csv(GOOD), "lista.csv")
    second = importing.take(at_desk.principal, UUID(at_desk.employer), again)

    assert (first["written"], first["held"]) == (1, 0)
    assert [row.state for row in again.rows] == ["known"]
    assert (second["written"], second["known"]) == (0, 1)
    assert at_desk.house().staff["1001"].name == "Popescu Ana"


def test_a_changed_cell_is_a_correction_with_its_history(at_desk: World) -> None:
    importing.take(at_desk.principal, UUID(at_desk.employer), review(at_desk, xlsx(GOOD)))
    again = review(at_desk, xlsx(changed(9, 4200)))
    importing.take(at_desk.principal, UUID(at_desk.employer), again)

    assert [row.state for row in again.rows] == ["changed"]
    assert [str(p.body["base"]) for p in at_desk.house().staff["1001"].posts[0].periods] == ["4200"]


@pytest.mark.parametrize(
    ("at", "value", "column", "words"),
    [
        (0, "", "Marca", "Răspuns"),
        (3, "32.13.2018", "Valabil de la", "01.03.2026"),
        (7, "Șef", "Categoria", "Personal de specialitate"),
        (8, "spital", "Locul de muncă", "spital"),
        (9, "patru mii", "Salariul de bază", "4000,00"),
        (10, "poate", "Anexa II", "da sau nu"),
        (12, "da", "Zile pe săptămână", ""),
    ],
)
def test_a_fault_names_its_row_and_column(
    at_desk: World, at: int, value: Any, column: str, words: str
) -> None:
    found = review(at_desk, xlsx(GOOD, changed(0, "1002"), changed(at, value)))
    wrong = found.of("wrong")

    assert [row.line.number for row in wrong] == [5]
    assert column in [head for head, _ in wrong[0].faults]
    assert len(found.of("new")) == 2


def test_the_same_row_twice_in_one_file_is_a_fault(at_desk: World) -> None:
    found = review(at_desk, xlsx(GOOD, GOOD))

    assert [row.state for row in found.rows] == ["new", "wrong"]
    assert "rândul 3" in found.rows[1].faults[0][1]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.xlsx", b"nu este o arhiva", "nu se poate citi"),
        ("a.csv", b"", "capul de tabel"),
        ("a.csv", "Marca;Funcția\n1;x".encode(), "Lipsesc coloanele"),
    ],
)
def test_a_file_that_is_no_staff_list_is_told_so(name: str, content: bytes, words: str) -> None:
    with pytest.raises(UnreadableFileError, match=words):
        spreadsheet.read(name, content)
