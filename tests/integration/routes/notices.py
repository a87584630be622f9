"""Addresses of notices. None has this id: who may read notices is told so, the rest refused."""

from uuid import UUID

from tests.integration.routes.route import COUNTY, LOCAL, NOT_FOUND, only

READERS = (*LOCAL, *COUNTY, "ministry", "stranger")


def _unknown(staff):
    return {"cause_id": UUID(int=7), "kind": "referral"}


ROUTES = {
    "notices": only(*READERS),
    "notice": only(*READERS, status=NOT_FOUND, arguments=_unknown),
    "notice_letter": only(*READERS, status=NOT_FOUND, arguments=_unknown),
    "case_notices": only(*READERS, status=NOT_FOUND, arguments=lambda staff: {"case_id": UUID(int=7)}),
}
