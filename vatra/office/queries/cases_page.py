"""Everything one page of a case shows, gathered in the reader's scope."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils import timezone

from vatra.accounts import teams
from vatra.accounts.principals import Principal
from vatra.dossiers import handovers
from vatra.dossiers import queries as dossiers
from vatra.dossiers.queries import Stored
from vatra.kit.dossiers import Finding, Item, Task
from vatra.kit.vocabulary import Sensitivity
from vatra.office.queries import cases_areas, cases_journal, cases_names, cases_offers, cases_plan
from vatra.office.queries.cases_areas import Said
from vatra.office.queries.cases_journal import Beside, Written
from vatra.office.queries.cases_names import Person
from vatra.office.queries.cases_rivals import rivals
from vatra.people import access, openings

FIRST_ENTRIES = 60


@dataclass(frozen=True, slots=True)
class Case:
    """The case and who is meant on its pages."""

    stored: Stored
    principal: Principal
    persons: tuple[Person, ...]
    entries: list[Written]
    findings: tuple[Finding, ...]
    said: Said
    heads: list[tuple[UUID, ...]]
    is_local: bool
    is_opened: bool
    opening_id: UUID | None

    @property
    def of_kind(self) -> dict[str, list[Item]]:
        found: dict[str, list[Item]] = {}
        for item in self.stored.view.items:
            found.setdefault(item.kind, []).append(item)
        return found

    @property
    def assessments(self) -> list[Written]:
        """Assessments in force, the newest first."""
        return [
            e for e in self.entries if e.stage == "assessment" and not e.is_replaced and e.intent != "void"
        ]


def case(dossier_id: UUID, principal: Principal) -> Case:
    """Http404 where the reader may not see it."""
    is_local = principal.level == "local"
    stored = dossiers.stored(dossier_id, with_words=is_local)
    if stored is None:
        raise Http404
    opening = None if is_local else openings.mine(principal, stored.group_id)
    is_opened = is_local or opening is not None
    view = stored.view
    persons = cases_names.persons(stored.group_id)
    people = {person.id: person.name for person in persons}
    heads = dossiers.conflicts(stored.group_id)
    workers = [view.manager_id, *(one.user_id for one in view.items), *(one.user_id for one in view.tasks)]
    beside = Beside(people, heads, workers)
    entries, users = cases_journal.entries(stored, principal.sensitivities, beside, with_words=is_opened)
    reading = stored.kind.reading
    return Case(
        stored=stored,
        principal=principal,
        persons=persons,
        entries=entries,
        findings=dossiers.findings(stored.group_id),
        said=Said(
            people | users,
            {entry.id: entry.author for entry in entries},
            reading.words if reading else {},
        ),
        heads=heads,
        is_local=is_local,
        is_opened=is_opened,
        opening_id=opening.id if opening else None,
    )


def read_by(found: Case, what: str) -> None:
    """Write down that the principal reads the case now, and which kinds of data he sees."""
    seen = {item.sensitivity for item in found.stored.view.items}
    seen |= {one.sensitivity for one in found.findings}
    seen |= {int(Sensitivity.personal)} if found.is_opened else set()
    access.write(
        principal=found.principal,
        group_id=found.stored.group_id,
        what=what,
        sensitivities=seen,
        opening_id=found.opening_id,
    )


@dataclass(frozen=True, slots=True)
class Todo:
    """One task with where it is done."""

    task: Task
    who: str
    person: str
    url: str
    is_mine: bool


def page(found: Case, *, with_all: bool) -> dict[str, Any]:
    """What the template of the case names."""
    today = timezone.localdate()
    return {
        **_head(found),
        **_work(found, today),
        **_around(found),
        "entries": found.entries if with_all else found.entries[:FIRST_ENTRIES],
        "more": 0 if with_all else max(0, len(found.entries) - FIRST_ENTRIES),
        "today": today,
    }


def _head(found: Case) -> dict[str, Any]:
    view, kind = found.stored.view, found.stored.kind
    hidden = dossiers.hidden(found.stored, found.principal.sensitivities)
    assessed = found.assessments
    titles = {state.code: state.title for state in kind.states}
    follows = next((flag.partition(":")[2] for flag in view.flags if flag.startswith("follows:")), "")
    return {
        "case": found.stored,
        "view": view,
        "state": titles.get(view.state, view.state),
        "closing": found.said.words.get(view.closing_reason or "", view.closing_reason),
        "follows": follows,
        "flags": view.flags,
        "household": cases_names.household(found.stored.group_id),
        "persons": found.persons,
        "manager": found.said.names.get(view.manager_id or "", ""),
        "managers": found.of_kind.get("manager", []),
        "names": found.said.names,
        "words": found.said.words,
        "is_local": found.is_local,
        "is_opened": found.is_opened,
        "stages": [(titles.get(stage.code, stage.code), stage.on) for stage in view.stages],
        "rivals": rivals(found.heads, found.entries, found.principal),
        "strip": cases_areas.strip(
            found.findings, view.items, hidden, assessed[0].occurred_on if assessed else None
        ),
        "hidden": cases_areas.said(hidden),
    }


def _work(found: Case, today: date) -> dict[str, Any]:
    view = found.stored.view
    lines, left_out = cases_plan.rows(found.stored, found.said, today)
    followed = cases_plan.followed(found.stored, found.findings, today)
    mine = {found.principal.user_id, *handovers.inherited_by(found.principal.user_id)}
    todos = [_todo(found, task, mine) for task in view.tasks]
    return {
        "needs": sorted(found.of_kind.get("need", []), key=_need_rank),
        "plan": lines,
        "tally": cases_plan.tally(lines),
        "left_out": left_out,
        "plans": list(reversed(found.of_kind.get("plan", []))),
        "received": cases_plan.received(view),
        "followed": followed,
        "changed": cases_plan.changed(followed.changes, view, found.said) if followed else [],
        "todos": [todo for todo in todos if todo.task.done_on is None],
        "done": [todo for todo in todos if todo.task.done_on is not None],
    }


def _need_rank(item: Item) -> tuple[bool, int, date, str]:
    return item.closed_on is not None, item.priority or 99, item.opened_on, item.key


def _todo(found: Case, task: Task, mine: set[str]) -> Todo:
    numbers = {i.key: i.extra.get("number") for i in found.stored.view.items if i.kind == "intervention"}
    number = numbers.get(task.key.rpartition("/task/")[0])
    principal = found.principal
    is_of_role = principal.holds(task.role, found.stored.place_id)
    is_mine = task.user_id in mine if task.user_id else is_of_role
    may_do = found.is_local and (is_mine or is_of_role)
    return Todo(
        task,
        found.said.names.get(task.user_id or "", ""),
        found.said.names.get(task.person_id or "", ""),
        cases_offers.for_task(found.stored, principal, task, number) if may_do else "",
        is_mine,
    )


def _around(found: Case) -> dict[str, Any]:
    of_kind = found.of_kind
    support = of_kind.get("support_request", [])
    words = dossiers.support(found.stored, found.principal.role_codes) if not found.is_local else {}
    offers = cases_offers.of(found.stored, found.principal)
    people = cases_offers.for_persons(found.stored, found.principal, found.persons) if found.is_local else []
    return {
        "others": _others(of_kind),
        "support": [(item, words.get(item.key) or item.extra) for item in support],
        "support_urls": _support_urls(found, support),
        "offers": [offer for offer in offers if not offer.reasons],
        "refused": [offer for offer in offers if offer.reasons],
        "person_offers": people,
        "team": teams.team(found.stored.place_id),
    }


_GROUPS = (
    ("Contacte și înștiințări", ("contact", "notification")),
    ("Trimiteri și propuneri", ("referral", "proposal", "preparation")),
    ("Pași pentru înscriere", ("enrolment",)),
    ("Întâlniri și acțiuni comune", ("meeting", "joint_action")),
    ("Vizite și note", ("visit",)),
    ("Riscuri", ("risk",)),
)


def _others(of_kind: dict[str, list[Item]]) -> list[tuple[str, Sequence[Item]]]:
    grouped = [
        (title, [item for kind in kinds for item in reversed(of_kind.get(kind, []))])
        for title, kinds in _GROUPS
    ]
    return [(title, items) for title, items in grouped if items]


def _support_urls(found: Case, asked: Sequence[Item]) -> dict[str, str]:
    """Where the county office that was asked answers."""
    held = found.principal.role_codes
    newest = dossiers.library().newest()
    forms = [f for f in newest.values() if f["subject"] == "dossier" and held & set(f["who"])]
    answering = [f["id"] for f in forms if any(i["id"] == "answers_to" for i in f["items"])]
    if found.is_local or not answering:
        return {}
    return {
        item.key: cases_offers.url(found.stored, answering[0], answers_to=item.record_id)
        for item in asked
        if item.code in held and item.closed_on is None
    }
