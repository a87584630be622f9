"""One employee's month: lines to pay, what does not apply and why, what a person must still decide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from vatra.packs.pay import care as caring
from vatra.packs.pay import conditions, cumulation, days, edition, facts, localities, money, percents
from vatra.packs.pay.catalogue import Law, Supplement
from vatra.packs.pay.conditions import Verdict
from vatra.packs.pay.cumulation import Candidate, Meeting
from vatra.packs.pay.days import Month, Span
from vatra.packs.pay.edition import Edition
from vatra.packs.pay.facts import Choice, Decision, Employee, Employer, Period
from vatra.packs.pay.results import Line, Month as Result, Question, Refused, key_of


@dataclass(frozen=True, slots=True)
class Fit:
    """A candidate with all that its line will say."""

    candidate: Candidate
    verdict: Verdict
    base: Decimal
    decision: Decision | None


@dataclass(frozen=True, slots=True)
class Verdicts:
    """Every supplement against one set of facts; `holding`: the places of those that fit."""

    all: tuple[Verdict, ...]
    holding: tuple[int, ...]


@dataclass(slots=True)
class Office:
    """What the staff of one employer have in common in one month, looked up once."""

    law: Law
    employer: Employer
    month: Month
    first: date = field(init=False)
    last: date = field(init=False)
    changes: frozenset[date] = field(init=False)
    decisions: dict[str, list[Decision]] = field(init=False)
    _verdicts: dict[Any, Verdicts] = field(default_factory=dict)
    _units: dict[tuple[str, date], dict[str, Any]] = field(default_factory=dict)
    _decided: dict[Any, Decision | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.first, self.last = days.whole(self.month)
        self.decisions = {}
        for one in self.employer.decisions:
            self.decisions.setdefault(one.code, []).append(one)
        lasting = [*self.employer.periods, *self.employer.decisions, *self.employer.choices]
        own = (one for periods in self.employer.workplaces.values() for one in periods)
        sheets = (one for periods in self.employer.localities.values() for one in periods)
        law_days = (day for day in self.law.days() if self.first < day <= self.last)
        self.changes = frozenset({*self._cuts([*lasting, *own, *sheets]), *law_days})

    def _cuts(self, lasting: Iterable[facts.Lasting]) -> Iterator[date]:
        for one in lasting:
            yield from days.cuts(self.first, self.last, one.since, one.until)

    def spans(self, employee: Employee) -> list[Span]:
        own = [*employee.care, *(period for post in employee.posts for period in post.periods)]
        return days.spans(self.first, self.last, {*self.changes, *self._cuts(own)})

    def unit(self, workplace: str, on: date) -> dict[str, Any]:
        """Facts of a place of work and of its locality."""
        found = self._units.get((workplace, on))
        if found is None:
            found = self._units[workplace, on] = self._unit(workplace, on)
        return found

    def _unit(self, workplace: str, on: date) -> dict[str, Any]:
        kind = facts.state(self.employer.periods, on)
        unit = facts.state(self.employer.workplaces.get(workplace, ()), on)
        sheet = facts.state(self.employer.localities.get(workplace, ()), on)
        body = unit.body if unit else {}
        met = localities.met(localities.criteria(sheet.body, self.law.parameters, on)) if sheet else None
        return {
            "employer.kind": kind.body.get("kind") if kind else None,
            "unit.accommodation": body.get("accommodation"),
            "unit.targets": tuple(body.get("targets") or ()),
            "unit.exclusive": body.get("exclusive"),
            "unit.service": body.get("service"),
            "locality.criteria": met,
        }

    def verdicts(self, edition_: Edition, post: Period, cared: tuple[facts.Care, ...], on: date) -> Verdicts:
        body = post.body
        keys = ("position", "workplace", "contract", "annex_ii", "lives_there", "days_a_week")
        # Who the cared persons are does not matter here, only what they open.
        marks = tuple(sorted((one.kind, tuple(sorted(one.marks))) for one in cared))
        key = (edition_.since, on, *(body.get(name) for name in keys), marks)
        found = self._verdicts.get(key)
        if found is None:
            told = self.unit(body.get("workplace", ""), on) | facts_of(post, cared)
            all_ = conditions.judge(edition_, told)
            found = self._verdicts[key] = Verdicts(all_, tuple(n for n, each in enumerate(all_) if each.holds))
        return found

    def decision(self, code: str, body: Any, employee: Employee, on: date) -> Decision | None:
        own = self.decisions.get(code)
        if not own:
            return None
        workplace, category = body.get("workplace", ""), body.get("category", "")
        is_named = any(one.employee == employee.id for one in own)
        key = (code, workplace, category, employee.id if is_named else "", on)
        if key not in self._decided:
            self._decided[key] = percents.counting(
                own, workplace=workplace, category=category, employee=employee.id, on=on
            )
        return self._decided[key]


def facts_of(post: Period, cared: tuple[facts.Care, ...]) -> dict[str, Any]:
    """Facts of the post, of the home and of those cared for."""
    body = post.body
    told: dict[str, Any] = {
        "post.position": body.get("position"),
        "post.annex_ii": body.get("annex_ii"),
        "post.contract": body.get("contract"),
        "home.lives_there": body.get("lives_there"),
        "home.days_a_week": body.get("days_a_week"),
        "care.children": sum(one.kind == "child" for one in cared),
    }
    for mark in ("psychic_mental", "disabled_child", "severe_special", "severe_other", "severe_adult", "dependence_1"):
        told[f"care.{mark}"] = sum(mark in one.marks for one in cared)
    return told


def month_of(office: Office, employee: Employee, *, explains: bool = True) -> Result:
    """The employee's month. Pure: the same facts give the same answer, in whatever order they came.

    Without `explains` what does not apply is left out, which is three quarters of the work.
    """
    stretches: dict[Any, list[tuple[Span, Any]]] = {}
    for span in office.spans(employee):
        for thing in _day(office, employee, span[0], explains=explains):
            stretches.setdefault(key_of(thing), []).append((span, thing))
    lines, refused, questions = [], [], []
    for stretch in stretches.values():
        for (since, until), thing in _joined(stretch):
            if isinstance(thing, Fit):
                lines.append(_line(office, thing, since, until))
            elif isinstance(thing, Refused):
                refused.append(thing.lasting(since, until))
            else:
                questions.append(thing.lasting(since, until))
    return Result(employee, office.month, lines, refused, questions)


def _joined(stretch: list[tuple[Span, Any]]) -> Iterator[tuple[Span, Any]]:
    """The same thing on days that follow one another is one thing: rounded once."""
    since, until, kept = stretch[0][0][0], stretch[0][0][1], stretch[0][1]
    for (start, end), thing in stretch[1:]:
        if start == until + timedelta(days=1):
            until = end
            continue
        yield (since, until), kept
        since, until, kept = start, end, thing
    yield (since, until), kept


def _line(office: Office, fit: Fit, since: date, until: date) -> Line:
    law = edition.at(office.law, since)
    assert law is not None  # noqa: S101 - a fit is found only where the law counts
    part = (
        days.counted(since, until, law.part_month),
        days.counted(office.first, office.last, law.part_month),
    )
    one = fit.candidate
    return Line(
        post=one.post,
        supplement=fit.verdict.supplement,
        care=one.care,
        workplace=one.workplace,
        since=since,
        until=until,
        part=part,
        base=fit.base,
        percent=one.percent,
        amount=money.amount(fit.base, one.percent, part, law.rounding),
        decision=fit.decision,
        checks=fit.verdict.checks,
        range=law.ranges[one.code],
    )


def _day(office: Office, employee: Employee, on: date, *, explains: bool) -> Iterator[Fit | Refused | Question]:
    law = edition.at(office.law, on)
    cared = tuple(sorted(facts.current(employee.care, on), key=lambda one: (one.since, one.ref)))
    fits: list[Fit] = []
    for post in employee.posts:
        period = facts.state(post.periods, on)
        if period is None:
            continue
        if law is None:
            yield Refused(post.number, None, (), "Regulamentul se aplică muncii de la 1 martie 2018.")
            continue
        verdicts = office.verdicts(law, period, cared, on)
        for rank in verdicts.holding:
            what = (rank, verdicts.all[rank], on)
            yield from _fitting(office, employee, (post.number, period, cared, law), what, fits)
        if explains:
            lacking = (each for each in verdicts.all if not each.holds)
            yield from (Refused(post.number, each.supplement, each.lacking) for each in lacking)
    yield from _together(office, employee, fits, on)


def _fitting(
    office: Office,
    employee: Employee,
    where: tuple[str, Period, tuple[facts.Care, ...], Edition],
    what: tuple[int, Verdict, date],
    fits: list[Fit],
) -> Iterator[Refused | Question]:
    """A supplement whose conditions hold: its percentage, and one candidate for each cared person it is for."""
    post, period, cared, law = where
    rank, verdict, on = what
    one, range_ = verdict.supplement, law.ranges[verdict.supplement.code]
    decision = None
    if percents.is_fixed(range_):
        percent = range_[1]
    else:
        decision = office.decision(one.code, period.body, employee, on)
        if decision is None or not percents.within(range_, decision.percent):
            yield _undecided(post, one, range_, decision, period.body.get("workplace", ""))
            return
        percent = decision.percent
    base, workplace = period.body["base"], period.body.get("workplace", "")
    for ref in _refs(one, cared, law):
        fits.append(Fit(Candidate(post, rank, one.code, ref, percent, workplace), verdict, base, decision))


def _undecided(
    post: str, one: Supplement, range_: edition.Range, decision: Decision | None, workplace: str
) -> Refused | Question:
    limits = percents.words(range_)
    if decision is None and range_[0] is None:
        return Refused(post, one, (), f"Angajatorul nu a stabilit procentul ({limits}).")
    reason = (
        f"Angajatorul trebuie să stabilească procentul ({limits})."
        if decision is None
        else f"Decizia nr. {decision.number} dă {percents.plain(decision.percent)} %, în afara limitelor de acum ({limits})."
    )
    return Question("percent", post, (one.code,), "", reason, one.cites, workplace)


def _refs(one: Supplement, cared: tuple[facts.Care, ...], law: Edition) -> list[str]:
    if one.per == "post":
        return [""]
    found = caring.with_mark(cared, one.mark, law.first_child_paid)
    return found[:1] if one.per == "care" else found


def _together(office: Office, employee: Employee, fits: list[Fit], on: date) -> Iterator[Fit | Refused | Question]:
    if len(fits) == 1:
        yield fits[0]
        return
    by_candidate = {fit.candidate: fit for fit in fits}

    def chosen(rule: Any, one: Candidate, day: date) -> Choice | None:
        return chosen_for(office.employer.choices, rule.id, one, employee, day)

    standing, meetings = cumulation.settle(office.law, list(by_candidate), chosen, on)
    for one in standing:
        yield by_candidate[one]
    for meeting in meetings:
        yield from _met(meeting, by_candidate)


def chosen_for(
    choices: Iterable[Choice], rule: str, one: Candidate, employee: Employee, on: date
) -> Choice | None:
    """What was decided for this employee: the decision that names him most closely, then the latest."""
    fitting = [
        each
        for each in choices
        if each.rule == rule
        and facts.holds(each, on)
        and each.workplace in (None, one.workplace)
        and each.employee in (None, employee.id)
    ]
    return max(
        fitting,
        key=lambda each: (each.employee is not None, each.workplace is not None, each.since, each.number, each.keep),
        default=None,
    )


def _met(meeting: Meeting, fits: dict[Candidate, Fit]) -> Iterator[Refused | Question]:
    codes = (meeting.one.code, meeting.other.code)
    for gone in meeting.dropped:
        kept = codes[1] if gone.code == codes[0] else codes[0]
        reason = f"Nu împreună cu {kept}. {meeting.rule.text}"
        if meeting.choice is not None:
            reason += f" Decis de angajator: {meeting.choice.reason}"
        yield Refused(gone.post, fits[gone].verdict.supplement, (), reason, gone.care)
    if meeting.rule.kind == "open" or meeting.is_undecided:
        yield Question(
            meeting.rule.id, meeting.one.post, codes, meeting.one.care or meeting.other.care,
            meeting.rule.text, meeting.rule.cites, meeting.one.workplace,
            proposal=_kept(meeting), choice=meeting.choice,
        )  # fmt: skip


def _kept(meeting: Meeting) -> str:
    gone = {one.code for one in meeting.dropped}
    left = [code for code in (meeting.one.code, meeting.other.code) if code not in gone]
    return " și ".join(left) or "niciunul până la decizie"
