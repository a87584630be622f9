"""What was asked of others and what came back: assessments, referrals, contacts, support.

Each is one item from the day it was asked to the day it was answered (art. 3 (3) c, (4) p, (8);
art. 4 (4) c, d, h), so that the case shows all that is still open.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from vatra.kit.dossiers import Entry, Item
from vatra.kit.vocabulary import AREA_TITLES, Sensitivity
from vatra.packs.integrated_services import answers, mentions, names
from vatra.packs.integrated_services.episodes import Episode
from vatra.packs.integrated_services.things import Context, facts, joined, thing

Make = Callable[[Entry, Entry | None], Item]


def items(episode: Episode, replied: Mapping[str, Entry], about: Context) -> tuple[Item, ...]:
    return tuple(
        _linked(make(entry, replied.get(entry.id)), entry, about)
        for entry in episode.entries
        if (make := _MAKES.get(entry.form)) is not None
    )


def _linked(item: Item, entry: Entry, about: Context) -> Item:
    """The item with the need it serves: the record names the need, and perhaps the person."""
    ref = mentions.ref(entry.answers, "need", "about_person")
    if ref is None:
        return item
    person = ref.person_id or item.person_id
    close = about.need(ref).sensitivity
    return replace(
        item,
        links=about.link(mentions.Ref(ref.code, person)),
        person_id=person,
        sensitivity=close if item.sensitivity == Sensitivity.social else item.sensitivity,
    )


def _assessment(entry: Entry, reply: Entry | None) -> Item:
    given = entry.answers
    areas = answers.codes(given, "areas")
    return thing(
        entry,
        "request",
        joined("Evaluare cerută", ", ".join(AREA_TITLES.get(area, area) for area in areas)),
        "answered" if reply else "open",
        code="specific_assessment",
        area=areas[0] if len(areas) == 1 else None,
        person_id=answers.identity(given, "about_person"),
        due_on=answers.day(given, "due_on"),
        closed_on=reply.occurred_on if reply else None,
        role=answers.text(given, "addressee_role"),
        user_id=answers.identity(given, "addressee_user"),
        extra=facts(
            areas=areas,
            outside_name=answers.text(given, "outside_name"),
            asked_by=entry.author_id,
            **_answer(reply),
        ),
    )


def _complex(entry: Entry, reply: Entry | None) -> Item:
    given = entry.answers
    return thing(
        entry,
        "request",
        joined("Evaluare complexă cerută", answers.text(given, "body_name")),
        "answered" if reply else "open",
        code="complex_assessment",
        person_id=answers.identity(given, "about_person"),
        due_on=answers.day(given, "due_on"),
        closed_on=reply.occurred_on if reply else None,
        extra=facts(
            part=answers.text(given, "part"),
            outside_name=answers.text(given, "body_name"),
            asked_by=entry.author_id,
            **_answer(reply),
        ),
    )


def _referral(entry: Entry, reply: Entry | None) -> Item:
    given = entry.answers
    back = reply.answers if reply else {}
    state = (answers.text(back, "attended") or "unknown") if reply else "sent"
    return thing(
        entry,
        "referral",
        joined("Trimitere", answers.text(given, "to_name")),
        state,
        area=answers.text(given, "area"),
        code=answers.text(given, "to_kind"),
        due_on=answers.day(given, "due_on"),
        closed_on=reply.occurred_on if reply else None,
        extra=facts(
            barrier=answers.text(back, "not_attended_reason") or answers.text(back, "access_barrier"),
            appointment_on=answers.text(given, "appointment_on"),
            appointment_time=answers.text(given, "appointment_time"),
            attended_on=answers.text(back, "attended_on"),
            access_obtained=answers.text(back, "access_obtained"),
            accompany=answers.flag(given, "accompany") or None,
            intervention_no=answers.number(given, "intervention_no"),
            outside_name=answers.text(given, "to_name"),
            **_answer(reply),
        ),
    )


def _contact(entry: Entry, reply: Entry | None) -> Item:
    given = entry.answers
    at_once = given.get("answer_state") == "answered"
    answered_on = answers.day(given, "answered_on") or entry.occurred_on if at_once else None
    return thing(
        entry,
        "contact",
        joined("Contact", answers.text(given, "institution_name")),
        "answered" if at_once or reply else "waiting",
        code=answers.text(given, "institution_kind"),
        person_id=answers.identity(given, "about_person"),
        due_on=answers.day(given, "due_on"),
        closed_on=reply.occurred_on if reply else answered_on,
        extra=facts(
            asked=answers.text(given, "asked"),
            answer=answers.text(reply.answers if reply else given, "answer"),
            agreed=answers.text(reply.answers, "agreed") if reply else None,
            outside_name=answers.text(given, "institution_name"),
            **_answer(reply),
        ),
    )


def _support(entry: Entry, reply: Entry | None) -> Item:
    return thing(
        entry,
        "support_request",
        "Sprijin cerut coordonatorului județean",
        "answered" if reply else "open",
        code=answers.text(entry.answers, "to"),
        closed_on=reply.occurred_on if reply else None,
        extra=facts(
            question=answers.text(entry.answers, "question"),
            answer=answers.text(reply.answers, "answer") if reply else None,
            **_answer(reply),
        ),
    )


def _proposal(entry: Entry, reply: Entry | None) -> Item:
    state = (answers.text(reply.answers, "accepted") or "answered") if reply else "waiting"
    return thing(
        entry,
        "proposal",
        "Propunere către școală",
        state,
        area="education",
        code=answers.text(entry.answers, "programme"),
        closed_on=reply.occurred_on if reply else None,
        extra=facts(**_answer(reply)),
    )


def _preparation(entry: Entry, reply: Entry | None) -> Item:
    given = entry.answers
    state = (answers.text(reply.answers, "took_part") or "unknown") if reply else "waiting"
    return thing(
        entry,
        "preparation",
        joined("Pregătire pentru ocupare", answers.text(given, "event_name")),
        state,
        area="employment",
        person_id=answers.identity(given, "about_person"),
        due_on=answers.day(given, "takes_place_on"),
        closed_on=reply.occurred_on if reply else None,
        extra=facts(activities=answers.codes(given, "activities"), **_answer(reply)),
    )


def _notification(entry: Entry, reply: Entry | None) -> Item:
    """Kept as closely as what it tells of: the authority's name alone may already tell it."""
    return thing(
        entry,
        "notification",
        joined("Înștiințare", answers.text(entry.answers, "to_name")),
        "sent",
        code=answers.text(entry.answers, "kind"),
        person_id=answers.identity(entry.answers, "about_person"),
        sensitivity=Sensitivity.violence,
        extra=facts(
            to_kind=answers.text(entry.answers, "to_kind"),
            channel=answers.text(entry.answers, "channel"),
            sent_on=answers.text(entry.answers, "sent_on"),
        ),
    )


def _answer(reply: Entry | None) -> dict[str, str | None]:
    """Who answered, when, in which record; the words stay in the record."""
    if reply is None:
        return {}
    return {
        "answered_on": reply.occurred_on.isoformat(),
        "answered_by": reply.author_id,
        "answered_role": reply.role,
        "answer_record": reply.id,
    }


_MAKES: Final[Mapping[str, Make]] = {
    names.SPECIFIC_REQUEST: _assessment,
    names.COMPLEX_REQUEST: _complex,
    names.REFERRAL: _referral,
    names.CONTACT: _contact,
    names.SUPPORT_REQUEST: _support,
    names.SCHOOL_PROPOSAL: _proposal,
    names.EMPLOYMENT_PREPARATION: _preparation,
    names.NOTIFICATION: _notification,
}
