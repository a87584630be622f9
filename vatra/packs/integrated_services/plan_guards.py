"""Why a plan cannot be saved as it stands (art. 1 alin. (2); art. 3 (3) b; art. 4 (4) a, b)."""

from collections.abc import Iterator
from datetime import date

from vatra.kit.catalogue import Catalogue
from vatra.kit.dossiers import Answers, DossierView, Item
from vatra.kit.vocabulary import AREA_TITLES
from vatra.packs.integrated_services import answers, catalogue, names, overlaps, sights


def reasons(view: DossierView, form: str, given: Answers, role: str) -> Iterator[str]:
    yield from assessment_reasons(view)
    yield from version_reasons(view, form)
    yield from lines(given, catalogue.installed())
    yield from _overlaps(view, given, role)


def assessment_reasons(view: DossierView) -> Iterator[str]:
    """A plan rests on a complete initial assessment."""
    if any(stage.code == "initially_assessed" for stage in view.stages):
        return
    begun = "Înainte de plan, completați evaluarea inițială"
    untouched = [AREA_TITLES[area] for area in AREA_TITLES if f"area_untouched:{area}" in view.flags]
    if untouched:
        yield (
            f"{begun}: {_and(untouched)} nu {'are' if len(untouched) == 1 else 'au'} "
            "nici nevoi, nici „nicio nevoie constatată”."
        )
    elif "risks_not_assessed" in view.flags:
        yield f"{begun}: lipsesc riscurile de excluziune socială."
    else:
        yield f"{begun}; planul se sprijină pe nevoile găsite în cele șase arii."


def version_reasons(view: DossierView, form: str) -> Iterator[str]:
    has_plan = any(item.kind == "plan" for item in view.items)
    if form == names.PLAN_REVISION and not has_plan:
        yield "Cazul nu are încă un plan de revizuit. Întocmiți întâi planul inițial."


def lines(given: Answers, known: Catalogue) -> Iterator[str]:
    """What the objectives and interventions lack."""
    objectives: dict[int | None, str | None] = {}
    for row in answers.rows(given, "objectives"):
        number = answers.number(row, "objective_no")
        if number in objectives:
            yield f"Numărul {number} stă la două obiective. Dați fiecărui obiectiv numărul lui."
        objectives[number] = answers.text(row, "objective_need")
        yield from _need(number, objectives[number], known)
    seen: set[int | None] = set()
    for row in answers.rows(given, "interventions"):
        number = answers.number(row, "intervention_no")
        if number in seen:
            yield f"Numărul {number} stă la două activități. Dați fiecărei activități numărul ei."
        seen.add(number)
        for lack in _lacks(row, objectives):
            yield f"Activitatea {number}: {lack}"


def _need(number: int | None, need: str | None, known: Catalogue) -> Iterator[str]:
    if need is None or not catalogue.need_of(known, need).area:
        yield f"Obiectivul {number}: alegeți nevoia la care răspunde, din una dintre cele șase arii."


def _lacks(row: Answers, objectives: dict[int | None, str | None]) -> Iterator[str]:
    objective = answers.number(row, "intervention_objective")
    if objective is None or objective not in objectives:
        yield "alegeți obiectivul (nevoia) la care răspunde; fără obiectiv nu intră în plan."
    if not _responsible(row):
        yield "scrieți cine răspunde de ea."
    if answers.day(row, "term_on") is None:
        yield "scrieți termenul."
    if answers.text(row, "expected_result") is None:
        yield "scrieți rezultatul așteptat."
    if is_other(answers.text(row, "service_code")) and answers.text(row, "service_other") is None:
        yield "ați ales „altă intervenție”; scrieți care."


def _responsible(row: Answers) -> bool:
    role = answers.text(row, "responsible_role")
    outside = answers.text(row, "responsible_outside")
    return outside is not None if role in (None, "outside") else True


def is_other(code: str | None) -> bool:
    """Services that the catalogue calls "other"; their codes end so."""
    return code is not None and code.endswith("_99")


def _overlaps(view: DossierView, given: Answers, role: str) -> Iterator[str]:
    """The same help twice needs a reason, which stays in the plan."""
    rows = answers.rows(given, "interventions")
    for place, row in enumerate(rows):
        code = answers.text(row, "service_code") or answers.text(row, "resource_kind")
        start = answers.day(row, "start_on") or answers.day(given, "plan_on")
        if code is None or start is None or answers.text(row, "overlap_reason"):
            continue
        person, end = answers.identity(row, "intervention_person"), answers.day(row, "term_on")
        number = answers.number(row, "intervention_no")
        for item in overlaps.overlaps(view, code, person, start, end):
            if not _is_of(item, number):
                yield _twice(number, sights.title(item, role), item)
        if any(_same(row, other) for other in rows[:place]):
            yield f"Activitatea {number}: același ajutor stă de două ori în plan. {_ASK}"


_ASK = "Scrieți motivul suprapunerii sau renunțați la activitate."


def _is_of(item: Item, number: int | None) -> bool:
    """The line itself in a former version, and what was given through it."""
    return number is not None and number in (item.extra.get("number"), item.extra.get("intervention_no"))


def _twice(number: int | None, title: str, item: Item) -> str:
    since, until = overlaps.period(item)
    provider = item.extra.get("provider_name") or item.extra.get("outside_name")
    of = f", furnizor {provider}" if provider else ""
    to = f"până la {_shown(until)}" if until else "fără termen"
    return (
        f"Activitatea {number} se suprapune cu un ajutor care se dă deja: {title}{of}, "
        f"de la {_shown(since)} {to}. {_ASK}"
    )


def _same(row: Answers, other: Answers) -> bool:
    keys = ("service_code", "intervention_person", "start_on", "term_on")
    return answers.text(row, "service_code") is not None and all(
        row.get(key) == other.get(key) for key in keys
    )


def _shown(day: date) -> str:
    return f"{day.day}.{day.month:02}.{day.year}"


def _and(titles: list[str]) -> str:
    """`Sănătate`; `Sănătate și Locuire`; `Sănătate, Educație și Locuire`."""
    return titles[0] if len(titles) == 1 else f"{', '.join(titles[:-1])} și {titles[-1]}"
