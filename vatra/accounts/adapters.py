"""What we decide differently from allauth: no sign-up, Romanian words, sealed secrets, our QR code."""

import io
import time
from typing import Any, ClassVar

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.urls import reverse

from vatra.accounts import sealing, second_factor

FRESH_SECONDS = 15 * 60
TOO_MANY = (
    "Prea multe încercări greșite. Așteptați cinci minute și încercați din nou; "
    "dacă ați uitat parola, cereți una nouă."
)
# One text whether the address has an account or not.
MISMATCH = "Adresa de e-mail sau parola nu este corectă. Verificați-le și încercați din nou."
WRONG_CODE = "Codul nu este bun. Codul se schimbă la 30 de secunde: scrieți-l pe cel de acum."


class AccountAdapter(DefaultAccountAdapter):
    error_messages: ClassVar[dict[str, Any]] = DefaultAccountAdapter.error_messages | {
        "account_inactive": "Contul este închis. Vorbiți cu administratorul.",
        "email_password_mismatch": MISMATCH,
        "enter_current_password": "Scrieți parola de acum.",
        "incorrect_password": "Parola nu este corectă.",
        "incorrect_code": WRONG_CODE,
        "invalid_password_reset": "Legătura nu mai este valabilă. Cereți una nouă.",
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are opened by invitation only."""
        return False

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Who signed in minutes ago and has no second factor yet goes straight to setting it up."""
        request = context.request
        user: Any = request.user
        if user.is_authenticated and not second_factor.is_set_up(user):
            began = [record["at"] for record in get_authentication_records(request, user)]
            if began and time.time() - max(began) < FRESH_SECONDS:
                return False
        return super().is_reauthentication_required(app=app, **kwargs)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("own_account")

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, str]]:
        words = {
            "reauthenticate": "Cu parola",
            "mfa_reauthenticate": "Cu un cod din aplicație sau de rezervă",
            "mfa_reauthenticate:webauthn": "Cu o cheie de acces",
        }
        methods = super().get_reauthentication_methods(user)
        return [method | {"description": words[method["id"]]} for method in methods]


class MFAAdapter(DefaultMFAAdapter):
    error_messages: ClassVar[dict[str, Any]] = DefaultMFAAdapter.error_messages | {
        "incorrect_code": WRONG_CODE,
        "cannot_delete_authenticator": "Contul ar rămâne fără al doilea factor. Adăugați întâi altul.",
        "cannot_generate_recovery_codes": "Codurile de rezervă se fac după ce aveți al doilea factor.",
    }

    def get_totp_issuer(self) -> str:
        return "Vatra" if not settings.DEBUG else "Vatra (probă)"

    def _get_site_name(self) -> str:
        return "Vatra"

    def build_totp_svg(self, url: str) -> str:
        """An inline image without style attributes: the content security policy forbids them."""
        image = io.BytesIO()
        segno.make(url, error="m").save(
            image,
            kind="svg",
            xmldecl=False,
            svgns=True,
            omitsize=True,
            border=2,
            svgclass=None,
            lineclass=None,
        )
        return image.getvalue().decode()

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:  # noqa: A002  # allauth's name
        return f"Cheia {Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1}"

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return not second_factor.is_last(authenticator)

    def encrypt(self, text: str) -> str:
        return sealing.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return sealing.unseal(encrypted_text)
