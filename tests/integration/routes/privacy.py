"""Addresses below /birou/privacy/: the data-protection officer's alone; nobody of the table is one."""

from uuid import UUID

from tests.integration.routes.route import FORBIDDEN, Route


def _request(staff):
    return {"request_id": UUID(int=7)}


def _write(staff):
    return {"request_id": UUID(int=7), "name": "raspuns"}


NOBODY = {"answers": {}, "otherwise": FORBIDDEN}
ROUTES = {
    "privacy_requests": Route(**NOBODY),
    "privacy_find": Route(**NOBODY),
    "privacy_new": Route(**NOBODY, arguments=lambda staff: {"person_id": UUID(int=7)}),
    "privacy_trail": Route(**NOBODY),
    "privacy_request": Route(**NOBODY, arguments=_request),
    "privacy_open": Route(**NOBODY, arguments=_request, method="POST"),
    "privacy_pdf": Route(**NOBODY, arguments=_request),
    "privacy_zip": Route(**NOBODY, arguments=_request),
    "privacy_erasure": Route(**NOBODY, arguments=_request),
    "privacy_write": Route(**NOBODY, arguments=_write),
}
