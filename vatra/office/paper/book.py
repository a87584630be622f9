"""The session spreadsheet: one row a person or household, each with its number made beforehand."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from vatra.office.exports import FORMULA
from vatra.office.paper.columns import Column

FILL, CODES, ABOUT = "Completare", "Coduri", "Despre"
MARK: Final = "vatra-sedinta/1"
# Columns before the questions: number, whom, household (hidden), name, birth date, address.
LEADING: Final = ("numar", "despre", "gospodarie", "Cine", "Data nașterii", "Adresa")
HIDDEN: Final = 3
HEAD_ROW, FIRST_ROW = 2, 3  # row 1, hidden, holds the ids of the questions
ADVICE: Final = (
    "Completați câte un rând pentru fiecare persoană sau gospodărie văzută; rândurile goale nu se citesc.",
    "Nu ștergeți și nu schimbați coloanele ascunse: acolo stă numărul fiecărui rând. Rândurile se pot muta.",
    "Numărul rândului face ca aceeași foaie, citită de două ori, să nu adauge nimic a doua oară.",
    "Steluța (*) arată ce trebuie completat. Variantele de răspuns sunt pe foaia Coduri.",
    "Fișierul are date despre oameni: păstrați-l pe calculatorul de serviciu și ștergeți-l după citire.",
)


@dataclass(frozen=True, slots=True)
class Line:
    """One row to fill: its number, whom it is about, and words by which a person knows him."""

    number: str
    subject_id: str
    group_id: str
    who: str
    born: str
    address: str


def made(form: Mapping[str, Any], place_id: int, columns: Sequence[Column], lines: Sequence[Line]) -> bytes:
    """The file as XLSX. Shape: hidden ids in row 1, questions in row 2, one line a row from row 3 on."""
    book = Workbook()
    page = book.active
    page.title = FILL
    page.append([*LEADING, *(column.id for column in columns)])
    page.append(["", "", "", *LEADING[HIDDEN:], *(column.head for column in columns)])
    for line in lines:
        told = (line.who, line.born, line.address)
        page.append([line.number, line.subject_id, line.group_id, *map(_safe, told)])
    _dress(page, len(columns), len(lines))
    _offer(book.create_sheet(CODES), page, columns, len(lines))
    _tell(book.create_sheet(ABOUT), form, place_id)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text


def _dress(page: Worksheet, questions: int, lines: int) -> None:
    page.row_dimensions[1].hidden = True
    for index in range(1, HIDDEN + 1):
        page.column_dimensions[get_column_letter(index)].hidden = True
    for cell in page[HEAD_ROW]:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.fill = PatternFill("solid", fgColor="E3EFE9")
    for index in range(HIDDEN + 1, len(LEADING) + questions + 1):
        page.column_dimensions[get_column_letter(index)].width = 24
    page.freeze_panes = page.cell(row=FIRST_ROW, column=HIDDEN + 2)
    for row in page.iter_rows(min_row=FIRST_ROW, max_row=FIRST_ROW + lines - 1, min_col=len(LEADING) + 1):
        for cell in row:
            cell.protection = Protection(locked=False)
    page.protection.sheet = True  # no password: against a slip, not against a person
    page.protection.sort = page.protection.autoFilter = False
    page.protection.formatColumns = False


def _offer(codes: Worksheet, page: Worksheet, columns: Sequence[Column], lines: int) -> None:
    """The answers of each question in a column of their own, and as a list to choose from."""
    at = 0
    for index, column in enumerate(columns, start=len(LEADING) + 1):
        if not column.options:
            continue
        at += 1
        codes.cell(row=1, column=at, value=column.item["text"]).font = Font(bold=True)
        for row, (_, text) in enumerate(column.options, start=2):
            codes.cell(row=row, column=at, value=_safe(text))
        letter = get_column_letter(at)
        codes.column_dimensions[letter].width = 36
        if column.item["type"] == "choices" or not lines:
            continue
        area = f"'{CODES}'!${letter}$2:${letter}${len(column.options) + 1}"
        choice = DataValidation(type="list", formula1=area, allow_blank=True)
        choice.error, choice.errorTitle = "Alegeți un răspuns din listă.", "Răspuns necunoscut"
        page.add_data_validation(choice)
        cell = get_column_letter(index)
        choice.add(f"{cell}{FIRST_ROW}:{cell}{FIRST_ROW + lines - 1}")


def _tell(page: Worksheet, form: Mapping[str, Any], place_id: int) -> None:
    """What the file is, for the person (below) and for reading it back (the first rows)."""
    for row in (("fisier", MARK), ("formular", form["id"]), ("versiune", form["version"]), ("loc", place_id)):
        page.append(row)
    page.append([])
    page.append([form["title"]])
    page["A6"].font = Font(bold=True, size=13)
    for line in ADVICE:
        page.append([line])
    page.column_dimensions["A"].width = 100
