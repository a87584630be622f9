"""The invited person opens the account."""

from typing import Any

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from vatra.accounts import invitations
from vatra.accounts.access import public
from vatra.accounts.errors import InvitationError
from vatra.accounts.forms import PASSWORD_HINT
from vatra.accounts.models import User

GONE = 410


class ChoosePassword(forms.Form):
    email = forms.EmailField(
        label="Adresa de e-mail",
        disabled=True,
        required=False,
        widget=forms.EmailInput({"autocomplete": "username"}),
    )
    password1 = forms.CharField(
        label="Parola",
        help_text=PASSWORD_HINT,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label="Parola, încă o dată",
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].initial = person.email
        self.person = person

    def clean_password1(self) -> str:
        password: str = self.cleaned_data["password1"]
        validate_password(password, self.person)
        return password

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("password1") and given["password1"] != given.get("password2"):
            raise ValidationError(
                {"password2": "Cele două parole nu sunt la fel. Scrieți-o pe a doua din nou."}
            )
        return given


@public
@never_cache
@sensitive_post_parameters("password1", "password2")
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """Choose a password; the second factor is asked for right after, by the middleware."""
    try:
        invitation = invitations.find(token)
        person = User(email=invitation.email, full_name=invitation.full_name)
        form = ChoosePassword(request.POST or None, person=person)
        if request.method == "POST" and form.is_valid():
            password = form.cleaned_data["password1"]
            user = invitations.accept(token=token, password=password)
            credentials = {"email": user.email, "password": password}
            return perform_password_login(request, credentials, Login(user=user, email=user.email))
    except InvitationError as error:
        return render(request, "accounts/invitation_gone.html", {"why": str(error)}, status=GONE)
    return render(request, "accounts/invitation.html", {"form": form, "invitation": invitation})
