"""Addresses under /cont/."""

from uuid import UUID

from tests.factories import VORONA
from tests.integration.routes.route import (
    COUNTY,
    EVERYBODY,
    FORBIDDEN,
    FOUND,
    LOCAL,
    NOT_FOUND,
    OK,
    Route,
    all_of,
    only,
    open_to_all,
    signed_in_only,
)

NOBODYS = UUID(int=7)
INVALID, GONE = 422, 410
COORDINATORS = (*COUNTY, "administrator")


def _nurse(staff):
    return {"user_id": staff.nurse.pk}


def _unknown(staff):
    return {"invitation_id": NOBODYS}


ROUTES = {
    # sign-in; who is signed in already is led on
    "account_login": open_to_all(OK, signed_in=FOUND),
    "mfa_authenticate": open_to_all(FOUND),
    "mfa_login_webauthn": open_to_all(FOUND),
    "account_logout": Route(all_of(EVERYBODY)),
    "account_inactive": open_to_all(),
    "invitation": open_to_all(GONE, arguments=lambda staff: {"token": "altered"}),
    "account_reset_password": open_to_all(),
    "account_set_password": open_to_all(),
    "account_reset_password_done": open_to_all(),
    "account_reset_password_from_key": open_to_all(
        arguments=lambda staff: {"uidb36": "0a", "key": "bad-key"}
    ),
    "account_reset_password_from_key_done": open_to_all(),
    # confirmation: their users have no usable password, so they are led to the code
    "account_reauthenticate": Route(all_of(EVERYBODY, FOUND)),
    "mfa_reauthenticate": signed_in_only(),
    "mfa_reauthenticate_webauthn": Route(all_of(EVERYBODY, FOUND)),
    # second factor
    "mfa_activate_totp": signed_in_only(),
    "mfa_list_webauthn": signed_in_only(),
    "mfa_add_webauthn": signed_in_only(),
    "mfa_edit_webauthn": Route({}, otherwise=NOT_FOUND, arguments=lambda staff: {"pk": 0}),
    "mfa_remove_webauthn": Route({}, otherwise=NOT_FOUND, arguments=lambda staff: {"pk": 0}),
    "mfa_view_recovery_codes": Route({}, otherwise=NOT_FOUND),
    "mfa_generate_recovery_codes": signed_in_only(),
    # own account
    "own_account": signed_in_only(),
    "mfa_index": signed_in_only(),
    "choose_hat": Route(all_of(EVERYBODY, FOUND), method="POST"),
    "account_change_password": Route(all_of(EVERYBODY, FOUND)),
    "usersessions_list": signed_in_only(),
    "end_other_sessions": Route(all_of(EVERYBODY, FOUND), method="POST"),
    "end_session": Route(all_of(EVERYBODY, FOUND), method="POST", arguments=lambda staff: {"session_id": 0}),
    # staff
    "teams": signed_in_only(),
    "team": Route(
        all_of((*LOCAL, "coordinator", "ministry", "administrator")),
        otherwise=NOT_FOUND,
        arguments=lambda staff: {"place_id": VORONA},
    ),
    "posts": signed_in_only(),
    "approve_posts": only(*COUNTY, "ministry"),
    "inspections": only(*LOCAL, "stranger", *COUNTY, "ministry"),
    "record_inspection": only(*COUNTY),
    "guidance": only(*LOCAL, "stranger", *COUNTY, "ministry"),
    "issue_guidance": only(*COUNTY, "ministry"),
    "one_guidance": Route(
        {"administrator": FORBIDDEN}, otherwise=NOT_FOUND, arguments=lambda staff: {"guidance_id": NOBODYS}
    ),
    "read_guidance": Route(
        {"administrator": FORBIDDEN},
        otherwise=NOT_FOUND,
        method="POST",
        arguments=lambda staff: {"guidance_id": NOBODYS},
    ),
    "staff": only(*COORDINATORS),
    "colleague": Route(
        {"coordinator": OK, "administrator": OK, "other_coordinator": NOT_FOUND}, arguments=_nurse
    ),
    "assign": only("administrator", status=INVALID, method="POST", arguments=_nurse),
    "record_training": Route(
        {
            "coordinator": INVALID,
            "ministry": INVALID,
            "administrator": INVALID,
            "other_coordinator": NOT_FOUND,
        },
        method="POST",
        arguments=_nurse,
    ),
    "close_account": only("administrator", status=FOUND, method="POST", arguments=_nurse),
    "reopen_account": only("administrator", status=FOUND, method="POST", arguments=_nurse),
    "reset_second_factor": only("administrator", status=FOUND, method="POST", arguments=_nurse),
    "end_staff_sessions": Route(
        {"coordinator": FOUND, "administrator": FOUND, "other_coordinator": NOT_FOUND},
        method="POST",
        arguments=_nurse,
    ),
    "handover": Route(
        {"coordinator": OK, "administrator": OK, "other_coordinator": NOT_FOUND}, arguments=_nurse
    ),
    "end_assignment": only(
        "administrator",
        status=INVALID,
        method="POST",
        arguments=lambda staff: {"assignment_id": staff.nurse.assignments.get().pk},
    ),
    "invite": only("administrator"),
    "send_invitation": only("administrator", status=NOT_FOUND, method="POST", arguments=_unknown),
    "withdraw_invitation": only("administrator", status=NOT_FOUND, method="POST", arguments=_unknown),
}
