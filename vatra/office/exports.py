"""Tables as files: XLSX for people, CSV (UTF-8, semicolons as Romanian Excel reads it) for all."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.http import Http404, HttpResponse
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# A cell that begins so could be taken for a formula by a spreadsheet.
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")

# A decimal with exactly two places is a sum of money, and is shown with both.
MONEY: Final = -2


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: file name without ending, title, column heads, rows in order."""

    name: str
    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[Any]]


def sent(sheet: Sheet, kind: str) -> HttpResponse:
    """The table as a download. Http404 for a kind that is neither xlsx nor csv."""
    makers = {"xlsx": (_xlsx, XLSX), "csv": (_csv, "text/csv; charset=utf-8")}
    if kind not in makers:
        raise Http404
    make, content_type = makers[kind]
    response = HttpResponse(make(sheet), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{sheet.name}.{kind}"'
    response["Cache-Control"] = "no-store"
    return response


def _csv(sheet: Sheet) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(sheet.head)
    writer.writerows([_text(value) for value in row] for row in sheet.rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return str(value).replace(".", ",")
    return _safe(value) if isinstance(value, str) else str(value)


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text


def _xlsx(sheet: Sheet) -> bytes:
    book = Workbook()
    page = book.active
    page.title = sheet.name[:31]
    page.append([sheet.title])
    page["A1"].font = Font(bold=True, size=13)
    page.append(list(sheet.head))
    for cell in page[2]:
        cell.font = Font(bold=True)
    for row in sheet.rows:
        page.append([_safe(value) if isinstance(value, str) else value for value in row])
        for index, value in enumerate(row, start=1):
            if isinstance(value, Decimal) and value.as_tuple().exponent == MONEY:
                page.cell(page.max_row, index).number_format = "#,##0.00"
    page.freeze_panes = "A3"
    for index, title in enumerate(sheet.head, start=1):
        widest = max([len(str(title)), *(len(str(row[index - 1] or "")) for row in sheet.rows)])
        page.column_dimensions[get_column_letter(index)].width = min(60, widest + 2)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
