"""The stages of a case and the state it stands in (art. 4 alin. (2)).

Each state-making record is a step. A step moves the case only from the states it may follow:
further visits do not take a monitored case back, a new plan begins the next turn of the work.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

from vatra.kit.dossiers import Answers, Entry, Stage, State
from vatra.kit.vocabulary import AREAS
from vatra.packs.integrated_services import answers, names
from vatra.packs.integrated_services.episodes import Episode
from vatra.packs.integrated_services.visits import was_received

STATES: Final = (
    State("identified", "Identificat"),
    State("initially_assessed", "Evaluat inițial"),
    State("initial_plan", "Cu plan inițial"),
    State("complex_requested", "Evaluare complexă solicitată"),
    State("complex_assessed", "Evaluare complexă făcută"),
    State("planned", "Cu plan individualizat"),
    State("in_intervention", "În intervenție"),
    State("monitored", "Monitorizat"),
    State("impact_evaluated", "Impact evaluat"),
    State("closed", "Închis", final=True),
)
CODES: Final = tuple(state.code for state in STATES)
OPEN: Final = frozenset(CODES[:-1])
# From which states a step moves the case. Steps that are not here move it from any open state.
_FROM: Final = {
    "initially_assessed": {"identified"},
    "initial_plan": {"identified", "initially_assessed"},
    "in_intervention": {"initial_plan", "planned", "impact_evaluated"},
    "monitored": {"in_intervention"},
}


@dataclass(frozen=True, slots=True)
class Course:
    """How the case went: its state, the first day of each stage, what does not fit, every move."""

    state: str
    stages: tuple[Stage, ...]
    flags: frozenset[str]
    moves: tuple[Stage, ...]


def course(episode: Episode) -> Course:
    state, seen = "identified", _Seen(closure=episode.closure)
    reached = {"identified": _stage("identified", episode.opening)}
    moves = [*reached.values()]
    for code, entry in _steps(episode, seen):
        reached.setdefault(code, _stage(code, entry))
        if state != "closed" and state in _FROM.get(code, OPEN):
            state = code
            moves.append(_stage(code, entry))
    ordered = tuple(sorted(reached.values(), key=lambda stage: CODES.index(stage.code)))
    return Course(state, ordered, frozenset(seen.flags | _gaps(seen)), tuple(moves))


def _gaps(seen: "_Seen") -> set[str]:
    """What an initial assessment still lacks before a plan may rest on it."""
    if not seen.areas or seen.is_assessed:
        return set()
    lacking = {f"area_untouched:{area}" for area in AREAS if area not in seen.areas}
    return lacking or {"risks_not_assessed"}


def _stage(code: str, entry: Entry) -> Stage:
    return Stage(code, entry.occurred_on, entry.id)


def _steps(episode: Episode, seen: "_Seen") -> Iterator[tuple[str, Entry]]:
    for entry in episode.entries:
        code = _code(entry, seen)
        if code is not None:
            yield code, entry


@dataclass(slots=True)
class _Seen:
    """What the records so far allow the next step to be."""

    closure: Entry | None
    areas: set[str] = field(default_factory=set)
    risks: bool = False
    plan: bool = False
    intervention: bool = False
    flags: set[str] = field(default_factory=set)

    @property
    def is_assessed(self) -> bool:
        return self.risks and len(self.areas) == len(AREAS)


def _code(entry: Entry, seen: _Seen) -> str | None:
    by_form = _BY_FORM.get(entry.form)
    if by_form is not None:
        return by_form(entry, seen)
    if is_intervention(entry):
        seen.intervention = True
        return "in_intervention"
    is_followed = entry.stage == "monitoring" and was_received(entry)
    return "monitored" if is_followed and seen.intervention else None


def _assessed(entry: Entry, seen: _Seen) -> str | None:
    seen.areas.update(areas_assessed(entry.answers))
    of_risks = entry.form == names.RISK_ASSESSMENT
    seen.risks |= of_risks or bool(answers.codes(entry.answers, "exclusion_risks"))
    return "initially_assessed" if seen.is_assessed else None


def _planned(entry: Entry, seen: _Seen) -> str:
    first, seen.plan = not seen.plan, True
    return "initial_plan" if first and entry.form == names.INITIAL_PLAN else "planned"


def _evaluated(entry: Entry, seen: _Seen) -> str | None:
    if seen.intervention:
        return "impact_evaluated"
    seen.flags.add("impact_before_intervention")
    return None


def _closed(entry: Entry, seen: _Seen) -> str | None:
    if seen.closure is not None:
        return "closed"
    seen.flags.add("closure_before_opening")
    return None


_BY_FORM: Final[dict[str, Callable[[Entry, _Seen], str | None]]] = {
    names.RISK_ASSESSMENT: _assessed,
    names.INITIAL_ASSESSMENT: _assessed,
    names.INITIAL_PLAN: _planned,
    names.INDIVIDUAL_PLAN: _planned,
    names.PLAN_REVISION: _planned,
    names.COMPLEX_REQUEST: lambda entry, seen: "complex_requested",
    names.COMPLEX_RESULT: lambda entry, seen: "complex_assessed",
    names.IMPACT_EVALUATION: _evaluated,
    names.CLOSURE: _closed,
}


def areas_assessed(given: Answers) -> tuple[str, ...]:
    """Areas that an initial assessment gave needs or 'none found' (art. 4 alin. (4) lit. a))."""
    return tuple(area for area in AREAS if _is_assessed(given, area))


def _is_assessed(given: Answers, area: str) -> bool:
    if given.get(f"{area}_state") == "none":
        return True
    needs = answers.rows(given, f"{area}_needs")
    return any(answers.text(row, f"{area}_need") for row in needs)


def is_intervention(entry: Entry) -> bool:
    """Something done for the person: not a planned act that was not done, not a letter sent."""
    if entry.stage != "intervention" or entry.form in names.NOT_A_SERVICE:
        return False
    return entry.answers.get("done_state") not in ("not_done", "cancelled")
