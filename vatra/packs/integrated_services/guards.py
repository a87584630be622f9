"""Why a record cannot be saved now, in words for the person who tries (empty = it can).

Guards look at the case as it stands and at the answers. What a form alone can check, it checks.
Nothing is lost by a refusal: the record waits in quarantine until it is mended or the case changes.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Final

from vatra.kit.dossiers import Answers, DossierView, Item
from vatra.packs.integrated_services import answers, names, needs, plan_guards, sights

Guard = Callable[[DossierView, str, Answers, str], Iterator[str]]


def may(view: DossierView | None, form_id: str, given: Answers, role: str) -> tuple[str, ...]:
    """Reasons in Romanian. `view` is the household's open case, the case the record names, or None."""
    reasons = [*_others(form_id, given)]
    if view is None:
        return (*reasons, *_without_case(form_id, given))
    for guard in (_closed, _known_intervention, *_GUARDS.get(form_id, ())):
        reasons += guard(view, form_id, given, role)
    return tuple(reasons)


def _without_case(form_id: str, given: Answers) -> Iterator[str]:
    """Every intervention belongs to a case with a manager (art. 4 alin. (1))."""
    if form_id in names.PLANS or form_id in (names.CLOSURE, names.IMPACT_EVALUATION):
        yield "Nu este niciun caz deschis. Deschideți întâi un caz printr-o semnalare."
    elif form_id in names.IN_A_CASE - set(names.MAY_OPEN) and not answers.flag(given, "first_contact"):
        yield (
            "Intervenția nu ține de niciun caz. Alegeți cazul de care ține sau deschideți unul printr-o "
            "semnalare. Fără caz se înregistrează numai primul contact și acțiunile colective."
        )


def _others(form_id: str, given: Answers) -> Iterator[str]:
    """ "Other" says nothing without its own words (art. 3 (3) m, (4) s, (5) q, (6) i, (7) e)."""
    is_other = plan_guards.is_other(answers.text(given, "service_code"))
    if is_other and answers.text(given, "service_other") is None:
        yield "Ați ales „altă intervenție”. Scrieți ce intervenție a fost."
    if form_id in names.OTHERS and answers.text(given, "description") is None:
        yield "Descrieți intervenția: la „altele” descrierea este tot ce rămâne."


def _closed(view: DossierView, form_id: str, given: Answers, role: str) -> Iterator[str]:
    """A closed case takes what happened before its closing, and what follows a closing."""
    if view.closed_on is None:
        if form_id in (names.REOPENING, names.SUSTAINABILITY_REVIEW):
            yield "Cazul este deschis. Acest formular se completează numai după închidere."
        return
    on = answers.day(given, names.DAY_OF.get(form_id, ""))
    belongs = form_id in names.IN_A_CASE and not answers.flag(given, "first_contact")
    if not belongs or form_id in names.AFTER_CLOSING or _is_before(on, view.closed_on):
        return
    yield "Cazul este închis. Redeschideți-l înainte de a scrie ceva nou în el."


def _is_before(on: date | None, closed_on: date) -> bool:
    return on is not None and on <= closed_on


def _impact(view: DossierView, form_id: str, given: Answers, role: str) -> Iterator[str]:
    """The impact of an intervention is evaluated after it (art. 4 alin. (2))."""
    first = next((stage.on for stage in view.stages if stage.code == "in_intervention"), None)
    on = answers.day(given, "evaluated_on")
    if first is None:
        yield "Încă nu s-a făcut nicio intervenție al cărei impact să fie evaluat."
    elif on is not None and on < first:
        yield (
            f"Evaluarea impactului nu poate fi înaintea primei intervenții ({first.day}.{first.month:02}."
            f"{first.year}). Îndreptați data."
        )


def _closing(view: DossierView, form_id: str, given: Answers, role: str) -> Iterator[str]:
    """ "Solved" only when no cause is left (art. 4 alin. (4) lit. i))."""
    if given.get("reason") != "solved":
        return
    sight = sights.special(open_causes(view), role)
    shown = [f"„{item.title}”" for item in sight.items]
    if sight.hidden:
        shown.append(f"{sight.hidden} pe care rolul dumneavoastră nu le vede")
    if shown:
        yield (
            f"Cazul nu se poate închide ca rezolvat: mai sunt nevoi deschise: {', '.join(shown)}. "
            "Consemnați ce s-a schimbat la fiecare sau alegeți alt motiv de închidere."
        )


def open_causes(view: DossierView) -> tuple[Item, ...]:
    """Needs still open: the causes that keep the family where it is.

    A closed case left them unresolved: its closing cannot be corrected into "solved" either.
    """
    left = (*needs.IS_OPEN, "unresolved")
    return tuple(item for item in view.items if item.kind == "need" and item.state in left)


def _known_intervention(view: DossierView, form_id: str, given: Answers, role: str) -> Iterator[str]:
    number = answers.number(given, "intervention_no")
    known = {item.extra.get("number") for item in view.items if item.kind == "intervention"}
    if number is not None and number not in known:
        yield f"Planul cazului nu are activitatea {number}. Verificați numărul sau lăsați-l gol."


_GUARDS: Final[Mapping[str, tuple[Guard, ...]]] = {
    **dict.fromkeys(names.PLANS, (plan_guards.reasons,)),
    names.IMPACT_EVALUATION: (_impact,),
    names.CLOSURE: (_closing,),
}
