"""A table as a file: CSV for programs, XLSX for people."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from openpyxl import Workbook

BOM: Final = "\ufeff"  # without it a spreadsheet reads ș and ț wrongly
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def as_csv(head: Sequence[str], body: Sequence[Sequence[Any]]) -> bytes:
    """UTF-8 with semicolons, as the spreadsheets of Romanian offices open it."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(head)
    writer.writerows([[_plain(value) for value in row] for row in body])
    return (BOM + out.getvalue()).encode()


def as_xlsx(title: str, head: Sequence[str], body: Sequence[Sequence[Any]]) -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = title
    sheet.append(list(head))
    for row in body:
        sheet.append([_safe(value) for value in row])
    sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _plain(value: Any) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(_safe(value))


def _safe(value: Any) -> Any:
    """A text that begins like a formula stays a text."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
