"""Addresses below /dosare/. No case has this id: who may read cases is told so, the rest refused."""

from uuid import UUID

from tests.integration.routes.route import (
    COUNTY,
    LOCAL,
    NOT_FOUND,
    Route,
    all_of,
    only,
)

READERS = (*LOCAL, *COUNTY, "ministry", "stranger")


def _unknown(staff):
    return {"case_id": UUID(int=7)}


ROUTES = {
    "cases": only(*READERS),
    "cases_fresh": only(*READERS),
    "cases_teams": only(*READERS),
    "cases_export": only(*READERS, arguments=lambda staff: {"kind": "csv"}),
    "case": only(*READERS, status=NOT_FOUND, arguments=_unknown),
    "case_news": only(*READERS, status=NOT_FOUND, arguments=_unknown),
    "case_assessments": only(*READERS, status=NOT_FOUND, arguments=_unknown),
    "case_manager": only(*READERS, status=NOT_FOUND, arguments=_unknown),
    "case_settlement": Route(all_of((*LOCAL, "stranger"), NOT_FOUND), method="POST", arguments=_unknown),
}
