"""Addresses of the office: today, people, entries."""

from uuid import UUID

from tests.integration.routes.route import (
    COUNTY,
    EVERYBODY,
    FOUND,
    LOCAL,
    NOT_FOUND,
    Route,
    all_of,
    only,
    signed_in_only,
)

NOBODYS = UUID(int=7)
UNREAD = 422
CASEWORK = (*LOCAL, "stranger", *COUNTY, "ministry")
TEAM = (*LOCAL, "stranger")


def _entry(staff):
    return {"entry_id": NOBODYS}


def _household(staff):
    return {"household_id": NOBODYS}


def _pair(staff):
    return {"one_id": NOBODYS, "other_id": NOBODYS}


def _new(staff):
    return {"pack": "registry", "name": "person"}


def _list(staff):
    return {"code": "catagrafie"}


ROUTES = {
    "today": signed_in_only(),
    "today_pulse": signed_in_only(),
    "guide": Route(all_of(EVERYBODY, FOUND)),
    "guide_page": signed_in_only(arguments=lambda staff: {"page": "cuprins"}),
    "guide_picture": signed_in_only(arguments=lambda staff: {"name": "j1-azi-360"}),
    "people": only(*CASEWORK),
    "people_found": only(*CASEWORK, method="POST"),
    "people_lists": only(*CASEWORK),
    "people_list": only(*TEAM, arguments=_list),
    "people_list_export": only(*TEAM, arguments=lambda staff: {"code": "catagrafie", "kind": "csv"}),
    "paper": only(*TEAM),
    "paper_sheets": only(*TEAM, status=NOT_FOUND),
    "paper_sheet": only(*TEAM, status=UNREAD, method="POST"),
    "paper_session": only(*TEAM, status=NOT_FOUND),
    "paper_reading": only(*TEAM, status=UNREAD, method="POST"),
    "paper_saving": only(*TEAM, status=UNREAD, method="POST"),
    "duplicates": only(*TEAM, *COUNTY),
    "duplicate": only(*TEAM, *COUNTY, status=NOT_FOUND, arguments=_pair),
    "household": only(*CASEWORK, status=NOT_FOUND, arguments=_household),
    "open_identity": only(*COUNTY, "ministry", status=NOT_FOUND, method="POST", arguments=_household),
    "person": only(*CASEWORK, status=NOT_FOUND, arguments=lambda staff: {"person_id": NOBODYS}),
    "entry_new": only(*CASEWORK, status=NOT_FOUND, arguments=_new),
    "entry": only(*CASEWORK, status=NOT_FOUND, arguments=_entry),
    "entry_saved": only(*CASEWORK, status=NOT_FOUND, arguments=_entry),
    "entry_void": only(*CASEWORK, status=NOT_FOUND, arguments=_entry),
    "entry_attachment": only(
        *CASEWORK,
        status=NOT_FOUND,
        arguments=lambda staff: {"entry_id": str(NOBODYS), "sha256": "0" * 64},
    ),
}
