"""Addresses below /documente/. What is asked for is not there: who may make documents is told so."""

from uuid import UUID

from tests.factories import VORONA
from tests.integration.routes.route import COUNTY, FORBIDDEN, LOCAL, NOT_FOUND, Route, all_of, only

MAKERS = (*LOCAL, *COUNTY, "ministry", "stranger")


def _unknown(staff):
    return {"case_id": UUID(int=7)}


def _paper(staff):
    return {"code": "dosar", "subject": UUID(int=7)}


def _list(staff):
    return {"code": "catagrafie", "place_id": VORONA}


def _form(staff):
    return {"code": "foaie", "pack": "integrated_services", "name": "care_visit"}


ROUTES = {
    "documents": only(*MAKERS),
    "case_documents": only(*MAKERS, status=NOT_FOUND, arguments=_unknown),
    "document": only(*MAKERS, status=NOT_FOUND, arguments=_paper),
    # Names of persons: the team of the commune only.
    "document_of_place": Route(
        {**all_of(LOCAL), **all_of((*COUNTY, "ministry"), FORBIDDEN), "stranger": NOT_FOUND}, arguments=_list
    ),
    "document_of_report": only(*MAKERS, arguments=lambda staff: {"code": "raport", "name": "sinteza"}),
    # A form is printed for those who fill it; the county fills none on paper.
    "document_of_form": Route({**all_of(LOCAL, NOT_FOUND), "nurse": 200, "stranger": 200}, arguments=_form),
}
