"""Addresses of payroll: the payroll officer alone; the grounds of care: who may read health data."""

from tests.integration.routes.office import NOBODYS
from tests.integration.routes.route import NOT_FOUND, Route, only


def _employer(staff):
    return {"employer_id": NOBODYS}


def _fact(staff):
    return {"fact_id": NOBODYS}


def _sheet(staff):
    return {"sheet_id": NOBODYS}


def closed(**changes) -> Route:
    """Nobody of the casework gets there."""
    return Route({}, **changes)


ROUTES = {
    "pay_employers": closed(),
    "pay_law": closed(),
    "pay_new_employer": closed(),
    "pay_employer": closed(arguments=_employer),
    "pay_new": closed(arguments=lambda staff: {"employer_id": NOBODYS, "name": "workplace"}),
    "pay_staff": closed(arguments=_employer),
    "pay_import": closed(arguments=_employer),
    "pay_model": closed(arguments=_employer),
    "pay_draft": closed(arguments=_employer, method="POST"),
    "pay_correct": closed(arguments=_fact),
    "pay_employee": closed(arguments=_fact),
    "pay_sheet": closed(arguments=_sheet),
    "pay_step": closed(arguments=_sheet, method="POST"),
    "pay_paper": closed(arguments=lambda staff: {"sheet_id": NOBODYS, "kind": "pdf"}),
    "pay_grounds": only("nurse", "stranger"),
    "pay_ground": only("nurse", "stranger", status=NOT_FOUND, arguments=lambda staff: {"care_id": NOBODYS}),
}
