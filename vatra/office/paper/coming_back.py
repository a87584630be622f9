"""A session spreadsheet that comes back: what it says, row by row."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from vatra.kit.errors import UnknownFormError
from vatra.office.paper import columns
from vatra.office.paper.book import ABOUT, FILL, FIRST_ROW, LEADING, MARK
from vatra.records.queries import library

LARGEST: Final = 5 * 1024 * 1024  # bytes of the file
UNPACKED: Final = 60 * 1024 * 1024  # bytes of what is inside it
MOST_ROWS: Final = 500
MOST_COLUMNS: Final = 400


class NotASheetError(Exception):
    """The file is not one of ours; the text says what to do, for the page."""


@dataclass(frozen=True, slots=True)
class Filled:
    """One filled row: ``at`` is its row in the file, ``who`` the words that stand in it."""

    at: int
    number: str
    subject_id: str
    group_id: str
    who: str
    answers: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Session:
    form: Mapping[str, Any]
    place_id: int
    filled: tuple[Filled, ...]
    empty: int


def read(content: bytes) -> Session:
    """Rows with at least one answer.

    Raises:
        NotASheetError: not a session spreadsheet of ours, damaged, or too large.
    """
    book = _opened(content)
    told = {str(key): value for key, value, *_ in _rows(book[ABOUT], 4, 2)}
    if told.get("fisier") != MARK:
        raise NotASheetError(FOREIGN)
    try:
        form = library().form(str(told.get("formular")), str(told.get("versiune")))
    except UnknownFormError as error:
        raise NotASheetError(OLD_FORM) from error
    if not isinstance(told.get("loc"), int):
        raise NotASheetError(FOREIGN)
    rows = list(_rows(book[FILL], FIRST_ROW + MOST_ROWS, MOST_COLUMNS))
    if len(rows) >= FIRST_ROW + MOST_ROWS:
        raise NotASheetError(
            f"Fișierul are peste {MOST_ROWS} de rânduri. Împărțiți-l în mai multe și citiți-le pe rând."
        )
    filled = list(_filled(form, rows))
    return Session(
        form, told["loc"], tuple(each for each in filled if each.answers), sum(not e.answers for e in filled)
    )


FOREIGN: Final = (
    "Fișierul nu este o listă de ședință făcută de Vatra. Descărcați lista din pagina „Pe hârtie”, "
    "completați-o și încărcați același fișier."
)
DAMAGED: Final = (
    "Fișierul nu se poate deschide: nu este un fișier Excel (.xlsx) sau este stricat. "
    "Deschideți-l în Excel sau LibreOffice, salvați-l din nou ca .xlsx și încărcați-l iar."
)
OLD_FORM: Final = (
    "Lista a fost făcută pentru un formular care nu mai există. "
    "Descărcați o listă nouă și copiați răspunsurile în ea."
)
TOO_LARGE: Final = (
    "Fișierul este prea mare pentru o listă de ședință. Încărcați fișierul descărcat din Vatra, fără imagini."
)


def _opened(content: bytes) -> Any:
    if len(content) > LARGEST:
        raise NotASheetError(TOO_LARGE)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > UNPACKED:
                raise NotASheetError(TOO_LARGE)
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError) as error:
        raise NotASheetError(DAMAGED) from error
    if not {FILL, ABOUT} <= set(book.sheetnames):
        raise NotASheetError(FOREIGN)
    return book


def _rows(page: Any, most: int, wide: int) -> Iterator[tuple[Any, ...]]:
    for row in page.iter_rows(max_row=most, max_col=wide, values_only=True):
        yield (*row, None, None)


def _filled(form: Mapping[str, Any], rows: Sequence[tuple[Any, ...]]) -> Iterator[Filled]:
    """Columns are known by the ids of row 1, so that moved columns do no harm."""
    by_id = {column.id: column for column in columns.of_form(form)}
    heads = [str(cell) if cell else "" for cell in rows[0]] if rows else []
    if list(LEADING) != heads[: len(LEADING)]:
        raise NotASheetError(FOREIGN)
    for at, row in enumerate(rows[FIRST_ROW - 1 :], start=FIRST_ROW):
        number, subject, group, who = row[:4]
        ids = (_uuid(number), _uuid(subject), _uuid(group))
        cells = zip(heads[len(LEADING) :], row[len(LEADING) :], strict=False)
        told = {key: columns.answer(by_id[key], cell) for key, cell in cells if key in by_id}
        answers = {key: value for key, value in told.items() if value is not None}
        if all(ids):
            yield Filled(at, *ids, str(who or ""), answers)
        elif answers:
            raise NotASheetError(
                f"Rândul {at} are răspunsuri, dar nu mai are numărul lui (coloanele ascunse A–C). "
                "Puneți răspunsurile pe un rând din lista descărcată și încărcați din nou."
            )


def _uuid(cell: Any) -> str:
    try:
        return str(UUID(str(cell)))
    except ValueError:
        return ""
