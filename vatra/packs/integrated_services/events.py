"""What was given, held and seen in a case: services, resources, meetings, joint actions, visits."""

from collections.abc import Iterator, Mapping
from typing import Final

from vatra.kit.dossiers import Entry, Item
from vatra.packs.integrated_services import answers, catalogue, mentions, names
from vatra.packs.integrated_services.things import Context, Make, facts, joined, numbered, thing


def _signal(entry: Entry, about: Context) -> Iterator[Item]:
    """Who told of the case, and of what (art. 3 alin. (5) lit. m))."""
    kinds = answers.codes(entry.answers, "kinds")
    texts = catalogue.option_texts("signal_kinds")
    yield thing(
        entry,
        "signal",
        joined("Semnalare", ", ".join(texts.get(kind, kind) for kind in kinds)),
        "received",
        code=kinds[0] if kinds else None,
        person_id=answers.identity(entry.answers, "about_person"),
        closed_on=entry.occurred_on,
        extra=facts(kinds=kinds, source=answers.text(entry.answers, "source")),
    )


def _service(entry: Entry, about: Context) -> Iterator[Item]:
    """The kind and the day, for all colleagues; what tells an illness stays in the record."""
    given = entry.answers
    code, group = answers.text(given, "service_code"), answers.text(given, "service_group")
    title = answers.text(given, "service_other") or catalogue.service_title(about.known, code)
    yield thing(
        entry,
        "service",
        title or catalogue.option_texts("service_groups").get(group or "", "Serviciu"),
        "given",
        code=code,
        area=answers.text(given, "area") or catalogue.service_area(about.known, code),
        closed_on=entry.occurred_on,
        extra=facts(
            service_group=group,
            times=answers.number(given, "times"),
            prophylaxis=answers.text(given, "prophylaxis"),
            intervention_no=answers.number(given, "intervention_no"),
            first_contact=answers.flag(given, "first_contact") or None,
        ),
    )


def _resource(entry: Entry, about: Context) -> Iterator[Item]:
    given = entry.answers
    ref = mentions.ref(given, "need", "for_person")
    goods = answers.codes(given, "goods")
    named = (catalogue.option_texts("goods").get(code, code) for code in goods)
    yield thing(
        entry,
        "resource",
        ", ".join(named) or answers.text(given, "resource_name") or "Resursă",
        "given",
        code=answers.text(given, "resource_kind"),
        area=(about.need(ref).area or None) if ref else None,
        person_id=answers.identity(given, "for_person"),
        closed_on=answers.day(given, "valid_to") or entry.occurred_on,
        links=about.link(ref),
        extra=facts(
            goods=goods,
            quantity=answers.text(given, "quantity"),
            resource_name=answers.text(given, "resource_name"),
            provider_name=answers.text(given, "provider_name"),
            intervention_no=answers.number(given, "intervention_no"),
        ),
    )


def _supports(entry: Entry, about: Context) -> Iterator[Item]:
    """Means matched to a need, each with its term (art. 3 alin. (3) lit. l))."""
    ref = mentions.ref(entry.answers, "need", "about_person")
    for number, row in enumerate(answers.rows(entry.answers, "supports"), start=1):
        item = thing(
            entry,
            "resource",
            answers.text(row, "support_name") or "Sprijin",
            "arranged",
            code=answers.text(row, "support_kind"),
            area=(about.need(ref).area or None) if ref else None,
            person_id=answers.identity(entry.answers, "about_person"),
            due_on=answers.day(row, "support_term_on"),
            links=about.link(ref),
        )
        yield numbered(item, number)


def _transport(entry: Entry, about: Context) -> Iterator[Item]:
    """Means for the way to employment services (art. 3 alin. (3) lit. k))."""
    given = entry.answers
    means = answers.text(given, "transport")
    if means is None:
        return
    yield thing(
        entry,
        "resource",
        answers.text(given, "transport_note") or catalogue.option_texts("transport_means").get(means, means),
        "arranged",
        code=answers.text(given, "transport_paid_by"),
        area="employment",
        person_id=answers.identity(given, "about_person"),
        due_on=answers.day(given, "takes_place_on"),
        extra=facts(transport=means),
    )


def _team_meeting(entry: Entry, about: Context) -> Iterator[Item]:
    members = answers.rows(entry.answers, "members")
    yield thing(
        entry,
        "meeting",
        "Întâlnirea echipei",
        "held",
        closed_on=entry.occurred_on,
        extra=facts(
            strategy=answers.text(entry.answers, "strategy"),
            members=[answers.present(row, "member_role", "member_user", "member_name") for row in members],
        ),
    )


def _school_meeting(entry: Entry, about: Context) -> Iterator[Item]:
    yield thing(
        entry,
        "meeting",
        "Întâlnire școală–familie–comunitate",
        "held",
        area="education",
        person_id=answers.identity(entry.answers, "about_person"),
        closed_on=entry.occurred_on,
        extra=facts(parties=answers.codes(entry.answers, "parties")),
    )


def _joint_action(entry: Entry, about: Context) -> Iterator[Item]:
    members = answers.rows(entry.answers, "members")
    yield thing(
        entry,
        "joint_action",
        joined("Acțiune comună", answers.text(entry.answers, "partner_name")),
        "done",
        closed_on=entry.occurred_on,
        extra=facts(
            partners=answers.codes(entry.answers, "partners"),
            members=[answers.present(row, "member_role", "member_user") for row in members],
        ),
    )


def _career_plan(entry: Entry, about: Context) -> Iterator[Item]:
    """How many of its steps are done (art. 3 alin. (6) lit. f))."""
    steps = answers.rows(entry.answers, "steps")
    finished = sum(answers.day(step, "step_done_on") is not None for step in steps)
    yield thing(
        entry,
        "career_plan",
        "Plan individual de carieră",
        "done" if steps and finished == len(steps) else "in_progress",
        area="education",
        extra=facts(
            done=finished,
            steps=len(steps),
            intervention_no=answers.number(entry.answers, "intervention_no"),
        ),
    )


_VISIT_TITLES: Final = {
    names.HOME_VISIT: "Vizită la domiciliu",
    names.MONITORING_NOTE: "Notă de monitorizare",
}


def _visit(entry: Entry, about: Context) -> Iterator[Item]:
    given = entry.answers
    yield thing(
        entry,
        "visit",
        _VISIT_TITLES[entry.form],
        answers.text(given, "trend") or "done",
        area=answers.text(given, "area"),
        person_id=answers.identity(given, "about_person"),
        closed_on=entry.occurred_on,
        extra=facts(joint_with=answers.codes(given, "joint_with_roles")),
    )


MAKES: Final[Mapping[str, Make]] = {
    names.SIGNAL: _signal,
    names.SERVICE_GIVEN: _service,
    names.RESOURCE_GIVEN: _resource,
    names.RESOURCES_MATCHING: _supports,
    names.EMPLOYMENT_PREPARATION: _transport,
    names.TEAM_MEETING: _team_meeting,
    names.SCHOOL_MEETING: _school_meeting,
    names.JOINT_ACTION: _joint_action,
    names.CAREER_PLAN: _career_plan,
    names.HOME_VISIT: _visit,
    names.MONITORING_NOTE: _visit,
}
