import pytest

from vatra.accounts import supervision
from vatra.kit.vocabulary import ROLES, Level


def test_each_profession_has_one_county_coordinator_and_one_ministry() -> None:
    for level in (Level.county, Level.central):
        watched = [
            profession
            for role, professions in supervision.SUPERVISES.items()
            if ROLES[role].level is level
            for profession in professions
        ]

        assert sorted(watched) == sorted(supervision.PROFESSIONS)


def test_professions_of_several_roles_keep_the_order_of_the_protocol() -> None:
    found = supervision.supervised_by(
        {"county_school_coordinator", "county_social_coordinator", "administrator"}
    )

    assert found == ("social_worker", "school_counsellor", "school_mediator")


@pytest.mark.clause("protocol-2017/8.g")
@pytest.mark.parametrize(
    ("profession", "county", "name", "body"),
    [
        ("community_nurse", 29, "Argeș", "Direcția de Sănătate Publică Argeș"),
        ("roma_health_mediator", 403, "București", "Direcția de Sănătate Publică a Municipiului București"),
        ("school_counsellor", 29, "Argeș", "Inspectoratul Școlar Județean Argeș"),
        ("social_worker", 29, "Argeș", "Agenția Județeană pentru Plăți și Inspecție Socială Argeș"),
    ],
)
def test_body_is_named_by_profession_and_county(profession: str, county: int, name: str, body: str) -> None:
    assert supervision.body(profession, county, name) == body
