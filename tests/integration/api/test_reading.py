"""The read API says what the office says: same figures, same hiding, same files, same territory."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import filled, journal
from tests.factories import BOTOSANI, IASI, VORONA
from tests.integration.api.conftest import Ask
from tests.integration.office.figures import reported
from vatra.database import scope
from vatra.indicators import periods, queries
from vatra.indicators.queries import Territory

pytestmark = pytest.mark.django_db
PERIOD = "2026-11"


@pytest.fixture
def work(nurse: journal.Author, stranger: journal.Author) -> None:
    """Six households without water in one commune, two in another, and one that somebody signalled."""
    for author, count in ((nurse, 6), (stranger, 2)):
        for _ in range(count):
            house = journal.household(author)
            reported.send(author, house, filled.household_assessment(author, house, drinking_water="no"))
    home = journal.household(nurse)
    reported.send(nurse, home, reported.signalled(nurse, home, "2026-11-02"))


def test_every_part_answers_its_token(county_token: str, work: None, ask: Ask) -> None:
    for address in (
        *("indicators", "indicators/NEV.1", "readings", "readings/NEV.1", "trends/NEV.1", "counties"),
        *(f"counties/{BOTOSANI}/places", "catalogue/forms", "catalogue/vulnerabilities"),
        *("catalogue/services", "catalogue/needs", "reports", "reports/nevoi/csv", "reports/nevoi/xlsx"),
        *("exports/readings/csv", "exports/cases/csv", "exports/cases/xlsx", "cases"),
    ):
        answer = ask(address, county_token)
        assert answer.status_code == 200, (address, answer.content)


@pytest.mark.clause("protocol-2017/6.5.3")
def test_small_numbers_are_hidden_as_in_the_office(county_token: str, work: None, ask: Ask) -> None:
    told = ask("readings/2.2.e.5", county_token, {"period": PERIOD, "by": "place_id"}).json()

    with scope.enter(scope.Scope("county", None, (), (BOTOSANI,), (1, 3, 4))):
        said = queries.reading(
            "2.2.e.5",
            territory=Territory(county_id=BOTOSANI),
            period=periods.parse(PERIOD),
            by=["place_id"],
        )
    assert said is not None
    assert (told["numerator"], told["denominator"]) == (said.numerator, said.denominator) == (8, 8)
    assert [(r["key"], r["numerator"], r["hidden"]) for r in told["items"]] == [
        (str(row.key[0]), row.numerator, row.is_hidden) for row in said.rows
    ]
    assert [row["numerator"] for row in told["items"]] == [None, None]
    assert {row["label"] for row in told["items"]} == {"Tudora", "Vorona"}


def test_all_readings_equal_the_single_ones(county_token: str, work: None, ask: Ask) -> None:
    told = ask("readings", county_token, {"period": PERIOD, "limit": 200}).json()
    every = {each["indicator"]: each for each in told["items"]}

    for code in ("2.2.e.5", "CAZ.1", "OAM.1"):
        single = ask(f"readings/{code}", county_token, {"period": PERIOD}).json()
        assert every[code] == {name: single[name] for name in every[code]}


def test_pages_follow_one_another_without_loss(county_token: str, ask: Ask) -> None:
    whole = [each["code"] for each in ask("indicators", county_token, {"limit": 200}).json()["items"]]

    found, cursor = [], None
    while True:
        page = ask("indicators", county_token, {"limit": 7, **({"cursor": cursor} if cursor else {})}).json()
        found += [each["code"] for each in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break

    assert found == whole
    assert len(whole) > 60


def test_same_answer_is_not_sent_twice(county_token: str, work: None, ask: Ask) -> None:
    first = ask("readings", county_token, {"period": PERIOD})

    again = ask("readings", county_token, {"period": PERIOD}, **{"If-None-Match": first["ETag"]})
    other = ask("readings", county_token, {"period": "2026-10"}, **{"If-None-Match": first["ETag"]})

    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert other.status_code == 200


def test_cases_carry_no_name_and_stay_in_the_territory(
    county_token: str, ministry_token: str, work: None, ask: Ask
) -> None:
    mine = ask("cases", county_token).json()
    country = ask("cases", ministry_token).json()
    file = ask("exports/cases/csv", county_token).content.decode("utf-8-sig")

    assert mine == country
    assert len(mine["items"]) == 9
    assert set(mine["items"][0]) == {
        *("id", "reference", "place", "locality", "state", "is_closed", "urgency"),
        *("opened_on", "next_due_on", "flags"),
    }
    assert file.splitlines()[0] == "Referință;Comuna;Satul;Stare;Urgență;Primit;Termen"


def test_place_of_another_county_is_not_found(county_token: str, ask: Ask) -> None:
    for query in ({"county": IASI}, {"place": 97919}):
        refused = ask("readings", county_token, query)
        assert (refused.status_code, refused.json()["code"]) == (404, "not_found")
    assert ask("readings", county_token, {"place": VORONA}).status_code == 200


def test_report_that_names_workers_is_not_given_to_a_county(
    county_token: str, ministry_token: str, ask: Ask
) -> None:
    names = [
        {each["name"] for each in ask("reports", token).json()["items"]}
        for token in (county_token, ministry_token)
    ]

    assert "activitate" not in names[0]
    assert "activitate" in names[1]
    assert ask("reports/activitate/csv", county_token).status_code == 404


def test_file_is_the_very_file_of_the_office(county_token: str, work: None, ask: Ask) -> None:
    office = reported.client("county_health_coordinator", BOTOSANI)
    page = office.get("/rapoarte/nevoi/", {"perioada": PERIOD, "fisier": "csv"})

    assert ask("reports/nevoi/csv", county_token, {"period": PERIOD}).content == page.content


@pytest.mark.parametrize(
    ("address", "query", "status", "code"),
    [
        ("readings", {"period": "alaltăieri"}, 422, "invalid"),
        ("readings", {"limit": 0}, 422, "invalid"),
        ("readings/NIMIC", {}, 404, "not_found"),
        ("indicators", {"cursor": "bm90LWhlcmU"}, 400, "bad_cursor"),
        ("cases", {"cursor": "bm90LWhlcmU"}, 400, "bad_cursor"),
        ("reports/nimic/csv", {}, 404, "not_found"),
        ("reports/nevoi/pdf", {}, 422, "invalid"),
        ("counties/1/places", {}, 404, "not_found"),
        ("nimic/aici", {}, 404, "not_found"),
    ],
)
def test_what_is_wrong_is_said_as_a_problem(
    county_token: str, ask: Ask, address: str, query: dict[str, object], status: int, code: str
) -> None:
    answer = ask(address, county_token, query)

    told = answer.json()
    assert (answer.status_code, told["code"], told["status"]) == (status, code, status)
    assert answer["Content-Type"] == "application/problem+json"
    assert "alaltăieri" not in answer.content.decode()


def test_list_costs_the_same_whatever_its_length(
    county_token: str, work: None, ask: Ask, nurse: journal.Author
) -> None:
    ask("cases", county_token)
    with CaptureQueriesContext(connection) as before:
        few = ask("cases", county_token).json()["items"]
    for _ in range(2):
        home = journal.household(nurse)
        reported.send(nurse, home, reported.signalled(nurse, home, "2026-11-02"))
    with CaptureQueriesContext(connection) as after:
        more = ask("cases", county_token).json()["items"]

    assert len(more) == len(few) + 2
    assert len(before) == len(after) <= 7
