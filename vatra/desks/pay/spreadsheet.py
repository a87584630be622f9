"""A staff list as a spreadsheet: its columns, and the cells of an XLSX or CSV file as text."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

MOST_ROWS: Final = 20_000
MOST_BYTES: Final = 8 * 1024 * 1024


class UnreadableFileError(Exception):
    """The file cannot be read as a staff list; the text says why, for the page."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its head as printed, the form's item, and how its cell is read."""

    head: str
    item: str
    kind: str  # text, day, lei, number, yes_no, or the name of a list
    example: str


COLUMNS: Final = (
    Column("Marca", "staff_number", "text", "1001"),
    Column("Numele și prenumele", "name", "text", "Popescu Ana"),
    Column("Post", "post", "text", "1"),
    Column("Valabil de la", "since", "day", "01.03.2026"),
    Column("Până la", "until", "day", ""),
    Column("Funcția", "job_title", "text", "infirmieră"),
    Column("Felul postului", "position", "positions", "Personal al unității"),
    Column("Categoria", "category", "categories", "Personal auxiliar"),
    Column("Locul de muncă", "workplace", "text", "camin"),
    Column("Salariul de bază", "base", "lei", "4000,00"),
    Column("Anexa II", "annex_ii", "yes_no", "da"),
    Column("Contract individual", "contract", "yes_no", "da"),
    Column("Locuiește în localitate", "lives_there", "yes_no", "nu"),
    Column("Zile pe săptămână", "days_a_week", "number", ""),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the file: its number there, and its cells by item, trimmed text."""

    number: int
    cells: dict[str, str]


def read(name: str, content: bytes) -> list[Line]:
    """The rows of the file, columns found by their heads in any order.

    Raises:
        UnreadableFileError: not a spreadsheet, too big, or a column is missing.
    """
    if len(content) > MOST_BYTES:
        raise UnreadableFileError(
            "Fișierul este prea mare: cel mult 8 MB. Împărțiți lista în mai multe fișiere."
        )
    rows = _xlsx(content) if name.lower().endswith(".xlsx") else _csv(content)
    try:
        return list(_lines(rows))
    except (BadZipFile, InvalidFileException, KeyError, ValueError, csv.Error, OSError) as error:
        if isinstance(error, UnreadableFileError):
            raise
        raise UnreadableFileError(
            "Fișierul nu se poate citi. Salvați-l ca XLSX sau CSV (UTF-8) și încercați din nou."
        ) from error


def _lines(rows: Iterable[tuple[int, list[str]]]) -> Iterator[Line]:
    places: dict[str, int] | None = None
    for count, (number, cells) in enumerate(rows):
        if count > MOST_ROWS:
            raise UnreadableFileError(f"Lista are mai mult de {MOST_ROWS} de rânduri. Împărțiți-o.")
        if places is None:
            places = _heads(cells)
            continue
        told = {item: cells[at].strip() if at < len(cells) else "" for item, at in places.items()}
        if any(told.values()):
            yield Line(number, told)
    if places is None:
        raise UnreadableFileError(
            "Nu am găsit capul de tabel cu coloanele listei. Descărcați modelul și copiați-l."
        )


def _heads(cells: list[str]) -> dict[str, int] | None:
    """Where each column stands; None while the row is not the head of the table."""
    heads = [" ".join(cell.split()).casefold() for cell in cells]
    if COLUMNS[0].head.casefold() not in heads:
        return None
    missing = [one.head for one in COLUMNS if one.head.casefold() not in heads]
    if missing:
        raise UnreadableFileError(f"Lipsesc coloanele: {', '.join(missing)}.")
    return {one.item: heads.index(one.head.casefold()) for one in COLUMNS}


def _xlsx(content: bytes) -> Iterator[tuple[int, list[str]]]:
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    for number, row in enumerate(book.worksheets[0].iter_rows(values_only=True), start=1):
        yield number, [_text(value) for value in row]


def _csv(content: bytes) -> Iterator[tuple[int, list[str]]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1250", errors="replace")
    first = text.splitlines()[0] if text.strip() else ""
    yield from enumerate(csv.reader(io.StringIO(text), delimiter=";" if ";" in first else ","), start=1)


def _text(value: Any) -> str:
    """A cell as text: days as a person writes them, numbers without an idle fraction."""
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, bool):
        return "da" if value else "nu"
    if isinstance(value, float):
        shown = f"{Decimal(str(value)):f}"
        return shown.removesuffix(".0").replace(".", ",")
    return str(value)
