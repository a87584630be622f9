"""Records that wait for another record, and the record that answered.

A reply names the record it answers (`answers_to`). One that names none answers the oldest open one
that it fits. A question is answered once; what comes after stays readable beside it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from vatra.kit.dossiers import Entry
from vatra.packs.integrated_services import answers, names, order

Fits = Callable[[Entry, Entry], bool]


@dataclass(frozen=True, slots=True)
class Rule:
    """Which form answers, when the question waits at all, and which reply fits which question."""

    reply: str
    waits: Callable[[Entry], bool]
    fits: Fits


def _always(question: Entry) -> bool:
    return True


def _any(question: Entry, reply: Entry) -> bool:
    return True


def _same_subject(question: Entry, reply: Entry) -> bool:
    return question.subject_id == reply.subject_id


def _is_outside(question: Entry) -> bool:
    return question.answers.get("addressee") == "outside"


def _is_team(question: Entry) -> bool:
    return not _is_outside(question)


def _same_task(question: Entry, reply: Entry) -> bool:
    """The asked role, one of the asked areas, and not another person than the asked one."""
    role = answers.text(question.answers, "addressee_role")
    areas = answers.codes(question.answers, "areas")
    return (
        role in (None, reply.role)
        and (not areas or answers.text(reply.answers, "area") in (None, *areas))
        and _same_person(question, reply)
    )


def _same_person(question: Entry, reply: Entry) -> bool:
    asked = answers.identity(question.answers, "about_person")
    given = answers.identity(reply.answers, "about_person")
    return asked is None or given in (None, asked)


def _asked_role(question: Entry, reply: Entry) -> bool:
    return answers.text(question.answers, "to") in (None, reply.role)


RULES: Final[Mapping[str, tuple[Rule, ...]]] = {
    names.SPECIFIC_REQUEST: (
        Rule(names.SPECIFIC_ASSESSMENT, _is_team, _same_task),
        Rule(names.OUTSIDE_ASSESSMENT, _is_outside, _any),
    ),
    names.COMPLEX_REQUEST: (Rule(names.COMPLEX_RESULT, _always, _any),),
    names.REFERRAL: (Rule(names.REFERRAL_RESULT, _always, _same_subject),),
    names.CONTACT: (Rule(names.CONTACT_ANSWER, lambda q: q.answers.get("answer_state") != "answered", _any),),
    names.SUPPORT_REQUEST: (Rule(names.SUPPORT_ANSWER, _always, _asked_role),),
    names.SCHOOL_PROPOSAL: (Rule(names.SCHOOL_PROPOSAL_ANSWER, _always, _same_subject),),
    names.EMPLOYMENT_PREPARATION: (
        Rule(
            names.EMPLOYMENT_PARTICIPATION,
            lambda q: answers.day(q.answers, "takes_place_on") is not None,
            _any,
        ),
    ),
    names.SIGNAL: (Rule(names.NOTIFICATION, lambda q: answers.flag(q.answers, "inform_mayor"), _any),),
}


def waits_for(question: Entry) -> str | None:
    """The form that answers this record; None when it asks nothing."""
    rule = _rule(question)
    return rule.reply if rule else None


def _rule(question: Entry) -> Rule | None:
    return next((rule for rule in RULES.get(question.form, ()) if rule.waits(question)), None)


def pair(entries: Iterable[Entry]) -> dict[str, Entry]:
    """Question id -> the reply. Entries stand in law order."""
    by_name: dict[str, Entry] = {}
    waiting: list[tuple[Entry, Rule]] = []
    replied: dict[str, Entry] = {}
    records = tuple(entries)
    for question in records:
        rule = _rule(question)
        if rule is not None:
            by_name.update(dict.fromkeys(order.aliases(question), question))
            waiting.append((question, rule))
    for reply in records:
        answered = _answered(reply, by_name, [w for w in waiting if w[0].id not in replied])
        if answered is not None:
            replied.setdefault(answered.id, reply)
    return replied


def _answered(reply: Entry, by_name: Mapping[str, Entry], waiting: list[tuple[Entry, Rule]]) -> Entry | None:
    named = by_name.get(answers.text(reply.answers, "answers_to") or "")
    if named is not None:
        return named if waits_for(named) == reply.form else None
    for question, rule in waiting:
        earlier = order.moment(question) < order.moment(reply)
        if rule.reply == reply.form and earlier and rule.fits(question, reply):
            return question
    return None
