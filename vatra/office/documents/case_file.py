"""The file of a case, whole, as far as its reader may see it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from vatra.documents import words
from vatra.documents.making import Asked, Matter
from vatra.dossiers import queries as dossiers
from vatra.kit.dossiers import Item
from vatra.kit.vocabulary import AREA_TITLES, URGENCY_TITLES, Urgency
from vatra.office.documents import Source, casework
from vatra.office.documents.casework import Paper
from vatra.office.queries import cases_areas, cases_plan, households
from vatra.office.queries.cases_areas import Fact
from vatra.office.queries.cases_plan import Row
from vatra.office.templatetags.people import option
from vatra.records.queries import library

ANSWERS_HIDDEN: Final = "Unele răspunsuri le vede numai profesia care le-a scris."


def gather(asked: Asked) -> Matter:
    paper = casework.paper(asked)
    case = paper.case
    content = {
        "facts": _facts(paper),
        "persons": _persons(paper),
        "areas": [
            {"title": AREA_TITLES[area], "rows": [_fact(one) for one in facts]}
            for area, facts in cases_areas.assessment(case.findings, case.stored.view.items, paper.said)
        ],
        **_work(asked, paper),
        "journal": [
            [
                words.short(one.occurred_on),
                casework.title_of(one) + _mark(one.intent, is_replaced=one.is_replaced),
                one.subject or "gospodăria",
                casework.who(one.author, one.role),
            ]
            for one in case.entries
        ],
    }
    return Matter(
        content,
        place_id=case.stored.place_id,
        follows=library().procedure_of_dossier(case.stored.view.kind, case.stored.view.opened_on),
        subtitle=casework.subtitle(paper),
        number=case.stored.reference,
        forms=(),
        left_out=(*paper.left_out, *((ANSWERS_HIDDEN,) if paper.has_hidden_answers else ())),
        rows=len(case.entries) + len(case.stored.view.items),
        seen=paper.seen,
    )


def _facts(paper: Paper) -> list[tuple[str, str]]:
    stored, view = paper.case.stored, paper.case.stored.view
    titles = {state.code: state.title for state in stored.kind.states}
    closed = f"{words.day(view.closed_on)}, {paper.state(view.closing_reason or '')}"
    stages = [f"{titles.get(stage.code, stage.code)} ({words.short(stage.on)})" for stage in view.stages]
    return [
        ("Gospodăria", paper.home.name),
        ("Adresa", casework.address(paper.home)),
        ("Starea", titles.get(view.state, view.state)),
        ("Responsabil de caz", paper.said.names.get(view.manager_id or "", "fără responsabil")),
        ("Primit la", words.day(view.opened_on)),
        ("Închis la", closed if view.closed_on else ""),
        ("Urgență", "" if view.closed_on else URGENCY_TITLES[Urgency(view.urgency).name].lower()),
        ("Următorul termen", words.day(stored.next_due_on)),
        ("Etape", " → ".join(stages)),
    ]


def _persons(paper: Paper) -> list[list[str]]:
    """A merged or voided person is none; who died stays, marked."""
    about = {str(row["id"]): row for row in households.members(paper.case.stored.group_id)}
    return [
        [
            str(number),
            one.name,
            one.about + ("" if one.is_alive else ", decedat"),
            option(about[one.id]["relation"], "relations") if one.id in about else "",
            _stay(about.get(one.id, {})),
        ]
        for number, one in enumerate(paper.case.persons, start=1)
    ]


def _stay(row: Mapping[str, Any]) -> str:
    if row.get("to_on"):
        return f"până la {words.short(row['to_on'])}"
    return f"din {words.short(row['from_on'])}" if row.get("from_on") else ""


def _fact(one: Fact) -> list[str]:
    ended = f" ({one.state}, {words.short(one.closed_on)})" if one.closed_on else ""
    return [
        one.kind, one.title + ended, one.person, casework.who(one.author, one.role), words.short(one.on)
    ]  # fmt: skip


def _work(asked: Asked, paper: Paper) -> dict[str, Any]:
    case = paper.case
    view = case.stored.view
    lines, _ = cases_plan.rows(case.stored, paper.said, asked.on)
    followed = cases_plan.followed(case.stored, case.findings, asked.on)
    changes = cases_plan.changed(followed.changes, view, paper.said) if followed else []
    return {
        "plans": [_version(paper, item) for item in reversed(paper.items("plan"))],
        "plan": [_line(line) for line in lines],
        "received": [
            [words.short(item.opened_on), item.title, paper.whose(item.person_id)]
            for item in cases_plan.received(view)
        ],
        "changed": [
            [one.kind, one.title or dossiers.KIND_TITLES["need"], one.person, _yes(one.at_entry), _now(one)]
            for one in changes
        ],
    }


def _version(paper: Paper, item: Item) -> str:
    return f"{item.title}, {words.day(item.opened_on)}: {paper.state(item.state)}"


def _line(row: Row) -> list[str]:
    return [
        str(row.number or ""),
        row.need,
        row.item.title,
        row.person,
        casework.who(row.who, row.role),
        words.short(row.term_on),
        row.state,
    ]


def _now(one: cases_plan.Changed) -> str:
    return "rezolvat" if one.solved else _yes(one.now)


def _yes(is_so: bool) -> str:
    return "da" if is_so else "nu"


def _mark(intent: str, *, is_replaced: bool) -> str:
    if intent == "void":
        return " (anulare)"
    return " (înlocuită)" if is_replaced else ""


SOURCES: Final[dict[str, Source]] = {"case_file": gather}
