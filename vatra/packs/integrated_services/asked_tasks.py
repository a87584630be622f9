"""Tasks of those who were asked for something, and of those who wait for an answer."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from vatra.kit.dossiers import Entry, Task
from vatra.packs.integrated_services import answers, names, replies, terms
from vatra.packs.integrated_services.case import Case
from vatra.packs.integrated_services.tasks import cites, done, task


@dataclass(frozen=True, slots=True)
class Ask:
    """How a waiting record becomes a task; `who` = (role, user) that must act."""

    title: str
    term: str
    clauses: tuple[str, ...]
    who: Callable[[Case, Entry], tuple[str, str | None]]
    due: str = "due_on"
    starts: str | None = None  # the answer that says from when the task counts


def of(case: Case) -> Iterator[Task]:
    """One task for each record that waits for another, done on the day of the reply."""
    for entry in case.episode.entries:
        reply = replies.waits_for(entry)
        if reply is not None:
            yield _task(case, entry, reply, _ASKS[reply])


def _task(case: Case, entry: Entry, reply: str, ask: Ask) -> Task:
    since = answers.day(entry.answers, ask.starts) if ask.starts else None
    since = since or entry.occurred_on
    role, user = ask.who(case, entry)
    return task(
        case,
        entry,
        "answer",
        ask.title,
        form=reply,
        role=role,
        user_id=user,
        person_id=answers.identity(entry.answers, "about_person")
        or (entry.subject_id if entry.subject_type == "person" else None),
        opened_on=since,
        due_on=_due(entry, ask) or terms.after(case.parameters, ask.term, since),
        done_on=done(case.replied.get(entry.id)),
        cites=cites(*ask.clauses),
    )


def _due(entry: Entry, ask: Ask) -> date | None:
    return answers.day(entry.answers, ask.due)


def _author(case: Case, entry: Entry) -> tuple[str, str | None]:
    return entry.role, entry.author_id


def _manager(case: Case, entry: Entry) -> tuple[str, str | None]:
    return names.SOCIAL_WORKER, case.manager_id


def _addressee(case: Case, entry: Entry) -> tuple[str, str | None]:
    role = answers.text(entry.answers, "addressee_role")
    return (role, answers.identity(entry.answers, "addressee_user")) if role else _manager(case, entry)


def _coordinator(case: Case, entry: Entry) -> tuple[str, str | None]:
    return answers.text(entry.answers, "to") or "county_social_coordinator", None


# By the form that answers.
_ASKS: Final[Mapping[str, Ask]] = {
    names.SPECIFIC_ASSESSMENT: Ask(
        "Faceți evaluarea cerută", "specific_assessment_days", ("3.3.c.1", "4.4.d"), _addressee
    ),
    names.OUTSIDE_ASSESSMENT: Ask(
        "Obțineți evaluarea cerută în afara echipei", "specific_assessment_days", ("4.4.d",), _manager
    ),
    names.COMPLEX_RESULT: Ask(
        "Înregistrați rezultatul evaluării complexe", "complex_assessment_days", ("3.3.f", "4.4.c"), _manager
    ),
    names.REFERRAL_RESULT: Ask(
        "Aflați dacă persoana a ajuns la serviciu", "referral_result_days", ("3.4.p.2",), _author
    ),
    names.CONTACT_ANSWER: Ask(
        "Aflați răspunsul instituției contactate", "contact_answer_days", ("3.8", "4.4.h"), _author
    ),
    names.SUPPORT_ANSWER: Ask(
        "Răspundeți cererii de sprijin a echipei", "support_answer_days", ("6.3.3",), _coordinator
    ),
    names.SCHOOL_PROPOSAL_ANSWER: Ask(
        "Aflați răspunsul conducerii școlii", "school_answer_days", ("3.7.d.2",), _author
    ),
    names.EMPLOYMENT_PARTICIPATION: Ask(
        "Aflați dacă persoana a luat parte",
        "participation_days",
        ("3.3.k",),
        _author,
        starts="takes_place_on",
    ),
    names.NOTIFICATION: Ask("Înștiințați primarul", "notification_days", ("3.5.m.2",), _author),
}
