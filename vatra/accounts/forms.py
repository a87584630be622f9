"""allauth's forms with our words, labels that stay visible, and keyboards that fit."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as mfa
from allauth.mfa.base.internal.flows import check_rate_limit
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms

from vatra.accounts import second_factor

PASSWORD_HINT = "Cel puțin 12 caractere. Bune sunt patru cuvinte care nu au legătură între ele."
CODE_HINT = "Cele 6 cifre pe care le arată acum aplicația de coduri."
ANY_CODE_HINT = "Cele 6 cifre din aplicația de coduri sau un cod de rezervă de pe hârtie."
CODE_MAX_LENGTH = 12


def _say(form: forms.Form, **texts: str | tuple[str, str]) -> None:
    """Give fields a label, or a label and a hint; placeholders vanish when typed over, so none."""
    for name, text in texts.items():
        field = form.fields[name]
        field.label, field.help_text = text if isinstance(text, tuple) else (text, "")
        field.widget.attrs.pop("placeholder", None)


def _code(form: forms.Form, label: str, hint: str, **attributes: Any) -> None:
    _say(form, code=(label, hint))
    form.fields["code"].widget.attrs |= {"inputmode": "numeric", "maxlength": CODE_MAX_LENGTH} | attributes


class SignIn(account.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, login="Adresa de e-mail", password="Parola")
        self.fields["login"].widget.attrs |= {"type": "email", "autocomplete": "username webauthn"}


class ConfirmPassword(account.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, password="Parola")


class ChangePassword(account.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(
            self,
            oldpassword="Parola de acum",
            password1=("Parola nouă", PASSWORD_HINT),
            password2="Parola nouă, încă o dată",
        )


class AskReset(account.ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, email=("Adresa de e-mail", "Adresa cu care intrați în cont."))


class SetPassword(account.ResetPasswordKeyForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, password1=("Parola nouă", PASSWORD_HINT), password2="Parola nouă, încă o dată")


class AnyCode(mfa.BaseAuthenticateForm):
    """A code of the application or a recovery code; allauth's own would compute these from a seed."""

    def clean_code(self) -> str:
        clear_limit = check_rate_limit(self.user)
        code: str = self.cleaned_data["code"]
        found = second_factor.of_code(self.user, code)
        if found is None:
            raise get_adapter().validation_error("incorrect_code")
        found.user = self.user
        self.authenticator = found
        clear_limit()
        return code


class GiveCode(AnyCode, mfa.AuthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code(self, "Codul", ANY_CODE_HINT, autofocus=True)


class ConfirmCode(AnyCode, mfa.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code(self, "Codul", ANY_CODE_HINT, autofocus=True)


class ActivateCodes(totp.ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code(self, "Codul din aplicație", CODE_HINT)


class AddKey(webauthn.AddWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(
            self,
            name=("Numele cheii", "Ca s-o recunoașteți: „telefonul de serviciu”, „cheia USB”."),
            passwordless=(
                "Intru în cont numai cu această cheie",
                "Cheia cere atunci de fiecare dată amprenta, fața sau un PIN.",
            ),
        )


class RenameKey(webauthn.EditWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, name="Numele cheii")
