"""What pages ask of a kind of dossier: which forms fit now, who was asked, what clashes, what changed.

The pack's own dataclasses answer; these protocols are all that a page knows of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from vatra.kit.dossiers import DossierView, Finding, Item


class Asked(Protocol):
    """One thing asked of one specialist; ``last_on`` = the last day anything was heard of it."""

    @property
    def item(self) -> Item: ...
    @property
    def role(self) -> str | None: ...
    @property
    def user_id(self) -> str | None: ...
    @property
    def outside(self) -> str | None: ...
    @property
    def is_open(self) -> bool: ...
    @property
    def asked_on(self) -> date: ...
    @property
    def last_on(self) -> date: ...


class Slot(Protocol):
    """One thing on one day, at an hour when it has one."""

    @property
    def on(self) -> date: ...
    @property
    def time(self) -> str | None: ...
    @property
    def person_id(self) -> str | None: ...
    @property
    def item(self) -> Item: ...


class Calendar(Protocol):
    """What is planned, and the pairs that want one person at one hour."""

    @property
    def slots(self) -> tuple[Slot, ...]: ...
    @property
    def clashes(self) -> tuple[tuple[Slot, Slot], ...]: ...


class Change(Protocol):
    """A finding or a need, at entry and now."""

    @property
    def kind(self) -> str: ...
    @property
    def code(self) -> str: ...
    @property
    def area(self) -> str | None: ...
    @property
    def person_id(self) -> str | None: ...
    @property
    def at_entry(self) -> bool: ...
    @property
    def now(self) -> bool: ...
    @property
    def solved(self) -> bool: ...


class Result(Protocol):
    """What came out of one thing done."""

    @property
    def area(self) -> str | None: ...
    @property
    def item(self) -> Item: ...


class Report(Protocol):
    """Results by area, and who must hear of them: (role, user, name of somebody outside)."""

    @property
    def results(self) -> Sequence[Result]: ...
    @property
    def recipients(self) -> tuple[tuple[str | None, str | None, str | None], ...]: ...


@dataclass(frozen=True, slots=True)
class Reading:
    """Functions a pack offers about one of its dossiers. All pure.

    ``not_now``: reasons in Romanian why a form does not fit the dossier as it stands, whatever
    its answers will be. ``twice``: pairs of lines and the help they repeat. ``words``: titles of
    the states and codes that items carry. ``changes_manager``: the form that names the manager.
    ``draft``: (dossier, form, role) -> first answers of the form, of what the role may read.
    ``report``: results of the work, and who must be told of them.
    """

    not_now: Callable[[DossierView | None, str], tuple[str, ...]]
    coordination: Callable[[DossierView], tuple[Asked, ...]]
    calendar: Callable[[DossierView, date, date], Calendar]
    impact: Callable[[DossierView, Iterable[Finding]], tuple[Change, ...]]
    twice: Callable[[DossierView], tuple[tuple[Item, Item], ...]]
    words: Mapping[str, str]
    changes_manager: str
    draft: Callable[[DossierView, str, str], Mapping[str, Any]] | None = None
    report: Callable[[DossierView], Report] | None = None
