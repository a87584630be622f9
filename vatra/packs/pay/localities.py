"""The six criteria of point III. Bounds are strict: exactly an hour, a half, 800 m do not meet them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from vatra.kit.parameters import Parameters


@dataclass(frozen=True, slots=True)
class Criterion:
    """`needs`: what the text asks; `found`: what the classification sheet says."""

    number: int
    needs: str
    found: str
    is_met: bool

    @property
    def cites(self) -> str:
        return f"pay-2018/III.A.{self.number}"


def criteria(sheet: Mapping[str, Any], parameters: Parameters, on: date) -> tuple[Criterion, ...]:
    """All six, in the order of the text."""
    minutes, least, metres = (
        parameters.at(name, on) for name in ("travel_minutes", "posts_percent", "altitude_metres")
    )
    travel = sheet.get("travel_minutes")
    modern = sheet.get("road_modernised")
    lodging = sheet.get("lodging_provided")
    return (
        Criterion(1, "drumul principal nu este modernizat", _yes(modern, "modernizat"), modern is False),
        Criterion(
            2, "unitatea nu poate asigura cazare personalului nelocalnic",
            _yes(lodging, "cazare asigurată"), lodging is False,
        ),
        Criterion(
            3,
            f"drumul până la unitate durează mai mult de {minutes} de minute, "
            f"de la {parameters.at('travel_from', on)}",
            f"{travel} minute" if travel is not None else "nu se știe", travel is not None and travel > minutes,
        ),
        _posts(sheet, least),
        _height(sheet, metres),
        _supply(sheet),
    )  # fmt: skip


def met(found: tuple[Criterion, ...]) -> int:
    return sum(one.is_met for one in found)


def told(sheet: Mapping[str, Any], found: tuple[Criterion, ...]) -> str:
    """Which criteria the locality meets, by number, with what the sheet says of each."""
    shown = "; ".join(f"{one.number}. {one.found}" for one in found if one.is_met)
    return f"{sheet.get('locality', 'localitatea')}: {met(found)} din {len(found)}" + (
        f" ({shown})" if shown else ""
    )


def _posts(sheet: Mapping[str, Any], least: int) -> Criterion:
    normed, filled = sheet.get("posts_normed") or 0, sheet.get("posts_filled")
    takes_over = sheet.get("tasks_taken_over") is True
    is_under = normed > 0 and filled is not None and filled * 100 < least * normed
    return Criterion(
        4,
        f"personalul de specialitate este sub {least} % din cel normat și preia din sarcinile posturilor vacante",
        f"{filled if filled is not None else '?'} din {normed or '?'} posturi ocupate, "
        f"{'sarcini preluate' if takes_over else 'fără sarcini preluate'}",
        is_under and takes_over,
    )


def _height(sheet: Mapping[str, Any], metres: int) -> Criterion:
    zone, height = sheet.get("zone"), sheet.get("altitude")
    is_high = zone == "mountain" and height is not None and height > metres
    is_delta = zone == "delta" and sheet.get("delta_hard_access") is True
    where = {"mountain": f"munte, {height} m", "delta": "Delta Dunării"}.get(zone or "", "altă zonă")
    if zone == "delta":
        where += ", greu accesibilă" if is_delta else ", accesibilă"
    return Criterion(
        5,
        f"zonă de munte la peste {metres} m sau zonă greu accesibilă din Delta Dunării",
        where,
        is_high or is_delta,
    )


def _supply(sheet: Mapping[str, Any]) -> Criterion:
    note = str(sheet.get("supply_note") or "").strip()
    is_hard = sheet.get("supply_difficult") is True
    found = (
        f"greoaie: {note}"
        if is_hard and note
        else "greoaie, fără explicație"
        if is_hard
        else "nu este greoaie"
    )
    return Criterion(
        6, "aprovizionarea este greoaie și la intervale mari de timp", found, is_hard and bool(note)
    )


def _yes(value: Any, words: str) -> str:
    return "nu se știe" if value is None else f"{words}: {'da' if value else 'nu'}"
