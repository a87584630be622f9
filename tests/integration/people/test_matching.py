"""Who is offered before a new person is saved, over entries as they come."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from tests import journal
from tests.integration.office.people.conftest import write
from tests.journal import TUDORA, VORONA, Author
from vatra.database import scope
from vatra.people import matching
from vatra.people.matching import Given, Match

pytestmark = pytest.mark.django_db
RADU = {"family_name": "Țurcanu", "given_name": "Radu", "sex": "m", "birth_date": "2017-02-03"}
CNP = "1900305070013"


@pytest.fixture
def radu(nurse: Author) -> dict[str, Any]:
    home = journal.household(nurse, number="7")
    child = journal.person(nurse, home, relation="child", **RADU)
    write(nurse, home, child)
    return child


def found(nurse: Author, place: int = VORONA, **given: Any) -> list[Match]:
    with scope.enter(nurse.scope()):
        return matching.candidates(place, Given(**given))


def ids(matches: list[Match]) -> list[str]:
    return [str(match.person_id) for match in matches]


@pytest.mark.clause("protocol-2017/6.2.3")
@pytest.mark.parametrize(
    "given",
    [
        {"family_name": "Țurcanu", "given_name": "Radu", "birth_date": "2017-02-03"},
        {"family_name": "Turcanu", "given_name": "Radu", "birth_date": "2017-02-03"},
        {"family_name": "Radu", "given_name": "Turcanu", "birth_date": "2017-02-03"},
        {"family_name": "Țurcan", "given_name": "Radu", "birth_date": "2017-02"},
    ],
)
def test_same_name_and_birth_date_are_offered(
    given: dict[str, str], nurse: Author, radu: dict[str, Any]
) -> None:
    assert ids(found(nurse, **given)) == [radu["subject"]["id"]]


def test_two_of_four_are_not_enough(nurse: Author, radu: dict[str, Any]) -> None:
    assert found(nurse, family_name="Țurcanu", given_name="Radu", birth_date="2001-11-30") == []
    assert found(nurse, family_name="Țurcanu", given_name="Elena", birth_date="2017-02-03") == []


def test_twin_is_offered_and_never_merged(nurse: Author, radu: dict[str, Any]) -> None:
    twin = journal.about(nurse, "registry/person", radu, {})
    given = {"family_name": "Țurcanu", "given_name": "Rareș", "birth_date": "2017-02-03"}

    matches = found(nurse, household_id=UUID(radu["group"]), **given)
    again = journal.person(nurse, radu, relation="child", **(RADU | {"given_name": "Rareș"}))
    write(nurse, again)
    both = found(nurse, household_id=UUID(radu["group"]), **given)

    assert twin["group"] == radu["group"]
    assert ids(matches) == [radu["subject"]["id"]]
    assert matches[0].reasons == ("numele de familie", "data nașterii", "aceeași gospodărie")
    assert set(ids(both)) == {radu["subject"]["id"], again["subject"]["id"]}
    assert both[0].score > both[1].score


def test_brothers_with_dates_alike_are_not_offered_for_one_another(
    nurse: Author, radu: dict[str, Any]
) -> None:
    given = {"family_name": "Țurcanu", "given_name": "Elena", "birth_date": "2018-02-03"}

    assert found(nurse, household_id=UUID(radu["group"]), **given) == []


def test_same_number_decides_alone(nurse: Author) -> None:
    home = journal.household(nurse)
    man = journal.person(nurse, home, sex="m", id_state="cnp", cnp=CNP)
    write(nurse, home, man)

    matches = found(nurse, family_name="Altul", given_name="Cineva", birth_date="1961-01-01", cnp=CNP)

    assert matches == [Match(UUID(man["subject"]["id"]), 1.0, ("același CNP",))]


def test_other_number_is_said_and_ranks_lower(nurse: Author) -> None:
    home = journal.household(nurse)
    man = journal.person(nurse, home, sex="m", id_state="cnp", cnp=CNP)
    write(nurse, home, man)
    given = {"family_name": "Ionescu", "given_name": "Ana", "birth_date": "1990-03-05"}

    without, with_other = found(nurse, **given), found(nurse, cnp="5010203070012", **given)

    assert with_other[0].reasons[-1] == "dar CNP-ul este altul"
    assert with_other[0].score < without[0].score


def test_neighbour_commune_is_not_looked_into(nurse: Author, radu: dict[str, Any]) -> None:
    given = {"family_name": "Țurcanu", "given_name": "Radu", "birth_date": "2017-02-03"}

    assert found(nurse, TUDORA, **given) == []
    assert found(Author(place=TUDORA), VORONA, **given) == []


def test_absorbed_file_offers_the_one_that_stays(nurse: Author, radu: dict[str, Any]) -> None:
    again = journal.person(nurse, radu, relation="child", **RADU)
    merged = journal.about(nurse, "registry/merge", radu, {
        "decided_on": "2026-11-10", "survivor": radu["subject"]["id"],
        "absorbed": again["subject"]["id"], "evidence": ["person_said"], "reason": "scrisă de două ori",
    })  # fmt: skip
    write(nurse, again)
    write(nurse, merged)

    assert ids(found(nurse, **{k: v for k, v in RADU.items() if k != "sex"})) == [radu["subject"]["id"]]


def test_statements_do_not_grow_with_the_commune(
    nurse: Author, radu: dict[str, Any], django_assert_num_queries: Any
) -> None:
    given = Given("Țurcanu", "Radu", "2017-02-03", household_id=UUID(radu["group"]))
    with scope.enter(nurse.scope()), django_assert_num_queries(2):
        matching.candidates(VORONA, given)
    for number in range(3):
        write(nurse, journal.person(nurse, radu, **(RADU | {"given_name": f"Radu {number}"})))

    with scope.enter(nurse.scope()), django_assert_num_queries(2):
        matching.candidates(VORONA, given)
