"""Papers of a case: what they say, to whom, and what stays out of them."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone

from tests import factories, journal
from tests.factories import BOTOSANI, VORONA
from tests.integration.documents.story import RESULT, refer, text
from tests.integration.office.cases.world import FORM, World, day
from tests.journal import Author
from vatra.database import scope
from vatra.documents import words
from vatra.people.models import Access

pytestmark = pytest.mark.django_db


def file(world: World, code: str = "dosar") -> str:
    return f"/documente/{code}/{world.case()}.pdf"


def trail(world: World) -> list[tuple[str, str]]:
    with scope.system():
        rows = Access.objects.filter(group_id=world.home["group"], what__startswith="document:")
        return [(row.what, str(row.user_id)) for row in rows.order_by("at")]


def test_case_file_says_who_what_and_by_which_article(story: World) -> None:
    said = text(story.client("social"), file(story))

    for part in (
        "Dosarul cazului",
        "Familia Ionescu",
        "comuna Vorona, județul Botoșani",
        words.day(timezone.localdate()).replace(words.NBSP, " "),
        "Ionescu Radu",
        "Înscriere la școală",
        "Educație",
        "mediator școlar",
        "Protocolul din 2017, art. 1 alin. (1)",
        "pagina 1 din 2",
    ):
        assert part in said


@pytest.mark.clause("protocol-2017/7.e", "protocol-2017/8.c")
def test_papers_name_the_procedure_and_its_edition(story: World) -> None:
    referral = refer(story)

    of_case = text(story.client("social"), file(story))
    of_record = text(story.client("nurse"), f"/documente/trimitere/{referral}.pdf")
    empty = text(story.client("nurse"), "/documente/foaie/formular/integrated_services/child_visit.pdf")

    case = "Procedura: Management de caz în servicii comunitare integrate, ediția 1 din 6 iulie 2017"
    assert case in of_case
    assert case in of_record
    assert "Procedura: Asistență medicală comunitară, ediția 1 din 6 iulie 2017" in empty


def test_making_a_file_leaves_a_trace(story: World) -> None:
    story.client("social").get(file(story))

    assert trail(story) == [("document:dosar", str(story.users["social"].pk))]


def test_file_name_and_address_tell_nobody(story: World) -> None:
    response = story.client("social").get(file(story))

    assert response["Content-Disposition"] == f'inline; filename="dosar-{timezone.localdate()}.pdf"'
    assert response["Cache-Control"] == "private, no-store"


def test_same_day_gives_the_same_bytes(story: World) -> None:
    desk = story.client("social")

    assert desk.get(file(story)).content == desk.get(file(story)).content


def test_stranger_finds_nothing(story: World) -> None:
    refused = [story.client("stranger").get(file(story, code)).status_code for code in ("dosar", "plan")]

    assert refused == [404, 404]
    assert trail(story) == []


def test_county_gets_the_case_without_identity_even_when_it_opened_it(story: World) -> None:
    desk = story.client("county")
    home = story.home["group"]
    desk.post(
        f"/oameni/gospodarii/{home}/deschidere/", {"reason": "Verificarea unei plângeri scrise a familiei"}
    )

    said = text(desk, file(story))

    assert "Documentul este fără identitate" in said
    assert "Persoana 1" in said
    assert "Înscriere la școală" in said
    for word in ("Ionescu", "Radu", "Ana ", RESULT, "Transport la cabinet"):
        assert word not in said


def test_plan_is_not_for_the_county(story: World) -> None:
    assert story.client("county").get(file(story, "plan")).status_code == 403


@pytest.mark.clause("protocol-2017/3.3.h", "protocol-2017/4.4.e.2")
def test_plan_has_its_lines_and_a_place_to_sign_for_each_author(story: World) -> None:
    said = text(story.client("social"), file(story, "plan"))

    for part in (
        "Planul individualizat de servicii comunitare integrate",
        "Întâi medicul, apoi școala.",
        "Obiectivul 1",
        "Înscriere la medicul de familie",
        "Este de acord cu planul.",
        "Beneficiarul sau reprezentantul familiei",
        "Asistent medical comunitar Nina Rusu",
        "Mediator școlar Mihai Ene",
    ):
        assert part in said
    assert said.count("semnătura și data") == 4


@pytest.mark.clause("protocol-2017/3.3.j")
def test_results_report_lists_each_result_with_its_author_and_everybody_who_gets_it(story: World) -> None:
    said = text(story.client("social"), file(story, "raport-rezultate"))

    results, recipients = said.split("Cine primește raportul")
    assert f"făcută: {RESULT} Nina Rusu, asistent medical comunitar" in results.replace("- ", "-")
    for name in ("Nina Rusu asistent medical comunitar", "Mihai Ene mediator școlar", "Asociația Ajutor"):
        assert name in recipients


def test_results_report_is_the_social_worker_s(story: World) -> None:
    assert story.client("nurse").get(file(story, "raport-rezultate")).status_code == 403


def test_what_a_profession_may_not_see_is_left_out_and_said_so(story: World) -> None:
    story.add(
        "nurse",
        "specific_assessment",
        assessed_on=day(3),
        area="health",
        needs_state="needs",
        needs=[{"need": "NHE_16", "need_person": story.ana["subject"]["id"]}],
    )
    title = "Îngrijire paliativă"  # medical: a school mediator may not read it

    nurse, mediator = (text(story.client(who), file(story)) for who in ("nurse", "mediator"))

    assert title in nurse
    assert title not in mediator
    assert "Unele date nu sunt cuprinse" in mediator
    assert "o nevoie de sănătate (o vede asistentul medical comunitar)" in mediator


def test_empty_case_says_so_in_words(world: World) -> None:
    world.signal()

    said = text(world.client("social"), file(world))

    for part in ("Cazul nu are încă un plan.", "Niciun ajutor consemnat.", "Nimic în această arie."):
        assert part in said


def test_household_of_forty_with_long_and_hungarian_names(world: World) -> None:
    nurse = world.author("nurse")
    long = "Constantinescu-Brâncoveanu-Văcărescu-Dumitrescu-Teodorescu-X"
    people = [
        journal.person(nurse, world.home, registered_on=day(30), family_name=family, given_name=f"Őrzse {n}")
        for n, family in enumerate([long] + ["Kőszeghyné"] * 37)
    ]
    world.sent("nurse", *people)
    world.signal()

    said = text(world.client("social"), file(world))

    assert len(long) == 60
    assert "Kőszeghyné Őrzse 37" in said
    assert long in re.sub(r"(?<=-) ", "", said)  # broken after its hyphens only
    assert " 40 " in said


@pytest.mark.clause("protocol-2017/3.4.p.1")
def test_referral_is_printed_as_a_letter_with_its_answer_slip(story: World) -> None:
    entry = refer(story, medical_reason="Miopie forte")
    nurse, social = (
        text(story.client(who), f"/documente/trimitere/{entry}.pdf") for who in ("nurse", "social")
    )

    for part in (
        "Către Spitalul Județean Mavromati",
        "Ionescu Radu",
        "Consult de specialitate",
        "S-a prezentat la",
    ):
        assert part in nurse
    assert "Miopie forte" in nurse
    assert "Miopie" not in social
    assert "Motivul medical" not in social


def test_letter_is_made_only_of_its_own_form(story: World) -> None:
    entry = refer(story)

    assert story.client("social").get(f"/documente/cerere-evaluare/{entry}.pdf").status_code == 404


@pytest.mark.clause("protocol-2017/4.4.d")
def test_specialist_outside_the_team_gets_a_letter_that_is_recorded(story: World) -> None:
    asked = story.add(
        "social",
        "specific_assessment_request",
        requested_on=day(2),
        addressee="outside",
        outside_name="Asociația Sfânta Maria",
        channel="letter",
        areas=["housing"],
        question="Ce reparații cere acoperișul?",
    )

    said = text(story.client("social"), f"/documente/cerere-evaluare/{asked['id']}.pdf")

    for part in (
        "Către Asociația Sfânta Maria",
        "Ce reparații cere acoperișul?",
        "Locuire",
        "Răspunsul instituției",
    ):
        assert part in said
    assert trail(story)[-1][0] == "document:cerere-evaluare"


def test_entry_is_printed_as_filled_as_far_as_the_reader_sees_it(story: World) -> None:
    entry = refer(story, medical_reason="Miopie forte")
    nurse, social, county = (
        text(story.client(who), f"/documente/fisa/{entry}.pdf") for who in ("nurse", "social", "county")
    )

    assert "Motivul medical Miopie forte" in nurse
    assert "Motivul medical" not in social
    assert "Întrebările la care rolul dumneavoastră nu vede răspunsul nu sunt tipărite." in social
    assert "Trimitere v. 1" in social
    for word in ("Ionescu", "Mavromati", "vedere"):
        assert word not in county


@pytest.mark.clause("protocol-2017/3.6.e")
def test_vocational_profile_is_a_dated_document_that_later_results_do_not_change(story: World) -> None:
    story.users["counsellor"] = factories.make_user("school_counsellor", VORONA, name="Clara Ilie")
    counsellor = Author("school_counsellor", VORONA, BOTOSANI, str(story.users["counsellor"].pk))
    desk = story.client("counsellor")
    profile = journal.about(counsellor, f"{FORM}vocational_profile", story.radu, PROFILE)
    story.sent("counsellor", profile)
    address = f"/documente/profil-vocational/{profile['id']}.pdf"
    issued = desk.get(address).content

    later = journal.about(counsellor, f"{FORM}vocational_profile", story.radu, LATER)
    story.sent("counsellor", later)

    said = text(desk, address)
    for part in (
        "Ionescu Radu",
        words.day(day(6)).replace(words.NBSP, " "),
        "Clara Ilie",
        "Îi place lemnul.",
    ):
        assert part in said
    assert desk.get(address).content == issued
    assert story.client("social").get(address).status_code == 403
    assert "lemnul" not in text(story.client("social"), file(story))


PROFILE = {
    "issued_on": day(6),
    "interests_summary": "Îi place lemnul.",
    "abilities_summary": "Îndemânare",
    "values_summary": "Lucrul bine făcut",
    "profile": "Practic, răbdător.",
}
LATER = PROFILE | {"issued_on": day(1), "interests_summary": "Îi plac cifrele."}


def test_pages_offer_the_documents_of_a_case(story: World) -> None:
    entry = refer(story)

    page = story.client("nurse").get(f"/dosare/{story.case()}/documente/").content.decode()
    shown = story.client("nurse").get(f"/intrari/{entry}/").content.decode()

    assert f"/documente/plan/{story.case()}.pdf" in page
    assert f"/documente/trimitere/{entry}.pdf" in page
    assert "raport-rezultate" not in page
    assert f"/documente/fisa/{entry}.pdf" in shown
