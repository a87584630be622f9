"""One employee's month: lines to pay, what does not apply and why, what a person must still decide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from vatra.packs.pay import care as caring
from vatra.packs.pay import cumulation, days, edition, facts, money, percents
from vatra.packs.pay.catalogue import Supplement
from vatra.packs.pay.conditions import Verdict
from vatra.packs.pay.cumulation import Candidate, Meeting
from vatra.packs.pay.days import Span
from vatra.packs.pay.edition import Edition
from vatra.packs.pay.facts import Choice, Decision, Employee, Period
from vatra.packs.pay.office import Office
from vatra.packs.pay.results import Line, Question, Refused, key_of
from vatra.packs.pay.results import Month as Result


@dataclass(frozen=True, slots=True)
class Fit:
    """A candidate with all that its line will say."""

    candidate: Candidate
    verdict: Verdict
    base: Decimal
    decision: Decision | None


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


def _day(
    office: Office, employee: Employee, on: date, *, explains: bool
) -> Iterator[Fit | Refused | Question]:
    law = edition.at(office.law, on)
    cared = tuple(facts.cared_for(employee.care, on))
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
        else f"Decizia nr. {decision.number} dă {percents.plain(decision.percent)} %, în afara limitelor ({limits})."
    )
    return Question("percent", post, (one.code,), "", reason, one.cites, workplace)


def _refs(one: Supplement, cared: tuple[facts.Care, ...], law: Edition) -> list[str]:
    if one.per == "post":
        return [""]
    found = caring.with_mark(cared, one.mark, law.first_child_paid)
    return found[:1] if one.per == "care" else found


def _together(
    office: Office, employee: Employee, fits: list[Fit], on: date
) -> Iterator[Fit | Refused | Question]:
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
        key=lambda each: (
            each.employee is not None,
            each.workplace is not None,
            each.since,
            each.number,
            each.keep,
        ),
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
