"""The school mediator's work (art. 3 (7)): steps, proposals, programmes, activities."""

from __future__ import annotations

import pytest

from tests.integration.professions.conftest import Team

pytestmark = pytest.mark.django_db


def never_enrolled(team: Team, on: str) -> str:
    return team.page("mediator", f"/oameni/liste/niciodata-inscrisi/?la={on}")


@pytest.mark.clause("protocol-2017/3.7.b")
def test_open_day_at_school_counts_one_activity_without_a_case(team: Team) -> None:
    before = team.cases()
    team.of_place("mediator", "school_activity", held_on="2026-06-12", kind="open_day", participants=40)

    answer = team.client("mediator").get("/indicatori/ACT.2/?perioada=2026-06&dupa=code")

    assert [(row.key, row.numerator) for row in answer.context["reading"].rows] == [(("open_day",), 1)]
    assert "Ziua porților deschise" in answer.content.decode()
    assert team.cases() == before


@pytest.mark.clause("protocol-2017/3.7.c.2")
def test_two_steps_done_and_the_enrolment_still_open(team: Team) -> None:
    told = {"level": "kindergarten", "family_agrees": "yes"}
    steps = ["birth_certificate", "form_filed"]
    team.about("mediator", "enrolment_step", team.dan, noted_on="2026-06-12", steps_done=steps, **told)

    assert "Înscrierea copilului: 2 pași făcuți – în curs" in team.case("mediator")
    assert [(item.state, item.closed_on) for item in team.items("enrolment")] == [("in_progress", None)]

    team.about(
        "mediator", "programme_entry", team.dan, noted_on="2026-09-14", before="not_in_kindergarten",
        entered="yes", entered_on="2026-09-14", programme="kindergarten",
    )  # fmt: skip
    assert [(item.state, str(item.closed_on)) for item in team.items("enrolment")] == [("done", "2026-09-14")]


@pytest.mark.clause("protocol-2017/3.7.d.2")
def test_proposal_waits_for_the_school_and_is_listed_until_it_answers(team: Team) -> None:
    sent = team.about(
        "mediator", "school_proposal", team.dan, sent_on="2026-06-13", school_name="Școala nr. 1",
        programme="day", grade="1", proposal="Cursuri de zi, clasa I",
    )  # fmt: skip

    waiting = team.case("mediator")
    (open_task,) = team.tasks("school_proposal_answer")
    team.about(
        "mediator", "school_proposal_answer", team.dan,
        answered_on="2026-06-20", answers_to=sent["id"], accepted="yes",
    )  # fmt: skip
    (done_task,) = team.tasks("school_proposal_answer")

    assert "Propunere către școală – așteaptă răspuns" in waiting
    assert (open_task.title, open_task.done_on) == ("Aflați răspunsul conducerii școlii", None)
    assert str(done_task.done_on) == "2026-06-20"
    assert "așteaptă răspuns" not in team.case("mediator")


@pytest.mark.clause("protocol-2017/3.7.d.3")
def test_child_in_second_chance_leaves_the_list_of_the_never_enrolled(team: Team) -> None:
    team.made("mediator", "school_situation", team.dan, "2026-06-01", school_state="never_enrolled")
    listed = never_enrolled(team, "2026-09-14")

    entry = team.about(
        "mediator", "programme_entry", team.dan, noted_on="2026-09-15", before="never_enrolled",
        entered="yes", entered_on="2026-09-15", programme="second_chance",
    )  # fmt: skip

    assert "Dan" in listed
    assert "Dan" in never_enrolled(team, "2026-09-14")
    assert "Dan" not in never_enrolled(team, "2026-09-15")
    assert "A doua șansă" in team.page("mediator", f"/intrari/{entry['id']}/")
