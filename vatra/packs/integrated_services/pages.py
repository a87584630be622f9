"""What the pages ask of a case (see `vatra.kit.readings`)."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from vatra.kit.dossiers import DossierView, Finding, Item
from vatra.kit.readings import Reading
from vatra.packs.integrated_services import agenda, coordination, drafts, guards, impact, names, overlaps
from vatra.packs.integrated_services.plan_guards import assessment_reasons, version_reasons

# Its guard asks for words, which no form has before somebody writes them.
_WRITTEN: Final = {"description": "-", "service_other": "-"}


def not_now(view: DossierView | None, form_id: str) -> tuple[str, ...]:
    """Reasons that hold whatever the form's answers will be."""
    if view is None or form_id not in names.PLANS:
        return guards.may(view, form_id, _WRITTEN, "")
    if view.closed_on is not None:
        return guards.may(view, form_id, {}, "")[:1]
    return (*assessment_reasons(view), *version_reasons(view, form_id))


def twice(view: DossierView) -> tuple[tuple[Item, Item], ...]:
    """Planned lines beside the help that is the same, for the same person, in the same days."""
    return tuple(_twice(view))


def _twice(view: DossierView) -> Iterator[tuple[Item, Item]]:
    for line in view.items:
        if line.kind != "intervention" or line.state in overlaps.ENDED or line.code is None:
            continue
        since, until = overlaps.period(line)
        number = line.extra.get("number")
        for other in overlaps.overlaps(view, line.code, line.person_id, since, until):
            if other.key != line.key and (number is None or other.extra.get("intervention_no") != number):
                yield line, other


def _changes(view: DossierView, findings: Iterable[Finding]) -> tuple[impact.Line, ...]:
    return impact.impact(view, findings)


def _calendar(view: DossierView, since: date, until: date) -> agenda.Calendar:
    return agenda.plan_calendar(view, since=since, until=until)


WORDS: Final = {
    "open": "deschisă",
    "proposed": "propusă de o constatare",
    "met": "rezolvată",
    "no_longer_needed": "nu mai este nevoie",
    "unresolved": "rămasă nerezolvată",
    "reached": "atins",
    "not_reached": "neatins",
    "planned": "de făcut",
    "in_progress": "în curs",
    "done": "făcută",
    "not_done": "nefăcută",
    "missed": "ratată",
    "cancelled": "anulată",
    "stopped": "oprită la închidere",
    "superseded": "înlocuită",
    "current": "în vigoare",
    "without_need": "fără nevoie în plan",
    "answered": "s-a răspuns",
    "waiting": "așteaptă răspuns",
    "sent": "trimisă",
    "dropped": "lăsată la închidere",
    "attended": "s-a prezentat",
    "not_attended": "nu s-a prezentat",
    "unknown": "nu se știe",
    "given": "dat",
    "arranged": "găsit",
    "held": "ținută",
    "left": "rămas la închidere",
    "received": "primită",
    "better": "mai bine",
    "same": "la fel",
    "worse": "mai rău",
    "improved": "îmbunătățită",
    "unchanged": "neschimbată",
    "solved": "rezolvat",
    "moved": "familia s-a mutat",
    "died": "deces",
    "refused": "familia a refuzat",
    "transferred": "transferat",
    "not_found": "familia nu a fost găsită",
    "opened_by_mistake": "deschis din greșeală",
    "other": "alt motiv",
    "complex_assessment": "evaluare complexă",
    "new_need": "nevoie nouă",
    "result": "rezultatul unei intervenții",
    "request": "la cerere",
    "impact": "evaluarea impactului",
    "present": "acum",
    "former": "înainte",
}

READING: Final = Reading(
    not_now=not_now,
    coordination=coordination.coordination,
    calendar=_calendar,
    impact=_changes,
    twice=twice,
    words=WORDS,
    changes_manager=names.MANAGER_CHANGE,
    report=coordination.report,
    draft=drafts.draft,
)
