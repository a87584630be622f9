"""The right to an exam and to further ones: which yearly sessions, with which fee, from when materials."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from vatra.packs.training import catalogue


@dataclass(frozen=True, slots=True)
class Session:
    """One yearly session of a programme's exam; without a fee registration cannot be opened."""

    code: str
    held_on: date
    fee: Decimal | None


@dataclass(frozen=True, slots=True)
class Right:
    """Whether registration is possible; `flag` tells a person what the text leaves open."""

    refusal: str = ""
    flag: str = ""


def open_refusal(fee: Decimal | None) -> str:
    return "" if fee else "Lipsește taxa de examen: scrieți-o înainte de a deschide înscrierea."


def sessions_after(ended_on: date, sessions: Sequence[Session]) -> list[Session]:
    """Sessions from the end of the programme on, in order."""
    return sorted((one for one in sessions if one.held_on >= ended_on), key=lambda one: one.held_on)


def right(ended_on: date, failed: Sequence[str], wanted: Session, sessions: Sequence[Session]) -> Right:
    """The first exam, or one of the next two yearly sessions after it for who did not pass."""
    if wanted.fee is None:
        return Right(open_refusal(wanted.fee))
    coming = sessions_after(ended_on, sessions)
    if wanted not in coming:
        return Right("Sesiunea este înaintea sfârșitului programului.")
    if not failed:
        return Right()
    if wanted.code in failed:
        return Right("La această sesiune v-ați prezentat deja.")
    own = catalogue.settings()
    most = own.at("retake_sessions", max(wanted.held_on, date(2023, 9, 4)))
    begun = next((n for n, one in enumerate(coming) if one.code in failed), 0)
    further = coming[begun + 1 :]
    number = further.index(wanted) + 1 if wanted in further else 0
    if not number:
        return Right("La o sesiune dinaintea celei la care v-ați prezentat nu vă mai puteți înscrie.")
    least = most - 1 if own.at("retake_counts_first", max(wanted.held_on, date(2023, 9, 4))) else most
    if number > least:
        return Right("Dreptul la reexaminare este epuizat: au trecut cele două sesiuni anuale.")
    doubt = "A doua reexaminare: textul se poate citi și fără ea. Confirmați." if number == most else ""
    return Right(flag=doubt)


def is_exhausted(ended_on: date, failed: Sequence[str], sessions: Sequence[Session]) -> bool:
    """Whether as many sessions were failed as the text gives at most."""
    own = catalogue.settings()
    day = max(ended_on, date(2023, 9, 4))
    least = own.at("retake_sessions", day) + (0 if own.at("retake_counts_first", day) else 1)
    coming = [one.code for one in sessions_after(ended_on, sessions)]
    begun = next((n for n, code in enumerate(coming) if code in failed), 0)
    return bool(failed) and failed[-1] in coming and coming.index(failed[-1]) - begun + 1 >= least


def may_read_material(registered_on: date | None, on: date, *, on_platform: bool) -> bool:
    """From the registration for the new exam on, when the course has material on the platform."""
    return on_platform and registered_on is not None and on >= registered_on
