"""The sheet on paper (PDF by Typst) and as a table (XLSX, CSV)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, Final

from vatra.accounts.principals import Principal
from vatra.desks.pay import sheets
from vatra.desks.pay.guards import TITLES
from vatra.desks.pay.models import Sheet
from vatra.documents import making
from vatra.documents.declared import Declared
from vatra.documents.making import Asked, Matter
from vatra.documents.words import short
from vatra.office.exports import Sheet as Table
from vatra.packs.pay import catalogue, days, words
from vatra.packs.pay.catalogue import ROOT
from vatra.packs.pay.percents import plain
from vatra.packs.pay.words import lei

PAPER: Final = Declared(
    code="stat-sporuri",
    title="Stat de sporuri pentru condiții de muncă",
    cites=("pay-2018/compute", "pay-2018/annex.i"),
    about="record",
    source="",
    template=ROOT / "documents" / "stat.typ",
)
HEAD: Final = (
    "Marca", "Numele", "Funcția", "Postul", "Locul de muncă", "Sporul", "Persoana îngrijită (cod)", "De la", "Până la",
    "Zile", "Din", "Salariul de bază", "Procentul", "Suma", "Decizia", "Temeiul nr.", "Temeiul",
)  # fmt: skip
STEP_TITLES: Final = {
    "checked": "Verificat",
    "approved": "Aprobat",
    "frozen": "Înghețat",
    "returned": "Întors",
}


def pdf(principal: Principal, sheet: Sheet, employer: dict[str, Any], on: date) -> bytes:
    """The sheet as it was drafted, with the steps it went through."""
    body = sheet.body
    before = sheets.corrected(sheet)
    content = {
        "facts": _facts(sheet, employer),
        "lines": list(_lines(body.get("lines", ()))),
        "total": lei(sheet.total),
        "rounding": body["rounding"],
        "by_code": by_code(body.get("lines", ())),
        "reason": body.get("reason", ""),
        "differences": _differences(sheet, before) if before else [],
        "grounds": [
            {"n": one["n"], "code": one["ground_code"], "text": one["text"]}
            for one in body.get("grounds", ())
        ],
        "decided": [[one["about"], one["kept"], one["why"]] for one in body.get("decided", ())],
        "signatures": _signatures(sheet, employer),
    }
    matter = Matter(
        content=content,
        place_id=sheet.place_id,
        title=body["title"],
        subtitle=employer["name"],
        number=f"{sheet.month}/{sheet.number}",
        rows=len(body.get("lines", ())),
    )
    return making.made(Asked(PAPER, principal, str(sheet.id), on), matter)


def _facts(sheet: Sheet, employer: dict[str, Any]) -> list[tuple[str, str]]:
    source = words.source(catalogue.law(), days.whole(sheets.month_of(sheet.month))[0])
    steps = [f"{STEP_TITLES[one['step']]} la {short(one['done_on'])} de {one['by']}" for one in sheet.steps]
    return [
        ("Angajatorul", f"{employer['name']} {employer.get('tax_code', '')}".strip()),
        ("Starea", TITLES[sheet.state]),
        ("Pași", "; ".join([f"Întocmit la {short(sheet.drafted_on)}", *steps])),
        ("Regulamentul", source),
        ("Corectează", sheet.body.get("reason", "") if sheet.corrects else ""),
    ]


def _lines(rows: Iterable[dict[str, Any]]) -> Iterable[list[str]]:
    for number, row in enumerate(rows, start=1):
        job = f", {row['job_title']}" if row.get("job_title") else ""
        care = f" ({row['care']})" if row.get("care") else ""
        yield [
            str(number), row["staff_number"], f"{row['name']}{job}", f"{row['code']}{care}",
            f"{short(row['since'])} – {short(row['until'])}", f"{row['days']} din {row['of_days']}",
            bare(row["base"]), plain(Decimal(row["percent"])), bare(row["amount"]), row.get("decision", ""),
            str(row["ground"]),
        ]  # fmt: skip


def bare(value: Any) -> str:
    """An amount without the unit, for columns."""
    return lei(Decimal(value)).removesuffix(" lei")


def _money(value: Any) -> Decimal:
    """With its bani, also where there are none: the table writes it so."""
    return Decimal(value).quantize(Decimal("0.01"))


def by_code(rows: Iterable[dict[str, Any]]) -> list[list[str]]:
    """Supplement, what for, number of lines, sum."""
    sums: dict[str, list[Decimal]] = {}
    for row in rows:
        sums.setdefault(row["code"], []).append(Decimal(row["amount"]))
    titles = catalogue.law().titles()
    return [
        [code, titles.get(code, ""), str(len(own)), bare(sum(own, Decimal(0)))]
        for code, own in sorted(sums.items())
    ]


def _differences(sheet: Sheet, before: Sheet) -> list[list[str]]:
    return [
        [
            one["staff_number"],
            one["name"],
            one["code"],
            bare(one["before"]),
            bare(one["after"]),
            bare(one["by"]),
        ]
        for one in sheets.differences(sheet, before)
    ]


def _signatures(sheet: Sheet, employer: dict[str, Any]) -> list[dict[str, str]]:
    done = {one["step"]: one["by"] for one in sheet.steps}
    return [
        {"role": "Întocmit", "name": "Responsabil de salarizare"},
        {"role": "Verificat", "name": done.get("checked", "")},
        {
            "role": "Aprobat, ordonatorul de credite",
            "name": done.get("approved", employer.get("authorising_officer", "")),
        },
    ]


def table(sheet: Sheet) -> Table:
    """The same lines for a spreadsheet, amounts as numbers."""
    grounds = {one["n"]: one["text"] for one in sheet.body.get("grounds", ())}
    rows = [
        [
            row["staff_number"], row["name"], row.get("job_title", ""), row["post"], row.get("unit", ""), row["code"],
            row.get("care", ""), short(row["since"]), short(row["until"]), row["days"], row["of_days"],
            _money(row["base"]), Decimal(row["percent"]), _money(row["amount"]), row.get("decision", ""),
            row["ground"], grounds.get(row["ground"], ""),
        ]
        for row in sheet.body.get("lines", ())
    ]  # fmt: skip
    return Table(f"stat-sporuri-{sheet.month}-{sheet.number}", sheet.body["title"], HEAD, rows)
