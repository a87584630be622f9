"""Who writes, and the server's word on each entry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

from vatra.database import scope
from vatra.records.refusals import Reason

Status = Literal["accepted", "quarantined", "retry"]


class Principal(Protocol):
    """What the journal needs to know of who writes (see ``vatra.accounts.principals``)."""

    @property
    def user_id(self) -> str: ...
    @property
    def roles(self) -> tuple[tuple[str, int], ...]: ...
    def scope(self) -> scope.Scope: ...


@dataclass(frozen=True, slots=True)
class Receipt:
    """The server's word on one entry. ``id`` is the text the client sent."""

    id: str
    status: Status
    reasons: tuple[Reason, ...] = ()
    flags: tuple[str, ...] = ()
