"""Bank statements (CAMT.053 or MT940): which payment is whose, by the file's number and the sum."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Final
from xml.etree.ElementTree import Element, ParseError

import mt940
from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

NUMBER: Final = re.compile(r"\b(\d{4}[0-9A-F]{3})\s?-\s?(\d{5})\b", re.IGNORECASE)
MATCHED, NO_FILE, WRONG_SUM, KNOWN, CLOSED = "matched", "no_file", "wrong_sum", "known", "closed"
TITLES: Final = {
    MATCHED: "se înregistrează",
    NO_FILE: "niciun dosar cu acest număr",
    WRONG_SUM: "altă sumă decât taxa: se hotărăște de mână",
    KNOWN: "este deja înregistrată",
    CLOSED: "dosarul nu așteaptă o plată",
}


class UnreadableError(Exception):
    """Neither CAMT.053 nor MT940."""


@dataclass(frozen=True, slots=True)
class Line:
    """One sum that came in. `key`: the same at every reading of the same line."""

    on: date
    amount: Decimal
    text: str
    key: str

    @property
    def number(self) -> str:
        found = NUMBER.search(self.text)
        return f"{found[1].upper()}-{found[2]}" if found else ""


@dataclass(frozen=True, slots=True)
class Match:
    line: Line
    outcome: str
    file_id: str = ""

    @property
    def title(self) -> str:
        return TITLES[self.outcome]


def read(content: bytes) -> list[Line]:
    """Sums that came in, in the statement's order. UnreadableError if it is no statement."""
    text = content.decode("utf-8-sig", errors="replace").strip()
    rows = list(_camt(text) if text.startswith("<") else _mt940(text))
    found, seen = [], dict[str, int]()
    for on, amount, words, reference in rows:
        told = f"{on}|{amount}|{words}|{reference}"
        seen[told] = seen.get(told, 0) + 1
        key = hashlib.sha256(f"{told}|{seen[told]}".encode()).hexdigest()
        found.append(Line(on, amount, words, key))
    return found


Row = tuple[date, Decimal, str, str]


def _camt(text: str) -> Iterator[Row]:
    try:
        root = ElementTree.fromstring(text)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise UnreadableError from error
    if not any(_local(one) == "BkToCstmrStmt" for one in root.iter()):
        raise UnreadableError
    for entry in (one for one in root.iter() if _local(one) == "Ntry"):
        if _text(entry, "CdtDbtInd") == "CRDT" and _text(entry, "RvslInd") != "true":
            yield from _entry(entry)


def _entry(entry: Element) -> Iterator[Row]:
    day = next(
        (_text(one, "Dt") or _text(one, "DtTm")[:10] for one in entry if _local(one) in ("BookgDt", "ValDt")),
        "",
    )
    details = [one for one in entry.iter() if _local(one) == "TxDtls"]
    for one in details or [entry]:
        amount = _text(one, "Amt") or _text(entry, "Amt")
        words = " ".join(_texts(one, ("Ustrd", "Ref", "EndToEndId", "AddtlNtryInf")))
        try:
            yield date.fromisoformat(day), Decimal(amount), words, _text(entry, "AcctSvcrRef")
        except (ValueError, InvalidOperation) as error:
            raise UnreadableError from error


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _texts(element: Element, names: Iterable[str]) -> Iterator[str]:
    return ((one.text or "").strip() for one in element.iter() if _local(one) in names)


def _text(element: Element, name: str) -> str:
    return next(_texts(element, (name,)), "")


def _mt940(text: str) -> Iterator[Row]:
    if ":61:" not in text and ":60F:" not in text:
        raise UnreadableError
    try:
        found = list(mt940.parse(text))
    except Exception as error:  # the library raises what its regular expressions happen to meet
        raise UnreadableError from error
    for one in found:
        data = one.data
        if data["amount"].amount > 0 and not str(data.get("status", "")).startswith("R"):
            words = " ".join(
                str(data.get(key) or "")
                for key in ("transaction_details", "purpose", "customer_reference", "extra_details")
            )
            day = data["date"]
            yield (
                date(day.year, day.month, day.day),
                Decimal(data["amount"].amount),
                " ".join(words.split()),
                str(data.get("bank_reference") or ""),
            )


def match(lines: Iterable[Line], files: Mapping[str, Any], fee: Decimal, known: set[str]) -> list[Match]:
    """Each line with what becomes of it. `files` by number; only the whole fee is taken without a person."""
    return [_match(line, files, fee, known) for line in lines]


def _match(line: Line, files: Mapping[str, Any], fee: Decimal, known: set[str]) -> Match:
    if line.key in known:
        return Match(line, KNOWN)
    file = files.get(line.number)
    if file is None:
        return Match(line, NO_FILE)
    if line.amount != fee:
        return Match(line, WRONG_SUM, str(file.id))
    return Match(line, MATCHED if file.state == "awaiting_payment" else CLOSED, str(file.id))
