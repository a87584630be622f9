"""Addresses under /cont/. The names of allauth's pages are its own: its code asks for them.

Only the pages listed here exist: there is no sign-up, no change of address and no switching
off of the second factor.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.webauthn import views as webauthn
from django.urls import path, re_path

from vatra.accounts.access import own_account, public, second_factor_step
from vatra.accounts.views import (
    codes,
    factors,
    guidance,
    handovers,
    inspections,
    invitations,
    own,
    posts,
    staff,
    teams,
)

sign_in = [
    path("autentificare/", public(account.login), name="account_login"),
    path("autentificare/cod/", public(mfa.authenticate), name="mfa_authenticate"),
    path("autentificare/cheie/", public(webauthn.login_webauthn), name="mfa_login_webauthn"),
    path("iesire/", second_factor_step(account.logout), name="account_logout"),
    path("inchis/", public(account.account_inactive), name="account_inactive"),
    path("invitatie/<str:token>/", invitations.accept, name="invitation"),
    path("parola/uitata/", public(account.password_reset), name="account_reset_password"),
    # Where allauth leads who has no password yet.
    path("parola/uitata/", public(account.password_reset), name="account_set_password"),
    path("parola/uitata/trimis/", public(account.password_reset_done), name="account_reset_password_done"),
    re_path(
        r"^parola/noua/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        public(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "parola/noua/gata/",
        public(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
]

confirmation = [
    path("confirmare/parola/", second_factor_step(account.reauthenticate), name="account_reauthenticate"),
    path("confirmare/cod/", second_factor_step(mfa.reauthenticate), name="mfa_reauthenticate"),
    path(
        "confirmare/cheie/",
        second_factor_step(webauthn.reauthenticate_webauthn),
        name="mfa_reauthenticate_webauthn",
    ),
]

second_factor = [
    path("al-doilea-factor/", second_factor_step(factors.set_up_codes), name="mfa_activate_totp"),
    path("chei/", own_account(webauthn.list_webauthn), name="mfa_list_webauthn"),
    path("chei/noua/", second_factor_step(factors.add_key), name="mfa_add_webauthn"),
    path("chei/<int:pk>/nume/", own_account(webauthn.edit_webauthn), name="mfa_edit_webauthn"),
    path("chei/<int:pk>/scoatere/", own_account(factors.remove_key), name="mfa_remove_webauthn"),
    path("coduri/", codes.page, name="mfa_view_recovery_codes"),
    path("coduri/noi/", codes.new, name="mfa_generate_recovery_codes"),
]

own_pages = [
    path("", own.page, name="own_account"),
    path("", own.page, name="mfa_index"),  # where allauth leads back to
    path("rol/", own.choose_hat, name="choose_hat"),
    path("parola/", own_account(account.password_change), name="account_change_password"),
    path("sesiuni/", own.open_sessions, name="usersessions_list"),
    path("sesiuni/celelalte/incheiere/", own.end_other_sessions, name="end_other_sessions"),
    path("sesiuni/<int:session_id>/incheiere/", own.end_session, name="end_session"),
]

staff_pages = [
    path("echipe/", teams.index, name="teams"),
    path("echipe/<int:place_id>/", teams.page, name="team"),
    path("posturi/", posts.report, name="posts"),
    path("posturi/aprobare/", posts.approve, name="approve_posts"),
    path("controale/", inspections.index, name="inspections"),
    path("controale/nou/", inspections.record, name="record_inspection"),
    path("indrumari/", guidance.index, name="guidance"),
    path("indrumari/noua/", guidance.issue, name="issue_guidance"),
    path("indrumari/<uuid:guidance_id>/", guidance.page, name="one_guidance"),
    path("indrumari/<uuid:guidance_id>/citit/", guidance.read, name="read_guidance"),
    path("personal/", staff.index, name="staff"),
    path("personal/<uuid:user_id>/", staff.page, name="colleague"),
    path("personal/<uuid:user_id>/atribuiri/", staff.assign, name="assign"),
    path("personal/<uuid:user_id>/cursuri/", staff.training, name="record_training"),
    path("personal/<uuid:user_id>/inchidere/", staff.close, name="close_account"),
    path("personal/<uuid:user_id>/redeschidere/", staff.reopen, name="reopen_account"),
    path("personal/<uuid:user_id>/al-doilea-factor/", staff.reset_factor, name="reset_second_factor"),
    path("personal/<uuid:user_id>/sesiuni/incheiere/", staff.end_sessions, name="end_staff_sessions"),
    path("personal/<uuid:user_id>/predare/", handovers.page, name="handover"),
    path("atribuiri/<uuid:assignment_id>/incheiere/", staff.end_assignment, name="end_assignment"),
    path("invitatii/noua/", staff.invite, name="invite"),
    path("invitatii/<uuid:invitation_id>/trimitere/", staff.send_again, name="send_invitation"),
    path("invitatii/<uuid:invitation_id>/retragere/", staff.withdraw, name="withdraw_invitation"),
]

urlpatterns = [*sign_in, *confirmation, *second_factor, *own_pages, *staff_pages]
