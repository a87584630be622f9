"""Whether a file may be opened. Where a scanner is set, only what it found clean may; of another kind than
photos and PDF, none.

A file that comes with an entry is never thrown away for it: it stays sealed, closed while it waits for
the scanner and for as long as something is found in it. A list that is only read is refused instead:
nothing of it was kept, and who sent it still has it.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final, Literal
from uuid import UUID

from django.db import connection
from django.utils import timezone

from vatra.database import scope
from vatra.kit.ids import uuid7
from vatra.records import attachments
from vatra.records.filetypes import type_of
from vatra.scanning import clamd
from vatra.scanning.models import Verdict

log = logging.getLogger(__name__)

State = Literal["none", "clean", "infected", "waiting", "wrong_kind"]
Way = Literal["phone", "desk", "training", "list", "copy", "opening", "worker", "operator"]
INFECTED: Final = (
    "Fișierul conține un virus și nu s-a păstrat. Curățați telefonul sau calculatorul de pe care vine."
)
UNCHECKED: Final = (
    "Fișierul nu s-a putut verifica de viruși acum și nu s-a păstrat. Încercați din nou peste câteva minute."
)
LAST: Final = """
SELECT DISTINCT ON (sha256) sha256, state FROM scanning_verdict
WHERE sha256 = ANY (%s) ORDER BY sha256, at DESC, id DESC
"""
WAITING: Final = """
SELECT sha256 FROM (SELECT DISTINCT ON (sha256) sha256, state, at FROM scanning_verdict
    WHERE sha256 IN (SELECT sha256 FROM scanning_verdict WHERE state = 'waiting')
    ORDER BY sha256, at DESC, id DESC) last
WHERE state = 'waiting' ORDER BY at LIMIT %s
"""


class RefusedFileError(Exception):
    """A file that was not taken; the message is for the page."""

    def __init__(self, state: State) -> None:
        self.message = INFECTED if state == "infected" else UNCHECKED
        super().__init__(self.message)
        self.state = state


class ClosedFileError(Exception):
    """A kept file that may not be opened: `infected`, of a `wrong_kind`, or still `waiting`."""

    def __init__(self, state: State) -> None:
        super().__init__(state)
        self.state = state


@dataclass(frozen=True, slots=True)
class Sender:
    """How a file came, and from whom."""

    way: Way
    user_id: UUID | str | None = None


def examine(content: bytes, sender: Sender) -> State:
    """Ask the scanner and write down what it said; `none` where no scanner is set."""
    if not clamd.is_set():
        return "none"
    try:
        found = clamd.found_in(content)
    except clamd.SilentError:
        return _note(content, sender, "waiting", "")
    return _note(content, sender, "infected" if found else "clean", found)


def require_clean(content: bytes, sender: Sender) -> State:
    """For a file that is read and not kept. RefusedFileError unless clean, or no scanner is set."""
    state = examine(content, sender)
    if state in ("infected", "waiting"):
        raise RefusedFileError(state)
    return state


def arrived(sha256: str, sender: Sender) -> State:
    """A file is complete in the store: its state, by its bytes and the scanner unless it is known."""
    known = state_of(sha256)
    return known if known in ("clean", "infected", "wrong_kind") else again(sha256, sender)


def again(sha256: str, sender: Sender) -> State:
    """Look at a kept file and ask the scanner, whatever was said before."""
    return _judged(attachments.read(sha256), sender)


def _judged(content: bytes, sender: Sender) -> State:
    """Also without a scanner: a file that is no photo and no PDF stays closed."""
    if not type_of(content):
        return _note(content, sender, "wrong_kind", "")
    return examine(content, sender)


def read(sha256: str) -> bytes:
    """A kept file, opened. ClosedFileError: not clean, or not known to be. FileNotFoundError: not here."""
    content = attachments.read(sha256)
    state = state_of(sha256)
    if not type_of(content) or state not in ("clean", "infected"):
        state = _judged(content, Sender("opening"))
    if state in ("infected", "waiting", "wrong_kind"):
        raise ClosedFileError(state)
    return content


def state_of(sha256: str) -> State:
    return states([sha256]).get(sha256, "none")


def states(names: Collection[str]) -> dict[str, State]:
    """The last verdict of each file that has one."""
    if not names:
        return {}
    with scope.system(), connection.cursor() as cursor:
        cursor.execute(LAST, [list(names)])
        return dict(cursor.fetchall())


def closed(names: Collection[str]) -> dict[str, State]:
    """Those that may not be opened now, for pages that list files; waiting ones only while a scanner is set."""
    shut = {"infected", "wrong_kind"} | ({"waiting"} if clamd.is_set() else set())
    return {name: state for name, state in states(names).items() if state in shut}


def waiting(most: int) -> list[str]:
    """Files that the scanner has not answered for, the oldest first."""
    with scope.system(), connection.cursor() as cursor:
        cursor.execute(WAITING, [most])
        return [name for (name,) in cursor.fetchall()]


def all_again(names: Iterable[str], sender: Sender) -> dict[State, int]:
    """Ask about each; how many came out how. Ends at the first silence: the others would wait as long."""
    counts: dict[State, int] = {}
    for name in names:
        try:
            state = again(name, sender)
        except FileNotFoundError:  # erased meanwhile
            continue
        counts[state] = counts.get(state, 0) + 1
        if state == "waiting":
            break
    return counts


def _note(content: bytes, sender: Sender, state: State, found: str) -> State:
    sha256 = hashlib.sha256(content).hexdigest()
    with scope.system():
        if state in ("waiting", "wrong_kind") and state_of(sha256) == state:
            return state  # said already: a scanner that is away for a day would fill the table
        Verdict.objects.create(
            id=uuid7(),
            sha256=sha256,
            state=state,
            found=found[:200],
            way=sender.way,
            user_id=sender.user_id,
            at=timezone.now(),
        )
    if state != "clean":
        told = {"sha256": sha256, "found": found[:200] or None, "user_id": str(sender.user_id or "") or None}
        log.warning(f"file_{state}", extra=told)
    return state
