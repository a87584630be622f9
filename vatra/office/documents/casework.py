"""A case for the papers made of it: without identity above the local level, opening or not.

An opening shows a name for some hours; paper would keep it for ever.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from vatra.accounts import teams
from vatra.documents import words
from vatra.documents.making import Asked, Seen
from vatra.dossiers import queries as dossiers
from vatra.kit.dossiers import Item
from vatra.kit.vocabulary import ROLES, Sensitivity
from vatra.office.queries import cases_areas, cases_names, cases_page
from vatra.office.queries.cases_areas import Said
from vatra.office.queries.cases_journal import Written
from vatra.office.queries.cases_names import Household
from vatra.office.queries.cases_page import Case

RESTRICTED = "Intrare cu acces restrâns"
WITHOUT_IDENTITY = "Documentul este fără identitate: fără nume, adrese și texte scrise de oameni."
WHOLE_HOUSEHOLD = "toată gospodăria"


@dataclass(frozen=True, slots=True)
class Paper:
    """The case with who is meant in it and what of it is not shown."""

    case: Case
    said: Said
    home: Household
    left_out: tuple[str, ...]
    seen: Seen

    @property
    def entries(self) -> list[Written]:
        """Entries in force, the newest first."""
        return [one for one in self.case.entries if not one.is_replaced and one.intent != "void"]

    @property
    def has_hidden_answers(self) -> bool:
        return any(one.has_hidden for one in self.case.entries)

    def colleague(self, role: str | None, user_id: str | None) -> str:
        """The name; of who is called by the profession alone, when only one in the place has it."""
        named = self.said.names.get(user_id or "", "")
        place = self.case.stored.place_id
        alike = [one.name for one in teams.team(place).members if one.role == role]
        return named or (alike[0] if len(alike) == 1 else "")

    def items(self, *kinds: str) -> list[Item]:
        return [item for kind in kinds for item in self.case.of_kind.get(kind, ())]

    def whose(self, person_id: str | None) -> str:
        return self.said.names.get(person_id or "", WHOLE_HOUSEHOLD)

    def state(self, code: str) -> str:
        return self.said.words.get(code, code)


def paper(asked: Asked) -> Paper:
    """Http404 where the reader may not see the case."""
    found = cases_page.case(UUID(asked.subject), asked.principal)
    home = cases_names.household(found.stored.group_id)
    if not found.is_local:
        found, home = _unnamed(found), Household("", "", "", home.place)
    return Paper(found, found.said, home, _left_out(found), _seen(found))


def _unnamed(found: Case) -> Case:
    persons = tuple(replace(one, name=f"Persoana {n}") for n, one in enumerate(found.persons, start=1))
    names = {**found.said.names, **{one.id: one.name for one in persons}}
    entries = [
        replace(one, subject=names.get(one.subject_id, ""), lines=(), answers={}, reason="")
        for one in found.entries
    ]
    said = replace(found.said, names=names)
    return replace(found, persons=persons, entries=entries, said=said, is_opened=False, opening_id=None)


def _left_out(found: Case) -> tuple[str, ...]:
    """Said without saying what: only how much, of which area, and who sees it."""
    hidden = cases_areas.said(dossiers.hidden(found.stored, found.principal.sensitivities))
    lines = [f"Lipsesc: {words.listed(hidden)}."] if hidden else []
    return tuple(lines if found.is_local else [WITHOUT_IDENTITY, *lines])


def _seen(found: Case) -> Seen:
    marks = {item.sensitivity for item in found.stored.view.items}
    marks |= {one.sensitivity for one in found.findings}
    marks |= {int(Sensitivity.personal)} if found.is_local else set()
    return Seen(found.stored.group_id, frozenset(marks))


def title_of(entry: Written) -> str:
    """The form's name; of an entry that the reader sees nothing of, not even that."""
    return RESTRICTED if entry.has_hidden and not entry.lines and entry.answers else entry.title


def role(code: str | None) -> str:
    return ROLES[code].title.lower() if code and code in ROLES else ""


def who(name: str, code: str | None) -> str:
    """``Sanda Popa, asistent social``."""
    return ", ".join(part for part in (name, role(code)) if part)


def address(home: Household) -> str:
    return ", ".join(part for part in (home.village, home.address) if part)


def versions(entries: Iterable[Written]) -> tuple[str, ...]:
    """Forms behind the document with their versions: "Vizită la domiciliu 1"."""
    return tuple(sorted({f"{one.title} v.{words.NBSP}{one.version}" for one in entries}))


def subtitle(found: Paper) -> str:
    return found.home.name if found.case.is_local else ""


def signing(people: Sequence[tuple[str, str]]) -> list[dict[str, str]]:
    """Places to sign: (who, as what)."""
    return [{"name": name, "role": as_what, "drawn": ""} for name, as_what in people]
