"""Addresses of held entries."""

from uuid import UUID

from tests.integration.routes.route import COUNTY, LOCAL, NOT_FOUND, only

NOBODYS = UUID(int=7)
TEAM = (*LOCAL, "stranger")
READERS = (*TEAM, *COUNTY)


def _key(staff):
    return {"key": NOBODYS}


ROUTES = {
    "held": only(*READERS),
    "held_entry": only(*READERS, status=NOT_FOUND, arguments=_key),
    "held_correction": only(*TEAM, status=NOT_FOUND, arguments=_key),
    "held_again": only(*TEAM, status=NOT_FOUND, method="POST", arguments=_key),
    "held_handover": only(*COUNTY, status=NOT_FOUND, method="POST", arguments=_key),
    "held_ending": only(*READERS, status=NOT_FOUND, method="POST", arguments=_key),
    "held_file": only(
        *READERS, status=NOT_FOUND, arguments=lambda staff: {"key": str(NOBODYS), "kind": "pdf"}
    ),
}
