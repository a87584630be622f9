"""Addresses of held entries."""

from uuid import UUID

from tests.integration.routes.route import (
    COUNTY,
    EVERYBODY,
    LOCAL,
    NOT_FOUND,
    Route,
    all_of,
    only,
    signed_in_only,
)

NOBODYS = UUID(int=7)
TEAM = (*LOCAL, "stranger")
READERS = (*TEAM, *COUNTY)


def _key(staff):
    return {"key": NOBODYS}


ROUTES = {
    # Who has no such right reads what he himself wrote.
    "held": signed_in_only(),
    "held_entry": Route(all_of(EVERYBODY, NOT_FOUND), arguments=_key),
    "held_correction": only(*TEAM, status=NOT_FOUND, arguments=_key),
    "held_again": only(*TEAM, status=NOT_FOUND, method="POST", arguments=_key),
    "held_handover": only(*COUNTY, status=NOT_FOUND, method="POST", arguments=_key),
    "held_ending": only(*READERS, status=NOT_FOUND, method="POST", arguments=_key),
    "held_file": Route(
        all_of(EVERYBODY, NOT_FOUND), arguments=lambda staff: {"key": str(NOBODYS), "kind": "pdf"}
    ),
}
