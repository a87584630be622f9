"""One answer alone: what each item type accepts, and the form in which it is kept.

A cleaner gets the item and a present value and gives the kept value, or None when the type is
wrong. The table stands in the README; the phone keeps the same one.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from vatra.kit import contacts, values

Item = Mapping[str, Any]
Cleaner = Callable[[Item, Any], Any]

BLANKS: Final = " \t\n\r\u00a0"
MAX_POINTS: Final = 20_000  # of a signature
_ID = re.compile(r"[0-9A-Za-z_-]{1,64}", re.ASCII)
_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")  # PostgreSQL refuses U+0000, UTF-8 lone surrogates
YES_NO_UNKNOWN: Final = ("yes", "no", "unknown")


def is_missing(raw: Any) -> bool:
    if isinstance(raw, str):
        return not raw.strip(BLANKS)
    return raw is None or raw == []


def _text(item: Item, raw: Any) -> str | None:
    if not isinstance(raw, str) or _UNSTORABLE.search(raw):
        return None
    text = raw.strip(BLANKS)
    return contacts.canonical(item["format"], text) if "format" in item else text


def _integer(_item: Item, raw: Any) -> int | None:
    return raw if values.is_whole(raw) else None


def _decimal(_item: Item, raw: Any) -> str | None:
    number = values.decimal(raw)
    if number is None or abs(number) >= 10**15:
        return None
    return values.decimal_text(number)


def _date(_item: Item, raw: Any) -> str | None:
    return raw if values.earliest(raw) is not None else None


def _time(_item: Item, raw: Any) -> str | None:
    return raw if values.is_time(raw) else None


def _boolean(_item: Item, raw: Any) -> bool | None:
    return raw if isinstance(raw, bool) else None


def _yes_no_unknown(_item: Item, raw: Any) -> str | None:
    return raw if isinstance(raw, str) and raw in YES_NO_UNKNOWN else None


def _choices(item: Item, raw: Any) -> list[str] | None:
    if not isinstance(raw, list):
        return None
    chosen = [_text({}, one) for one in raw]
    if not all(chosen):
        return None
    known = [option["code"] for option in item["options"] if option["code"] in chosen]
    return known + [one for one in dict.fromkeys(chosen) if one is not None and one not in known]


def _id(_item: Item, raw: Any) -> str | None:
    return raw if isinstance(raw, str) and _ID.fullmatch(raw) else None


def _place(_item: Item, raw: Any) -> int | None:
    return raw if values.is_whole(raw) and 0 < raw < 2**31 else None  # what a column holds


def _sha256(_item: Item, raw: Any) -> str | None:
    return raw if isinstance(raw, str) and _SHA256.fullmatch(raw) else None


def _signature(_item: Item, raw: Any) -> list[Any] | None:
    if not isinstance(raw, list) or not all(isinstance(stroke, list) and stroke for stroke in raw):
        return None
    points = [point for stroke in raw for point in stroke]
    if len(points) > MAX_POINTS or not all(_is_point(point) for point in points):
        return None
    return raw


def _is_point(point: Any) -> bool:
    return isinstance(point, list) and len(point) == 3 and all(map(values.is_whole, point))


CLEANERS: Final[Mapping[str, Cleaner]] = {
    "string": _text,
    "text": _text,
    "code": _text,
    "integer": _integer,
    "decimal": _decimal,
    "date": _date,
    "time": _time,
    "boolean": _boolean,
    "yes_no_unknown": _yes_no_unknown,
    "choice": _text,
    "choices": _choices,
    "person": _id,
    "institution": _id,
    "place": _place,
    "photo": _sha256,
    "file": _sha256,
    "signature": _signature,
}
