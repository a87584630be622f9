"""The second factor: set up, replace, keys of access. allauth's views where they differ from ours."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.account.utils import get_next_redirect_url
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import flows
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.generic.edit import FormView

from vatra.accounts import recovery_codes, second_factor
from vatra.accounts.views import codes

AFTER = "vatra.after_second_factor"


@method_decorator(reauthentication_required(app="allauth.mfa"), name="dispatch")
class SetUpCodes(ActivateTOTPView):
    """The code application: the first one, or a new one in place of the old.

    allauth sends who has one away to switch it off; here the account never stands without.
    """

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.old = Authenticator.objects.filter(user_id=request.user.pk, type=Authenticator.Type.TOTP).first()
        wanted = get_next_redirect_url(request)
        if wanted:
            request.session[AFTER] = wanted
        return FormView.dispatch(self, request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"replaces": self.old is not None}

    def form_valid(self, form: Any) -> HttpResponse:
        with transaction.atomic():
            if self.old is not None:
                self.old.delete()
            made = recovery_codes.first(self.request.user)
            flows.activate_totp(self.request, form)
        second_factor.mark_complete(self.request, Authenticator.Type.TOTP)
        return _onward(self.request, made)


class AddKey(AddWebAuthnView):
    def form_valid(self, form: Any) -> HttpResponse:
        with transaction.atomic():
            made = recovery_codes.first(self.request.user)
            super().form_valid(form)
        second_factor.mark_complete(self.request, Authenticator.Type.WEBAUTHN)
        return _onward(self.request, made)


class RemoveKey(RemoveWebAuthnView):
    """allauth asks its adapter before it removes a code application, not before it removes a key."""

    def form_valid(self, form: Any) -> HttpResponse:
        key = self.get_object()
        if not get_adapter().can_delete_authenticator(key):
            messages.error(self.request, get_adapter().error_messages["cannot_delete_authenticator"])
            return HttpResponseRedirect(reverse("mfa_list_webauthn"))
        return super().form_valid(form)


def _onward(request: HttpRequest, made: list[str]) -> HttpResponse:
    """Recovery codes first, if there are new ones: this is the moment to write them down."""
    wanted = request.session.pop(AFTER, None)
    if made:
        return codes.shown(request, made, str(wanted or "/"))
    return HttpResponseRedirect(str(wanted or reverse("own_account")))


set_up_codes = SetUpCodes.as_view()
add_key = AddKey.as_view()
remove_key = RemoveKey.as_view()
