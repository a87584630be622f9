"""What a form of a case begins with: the needs found, the plan that goes on (art. 3 (3) b, g; 4 (4) g).

A draft holds only what the role may read; the person changes it freely before saving.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from vatra.kit.dossiers import DossierView, Item
from vatra.packs.integrated_services import answers, execution, names, priorities, sights
from vatra.packs.integrated_services.plan import OUTSIDE

Draft = dict[str, Any]
# Facts of an intervention that a new version of the plan takes over as they are.
_KEPT: Final = (
    "service_group",
    "service_other",
    "start_on",
    "start_time",
    "term_on",
    "expected_result",
    "resource_kind",
    "resource_name",
    "provider_name",
    "provider_institution",
    "overlap_reason",
)


def draft(view: DossierView, form_id: str, role: str) -> Draft:
    """First answers of the form in this case; empty when it begins empty."""
    make = _MAKES.get(form_id)
    return make(view, role) if make else {}


def _plan(view: DossierView, role: str) -> Draft:
    """The open part of the present plan, and an objective for each open need it lacks."""
    objectives = [_objective(item) for item in _seen(view, role, "objective") if item.state == "open"]
    planned = {(row["objective_need"], row.get("objective_person")) for row in objectives}
    number = max((row["objective_no"] for row in objectives), default=0)
    for need in _open_needs(view, role):
        if (need.code, need.person_id) not in planned:
            number += 1
            objectives.append(_given(objective_no=number, **_about(need, "objective", need.priority)))
    lines = [_line(i) for i in _seen(view, role, "intervention") if i.state in _GOING_ON]
    return _given(objectives=objectives, interventions=lines)


_GOING_ON: Final = (*execution.IS_OPEN, "without_need")


def _objective(item: Item) -> Draft:
    return _given(
        objective_no=answers.number(item.extra, "number"),
        objective_text=item.title,
        objective_term_on=answers.text(item.extra, "term_on"),
        objective_resource=answers.text(item.extra, "resource"),
        **_about(item, "objective", item.priority),
    )


def _line(item: Item) -> Draft:
    extra = item.extra
    return _given(
        intervention_no=extra.get("number"),
        intervention_objective=extra.get("objective"),
        intervention_text=item.title,
        intervention_person=item.person_id,
        service_code=item.code,
        responsible_role=item.role or OUTSIDE,
        responsible_user=item.user_id,
        responsible_outside=extra.get("outside_name"),
        repeat_every_days=extra.get("every_days"),
        **{key: extra.get(key) for key in _KEPT},
    )


def _impact(view: DossierView, role: str) -> Draft:
    """Every need worked on since entry; those still open are offered as the next priorities."""
    worked = [item for item in _seen(view, role, "need") if item.state in ("open", "met")]
    left = [item for item in _open_needs(view, role) if item.state == "open"]
    return _given(
        evaluated_needs=[_given(**_about(need, "impact")) for need in worked],
        next_priorities=[_given(**_about(need, "next", place)) for place, need in enumerate(left, start=1)],
    )


def _lasting(view: DossierView, role: str) -> Draft:
    met = [item for item in _seen(view, role, "need") if item.state == "met"]
    return _given(lasting_needs=[_given(**_about(need, "lasting")) for need in met])


def _about(item: Item, prefix: str, priority: int | None = None) -> Draft:
    return {
        f"{prefix}_need": item.code,
        f"{prefix}_person": item.person_id,
        f"{prefix}_priority": priority,
    }


def _open_needs(view: DossierView, role: str) -> tuple[Item, ...]:
    return sights.special(priorities.priorities(view), role).items


def _seen(view: DossierView, role: str, kind: str) -> Iterator[Item]:
    return (item for item in view.items if item.kind == kind and sights.may_see(item, role))


def _given(**facts: Any) -> Draft:
    return {key: value for key, value in facts.items() if value not in (None, "", [])}


_MAKES: Final[Mapping[str, Callable[[DossierView, str], Draft]]] = {
    **dict.fromkeys(names.PLANS, _plan),
    names.IMPACT_EVALUATION: _impact,
    names.SUSTAINABILITY_REVIEW: _lasting,
}
