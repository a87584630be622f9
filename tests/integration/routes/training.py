"""Addresses of enrolment: organisers and applicants alone; the board of a call is open to anybody."""

from tests.integration.routes.office import NOBODYS
from tests.integration.routes.route import NOT_FOUND, Route, open_to_all


def _call(staff):
    return {"call_id": NOBODYS}


def _series(staff):
    return {"call_id": NOBODYS, "code": "diabetes-1"}


def _file(staff):
    return {"file_id": NOBODYS}


def _step(staff):
    return {"file_id": NOBODYS, "name": "withdraw"}


def closed(**changes) -> Route:
    """Nobody of the casework gets there."""
    return Route({}, **changes)


ROUTES = {
    "training_calls": closed(),
    "training_new_call": closed(),
    "training_call": closed(arguments=_call),
    "training_files": closed(arguments=_call),
    "training_statement": closed(arguments=_call),
    "training_colleague": closed(arguments=_call, method="POST"),
    "training_series": closed(arguments=_series),
    "training_distribute": closed(arguments=_series, method="POST"),
    "training_attend": closed(arguments=_series, method="POST"),
    "training_call_step": closed(arguments=lambda staff: {"call_id": NOBODYS, "name": "series"}),
    "training_board": open_to_all(NOT_FOUND, arguments=_call),
    "training_file": closed(arguments=_file),
    "training_certificate": closed(arguments=_file),
    "training_step": closed(arguments=_step),
    "training_document": closed(arguments=lambda staff: {"document_id": NOBODYS}),
    "training_mine": closed(),
    "training_notices": closed(),
    "training_unit": closed(),
    "training_begin": closed(arguments=_call, method="POST"),
    "training_my_file": closed(arguments=_file),
    "training_details": closed(arguments=_file),
    "training_upload": closed(arguments=lambda staff: {"file_id": NOBODYS, "slot": "diploma"}, method="POST"),
    "training_remove": closed(arguments=_file),
    "training_submit": closed(arguments=_file, method="POST"),
    "training_my_step": closed(arguments=_step),
}
