"""Random histories of one household: mostly sane records, now and then nonsense."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from tests.unit.packs.integrated_services.world import COUNTY, HOUSE, PEOPLE, PLACE, packs, uid
from vatra.kit.dossiers import Entry, Finding, GroupView
from vatra.packs.integrated_services import names

FORMS = {i: form for i, form in packs().newest().items() if i.startswith(f"{names.CODE}/")}
START = date(2026, 1, 1)
ROLES = (names.SOCIAL_WORKER, names.NURSE, names.HEALTH_MEDIATOR, names.SCHOOL_MEDIATOR, names.COUNSELLOR)
PARAMETERS = packs().parameters[names.CODE]
RECORDS = [uid(f"record {number}") for number in range(12)]
SOME_NEEDS = ("NID_01", "NHO_01", "NSO_08", "NHE_01")

ids = st.sampled_from([*map(uid, PEOPLE), "nobody"])
days = st.integers(-40, 40).map(lambda days: (START + timedelta(days=days)).isoformat())
junk = st.one_of(
    st.none(), st.booleans(), st.integers(-3, 9), st.text(max_size=3), st.lists(st.integers(), max_size=2)
)

# Values that the fold acts upon, by the end of the item's name; anything else may stand there as well.
BY_NAME: dict[str, st.SearchStrategy[Any]] = {
    "_on": st.one_of(days, st.sampled_from(["2026", "2026-02", "9999-12-31", "soon"])),
    "intervention_no": st.integers(1, 3),
    "intervention_objective": st.integers(1, 2),
    "objective_no": st.integers(1, 2),
    "_need": st.sampled_from(SOME_NEEDS),
    "need": st.sampled_from(SOME_NEEDS),
    "_person": ids,
    "_user": ids,
    "_state": st.sampled_from(["needs", "none", "done", "partly", "not_done", "cancelled", "waiting", "answered"]),
    "answers_to": st.sampled_from(RECORDS),
    "outcome": st.sampled_from(["met", "improved", "no_longer_needed", "done", "nobody_home"]),
    "impact_result": st.sampled_from(["solved", "improved"]),
    "reason": st.sampled_from(["solved", "moved"]),
    "exclusion_risks": st.just(["none"]),
    "addressee": st.sampled_from(["team", "outside"]),
    "_role": st.sampled_from([*ROLES, "outside"]),
    "repeat_every_days": st.sampled_from([1, 7, 10**9]),
    "times": st.sampled_from([1, 3]),
    "urgent": st.booleans(),
}  # fmt: skip


def sane(item: dict[str, Any]) -> st.SearchStrategy[Any] | None:
    """Values the fold acts upon; None where it only carries what it is given."""
    if item.get("repeats"):
        return st.lists(answers_of(item["items"]), min_size=1, max_size=2)
    ends = [strategy for end, strategy in BY_NAME.items() if item["id"].endswith(end)]
    return st.one_of(*ends) if ends else None


def answers_of(items: list[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    """Mostly sane answers to what matters, now and then nonsense; the rest is seldom answered."""
    flat: list[dict[str, Any]] = []
    for item in items:
        flat += item["items"] if item["type"] == "group" and not item.get("repeats") else [item]
    matters = {item["id"]: strategy for item in flat if (strategy := sane(item)) is not None}
    rest = {item["id"]: junk for item in flat if item["id"] not in matters and item["type"] != "display"}
    whole = st.fixed_dictionaries(matters)
    odd = st.fixed_dictionaries(
        {}, optional={**rest, **{name: st.one_of(junk, s) for name, s in matters.items()}}
    )
    return st.one_of(whole, whole, whole, odd)


ANSWERS = {form_id: answers_of(form["items"]) for form_id, form in FORMS.items()}


# What moves a case is drawn more often than what only stands in it.
MOVES = [
    *names.PLANS, *names.PLANS, names.INITIAL_ASSESSMENT, names.SPECIFIC_ASSESSMENT, names.OUTCOME,
    names.INTERVENTION_DONE, names.INTERVENTION_DONE, names.SERVICE_GIVEN, names.CLOSURE, names.HOME_VISIT,
    names.REFERRAL, names.REFERRAL_RESULT, names.CONTACT, names.CONTACT_ANSWER, names.SPECIFIC_REQUEST,
    names.IMPACT_EVALUATION, names.MANAGER_CHANGE, names.REOPENING, names.COMPLEX_RESULT,
]  # fmt: skip
DRAWN = [*MOVES, *MOVES, names.SIGNAL, f"{names.CODE}/household_assessment", *sorted(names.IN_A_CASE)]


@st.composite
def entry(draw: st.DrawFn, number: int) -> Entry:
    form = FORMS[draw(st.sampled_from(DRAWN))]
    on = START + timedelta(days=draw(st.integers(0, 30)))
    own = RECORDS[number]
    case = draw(st.sampled_from([None, None, *RECORDS]))
    subjects = {"dossier": case or own, "household": uid(HOUSE), "person": uid(draw(st.sampled_from(PEOPLE)))}
    return Entry(
        id=own,
        form=form["id"],
        version="1",
        stage=form.get("stage"),
        subject_type=form["subject"],
        subject_id=subjects[form["subject"]],
        group_id=uid(HOUSE),
        dossier_id=case,
        place_id=PLACE,
        author_id=uid(draw(st.sampled_from(["sanda", "sorin", "nina"]))),
        role=draw(st.sampled_from(ROLES)),
        occurred_on=on,
        made_at=datetime(2026, 1, 1, tzinfo=UTC),
        seq=number + 1,
        answers=draw(ANSWERS[form["id"]]),
        prev_id=None,
    )


@st.composite
def a_finding(draw: st.DrawFn) -> Finding:
    code = draw(st.sampled_from(["SOC_03", "HOU_14", "VCV_01", "SOC_09"]))
    opened = START + timedelta(days=draw(st.integers(-10, 30)))
    closed = draw(st.one_of(st.none(), st.integers(0, 20).map(lambda days: opened + timedelta(days=days))))
    person = draw(st.sampled_from([None, uid("ana")]))
    return Finding(
        f"{code}:{person}", code, person, "housing", draw(st.integers(0, 3)), False, 3, opened, closed,
        draw(st.sampled_from(RECORDS)), None, names.NURSE,
    )  # fmt: skip


@st.composite
def views(draw: st.DrawFn) -> GroupView:
    """A household's history: sane starts are likelier than chance makes them."""
    count = draw(st.integers(1, 8))
    entries = [draw(entry(number)) for number in range(count)]
    if draw(st.booleans()):
        entries[0] = replace(
            entries[0], form=names.SIGNAL, stage="identification", subject_type="household",
            subject_id=uid(HOUSE), dossier_id=None, occurred_on=START,
        )  # fmt: skip
        entries[1:] = [
            replace(e, dossier_id=e.dossier_id and RECORDS[0],
                    subject_id=RECORDS[0] if e.subject_type == "dossier" else e.subject_id)
            for e in entries[1:]
        ]  # fmt: skip
    found = draw(st.lists(a_finding(), max_size=3, unique_by=lambda finding: finding.key))
    return GroupView(uid(HOUSE), PLACE, COUNTY, tuple(entries), findings=tuple(found))
