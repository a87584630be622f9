"""Addresses below /telefoane/: coordinators and administrators, each in the own territory."""

from uuid import UUID

from tests.integration.routes.route import COUNTY, NOT_FOUND, Route, all_of, only

NOBODYS = UUID(int=7)
MANAGERS = (*COUNTY, "administrator")


def _phone(staff):
    return {"device_id": NOBODYS}


ROUTES = {
    "phones": only(*MANAGERS),
    "phone_copy": only(*MANAGERS),
    "phone_of_staff": Route(all_of(MANAGERS, NOT_FOUND), arguments=_phone),
    "phone_revocation": Route(all_of(MANAGERS, NOT_FOUND), method="POST", arguments=_phone),
}
