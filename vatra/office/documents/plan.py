"""The plan in force with places to sign, and the report of its results."""

from __future__ import annotations

from typing import Any, Final

from vatra.documents import words
from vatra.documents.making import Asked, Matter
from vatra.kit.dossiers import Item
from vatra.kit.vocabulary import AREA_TITLES
from vatra.office.documents import Source, casework
from vatra.office.documents.casework import Paper
from vatra.office.queries import cases_plan
from vatra.office.queries.cases_journal import Written
from vatra.records.queries import library

NO_PLAN: Final = "Cazul nu are încă un plan."
NOT_ASKED: Final = "Acordul beneficiarului nu este consemnat."


def gather(asked: Asked) -> Matter:
    paper = casework.paper(asked)
    case = paper.case
    written = _written(paper)
    rows, _ = cases_plan.rows(case.stored, paper.said, asked.on)
    current = _current(paper)
    content = {
        "facts": [
            ("Gospodăria", paper.home.name),
            ("Adresa", casework.address(paper.home)),
            ("Planul", f"{current.title}, {words.day(current.opened_on)}" if current else NO_PLAN),
            ("Responsabil de caz", paper.said.names.get(case.stored.view.manager_id or "", "")),
        ],
        "strategy": str(written.answers.get("strategy", "")) if written else "",
        "objectives": [_objective(paper, item) for item in _objectives(paper)],
        "interventions": [_intervention(row) for row in rows],
        "agreement": _agreement(written),
        "signatures": _signatures(paper, current),
    }
    return Matter(
        content,
        place_id=case.stored.place_id,
        follows=library().procedure_of_dossier(case.stored.view.kind, case.stored.view.opened_on),
        subtitle=casework.subtitle(paper),
        number=case.stored.reference,
        forms=casework.versions([written] if written else []),
        left_out=paper.left_out,
        seen=paper.seen,
    )


def _current(paper: Paper) -> Item | None:
    return next((item for item in paper.items("plan") if item.state == "current"), None)


def _written(paper: Paper) -> Written | None:
    """The entry that the plan in force was written in."""
    current = _current(paper)
    return next((one for one in paper.entries if current and one.id == current.record_id), None)


def _objectives(paper: Paper) -> list[Item]:
    found = [item for item in paper.items("objective") if item.state != "superseded"]
    return sorted(found, key=lambda item: (item.extra.get("number") or 99, item.key))


def _objective(paper: Paper, item: Item) -> list[str]:
    needs = {one.key: one.title for one in paper.items("need")}
    return [
        str(item.extra.get("number") or ""),
        next((needs[key] for key in item.links if key in needs), ""),
        item.title,
        paper.whose(item.person_id),
        words.short(item.due_on) or words.day(item.extra.get("term_on")),
    ]


def _intervention(row: cases_plan.Row) -> list[str]:
    return [
        str(row.number or ""),
        str(row.item.extra.get("objective") or ""),
        row.item.title,
        row.person,
        casework.who(row.who, row.role),
        words.short(row.term_on),
        row.expected,
        row.state,
    ]


def _agreement(written: Written | None) -> str:
    """The answer in words, with what the family said."""
    by_path = {line.path: line.value for line in written.lines} if written else {}
    said = [by_path[key] for key in ("agreement", "agreement_note") if key in by_path]
    return ". ".join(said) + "." if said else NOT_ASKED


def _signatures(paper: Paper, current: Item | None) -> list[dict[str, str]]:
    """The family, the responsible for the case, then every specialist the plan names."""
    names, manager = paper.said.names, paper.case.stored.view.manager_id
    people = [(paper.home.name, "Beneficiarul sau reprezentantul familiei")]
    people.append((names.get(manager or "", ""), "Responsabil de caz"))
    for one in current.extra.get("contributors", ()) if current else ():
        if not one["user"] or one["user"] != manager:
            name = paper.colleague(one["role"], one["user"])
            people.append((name, casework.role(one["role"]).capitalize()))
    return casework.signing(list(dict.fromkeys(people)))


def results(asked: Asked) -> Matter:
    """Results of the plan by area, each with its author; for everybody the plan names (3.3.j)."""
    paper = casework.paper(asked)
    case = paper.case
    reading = case.stored.kind.reading
    report = reading.report(case.stored.view) if reading and reading.report else None
    found: dict[str, list[list[str]]] = {area: [] for area in AREA_TITLES}
    for one in report.results if report else ():
        found.setdefault(one.area or "", []).append(_result(paper, one.item))
    recipients = [_recipient(paper, *one) for one in (report.recipients if report else ())]
    content = {
        "facts": [("Gospodăria", paper.home.name), ("Planul", _plan_title(paper))],
        "areas": [
            {"title": AREA_TITLES.get(area, "Fără arie"), "rows": rows} for area, rows in found.items()
        ],
        "recipients": [[str(n), *one, ""] for n, one in enumerate(recipients, start=1)],
        "signatures": casework.signing(
            [(paper.said.names.get(case.stored.view.manager_id or "", ""), "Responsabil de caz")]
        ),
    }
    return Matter(
        content,
        place_id=case.stored.place_id,
        follows=library().procedure_of_dossier(case.stored.view.kind, case.stored.view.opened_on),
        subtitle=casework.subtitle(paper),
        number=case.stored.reference,
        left_out=paper.left_out,
        seen=paper.seen,
    )


def _plan_title(paper: Paper) -> str:
    current = _current(paper)
    return f"{current.title}, {words.day(current.opened_on)}" if current else NO_PLAN


def _result(paper: Paper, item: Item) -> list[str]:
    told = _told(paper, item)
    result = str(told.answers.get("result", "")) if told else ""
    author = (told.author, told.role) if told else (paper.said.names.get(item.user_id or "", ""), item.role)
    on = told.occurred_on if told else item.closed_on or item.opened_on
    state = paper.state(item.state)
    return [
        item.title,
        paper.whose(item.person_id),
        f"{state}: {result}" if result else state,
        casework.who(*author) or str(item.extra.get("outside_name") or ""),
        words.short(on),
    ]


def _told(paper: Paper, item: Item) -> Written | None:
    """The newest entry that speaks of the intervention; of anything else, the entry it comes from."""
    number: Any = item.extra.get("number")
    if item.kind == "intervention":
        return next(
            (one for one in paper.entries if number and one.answers.get("intervention_no") == number), None
        )
    return next((one for one in paper.entries if one.id == item.record_id), None)


def _recipient(paper: Paper, role: str | None, user: str | None, outside: str | None) -> list[str]:
    return [paper.colleague(role, user) or outside or "", casework.role(role) or "din afara echipei"]


SOURCES: Final[dict[str, Source]] = {"plan": gather, "results": results}
