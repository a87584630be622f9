"""What a person or the family lacks: one list for the case, whoever found it (art. 1 alin. (1)).

A need is a code about a person (or about the whole household). It is proposed by a finding that
calls for it, open once a professional names it in an assessment or a plan, and closed by an
outcome or an impact evaluation. Named again after that, it opens anew beside the closed one.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any, Final

from vatra.kit.catalogue import Catalogue
from vatra.kit.dossiers import Entry, Finding, Item
from vatra.packs.integrated_services import catalogue, causes, mentions, names, order
from vatra.packs.integrated_services.causes import Cause
from vatra.packs.integrated_services.episodes import Episode
from vatra.packs.integrated_services.mentions import Ref
from vatra.packs.integrated_services.order import Moment

IS_OPEN: Final = ("open", "proposed")
_SOLVED: Final = {"met": "met", "no_longer_needed": "no_longer_needed", "solved": "met"}


@dataclass(slots=True)
class Spell:
    """A need from the day it was found to the day it was met."""

    ref: Ref
    number: int
    state: str
    opened_on: date
    record_id: str
    role: str | None
    user_id: str | None
    words: str | None = None
    closed_on: date | None = None
    priority: int | None = None
    causes: list[str] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)


class Needs:
    """The needs of one case while its records are read in order."""

    def __init__(self, case_id: str) -> None:
        self.case_id = case_id
        self.spells: dict[Ref, list[Spell]] = {}

    def key(self, ref: Ref) -> str | None:
        """Key of the need's latest spell."""
        spells = self.spells.get(ref)
        return self.key_of(spells[-1]) if spells else None

    def key_of(self, spell: Spell) -> str:
        base = f"{self.case_id}/need/{spell.ref.code}/{spell.ref.person_id or 'household'}"
        return base if spell.number == 1 else f"{base}/{spell.number}"

    def open_spell(self, ref: Ref) -> Spell | None:
        spells = self.spells.get(ref)
        return spells[-1] if spells and spells[-1].closed_on is None else None

    def name(self, ref: Ref, entry: Entry, words: str | None = None) -> None:
        """A professional says that the need is there."""
        by = (entry.role, entry.author_id)
        spell = self.open_spell(ref) or self._start(ref, "open", entry.occurred_on, entry.id, by)
        if spell.state == "proposed":
            spell.state, (spell.role, spell.user_id) = "open", by
        spell.words = spell.words or words

    def propose(self, cause: Cause) -> None:
        by = (cause.role, cause.user_id)
        spell = self.open_spell(cause.ref)
        spell = spell or self._start(cause.ref, "proposed", cause.on, cause.record_id, by)
        spell.causes.append(cause.key)

    def withdraw(self, cause: Cause, on: date) -> None:
        """The cause is gone: a need that only it proposed is gone as well."""
        spell = self.open_spell(cause.ref)
        if spell is not None and cause.key in spell.causes:
            spell.causes.remove(cause.key)
            if not spell.causes and spell.state == "proposed":
                spell.state, spell.closed_on = "no_longer_needed", on

    def result(self, ref: Ref, result: str | None, on: date, facts: dict[str, Any]) -> None:
        spell = self.open_spell(ref)
        if spell is not None:
            spell.facts |= facts
            if result in _SOLVED:
                spell.state, spell.closed_on = _SOLVED[result], on

    def prefer(self, ref: Ref, priority: int | None) -> None:
        spell = self.open_spell(ref)
        if spell is not None and priority is not None:
            spell.priority = priority

    def _start(self, ref: Ref, state: str, on: date, record_id: str, by: tuple[str, str | None]) -> Spell:
        spells = self.spells.setdefault(ref, [])
        spell = Spell(ref, len(spells) + 1, state, on, record_id, role=by[0], user_id=by[1])
        spells.append(spell)
        return spell


def read(episode: Episode, findings: Iterable[Finding], known: Catalogue) -> Needs:
    """All needs of the case after its last record."""
    needs = Needs(episode.id)
    steps = [*_records(needs, episode), *_causes(needs, causes.of(episode, findings, known))]
    for _, _, step in sorted(steps, key=lambda step: step[:2]):
        step()
    return needs


_Step = tuple[Moment, int, Callable[[], None]]


def _records(needs: Needs, episode: Episode) -> Iterator[_Step]:
    for entry in episode.entries:
        yield order.moment(entry), 0, partial(_read_entry, needs, entry)


def _causes(needs: Needs, found: Iterable[Cause]) -> Iterator[_Step]:
    """At one moment what begins comes before what ends: a need found again is not ended first."""
    for cause in found:
        yield cause.begun, 1, partial(needs.propose, cause)
        if cause.ended is not None:
            moment, on = cause.ended
            yield moment, 2, partial(needs.withdraw, cause, on)


def _read_entry(needs: Needs, entry: Entry) -> None:
    for ref, words in mentions.found_in(entry):
        needs.name(ref, entry, words)
    if entry.form in names.PLANS:
        for ref in mentions.planned_in(entry):
            if ref not in needs.spells:
                needs.name(ref, entry)
    for ref, result, facts in mentions.results_of(entry):
        needs.result(ref, result, entry.occurred_on, facts)
    for ref, priority in mentions.priorities_of(entry):
        needs.prefer(ref, priority)


def items(needs: Needs, known: Catalogue) -> tuple[Item, ...]:
    return tuple(_item(needs, spell, known) for spells in needs.spells.values() for spell in spells)


def _item(needs: Needs, spell: Spell, known: Catalogue) -> Item:
    """Findings are not linked by key: a key would tell the illness behind a neutral need."""
    need = catalogue.need_of(known, spell.ref.code)
    return Item(
        kind="need",
        key=needs.key_of(spell),
        area=need.area or None,
        code=need.code,
        title=spell.words or need.title,
        person_id=spell.ref.person_id,
        state=spell.state,
        opened_on=spell.opened_on,
        due_on=None,
        closed_on=spell.closed_on,
        role=spell.role,
        user_id=spell.user_id,
        priority=spell.priority,
        record_id=spell.record_id,
        sensitivity=need.sensitivity,
        extra=spell.facts,
    )
