"""What each role may do: one table, and the marks that every view must carry.

A view without a mark fails a test. `@allowed` also puts the view's queries into the
principal's database scope, so that a forgotten filter shows nothing instead of everything.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from types import MappingProxyType
from typing import Any, Final

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse

from vatra.accounts import principals
from vatra.accounts.errors import NotAllowedError
from vatra.accounts.principals import Principal
from vatra.database import scope
from vatra.kit.vocabulary import ACTIVE_ROLES, ROLES, Level


def _working(level: Level) -> frozenset[str]:
    """The active roles of a level that work with people; those of a desk get only the desk's rights."""
    return frozenset(code for code in ACTIVE_ROLES if ROLES[code].level is level and ROLES[code].casework)


LOCAL: Final = _working(Level.local)
COUNTY: Final = _working(Level.county)
CENTRAL: Final = _working(Level.central)
ADMINISTRATOR: Final = frozenset({"administrator"})
OFFICER: Final = frozenset({"data_protection_officer"})
CASEWORK: Final = LOCAL | COUNTY | CENTRAL
EVERYBODY: Final = frozenset(ACTIVE_ROLES)

_MAY: Final[dict[str, frozenset[str]]] = {
    "home.read": EVERYBODY,
    # people and their cases; county and centre see them without identity
    "people.read": CASEWORK,
    "people.open": COUNTY | CENTRAL,  # identity by exception, see openings.py
    "openings.read": CASEWORK | OFFICER,
    "trail.read": LOCAL | OFFICER,
    "privacy.work": OFFICER,  # what persons ask about their own data
    "records.submit": LOCAL,
    "records.write": CASEWORK,  # the form itself names the professions that may fill it
    "quarantine.read": LOCAL | COUNTY,
    "quarantine.hand_over": COUNTY,
    "conflicts.settle": LOCAL,
    "duplicates.read": LOCAL | COUNTY,
    "dossiers.read": CASEWORK,
    "support.ask": LOCAL,
    "support.answer": COUNTY | CENTRAL,
    # figures
    "indicators.read": CASEWORK,
    "indicators.steer": CENTRAL,  # a target: only the ministry that owns the indicator
    "reports.read": CASEWORK,
    "map.read": CASEWORK,
    "export.make": CASEWORK,
    "import.make": ADMINISTRATOR | {"ministry_health"},
    # places
    "places.read": EVERYBODY,
    "places.write": LOCAL | COUNTY,
    # phones
    "sync.enrol": LOCAL,
    "sync.device": LOCAL,
    "devices.manage": COUNTY | ADMINISTRATOR,
    # staff
    "staff.read": EVERYBODY,
    "staff.list": COUNTY | ADMINISTRATOR,
    "staff.manage": ADMINISTRATOR,
    "staff.sessions": COUNTY | ADMINISTRATOR,
    "handovers.make": COUNTY | ADMINISTRATOR,
    "trainings.record": COUNTY | CENTRAL | ADMINISTRATOR,
    "posts.read": CASEWORK | ADMINISTRATOR,
    "posts.write": COUNTY | CENTRAL,
    "inspections.read": CASEWORK,
    "inspections.write": COUNTY,
    "guidance.read": CASEWORK,
    "guidance.issue": COUNTY | CENTRAL,
}
MAY: Final[Mapping[str, frozenset[str]]] = MappingProxyType(_MAY)

PUBLIC: Final = "public"
OWN_ACCOUNT: Final = "account.own"
SECOND_FACTOR: Final = "account.second_factor"

View = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Mark:
    """How a view is guarded. `action` is a key of MAY, or one of the three words above."""

    action: str


def register(rights: Mapping[str, frozenset[str]]) -> None:
    """Rights that a desk brings with it, from its ``AppConfig.ready``; what stands already stays.

    Raises:
        ValueError: a right of that name is given to other roles already.
    """
    for action, roles in rights.items():
        if _MAY.setdefault(action, roles) != roles:
            raise ValueError(f"the right {action} is given already")


def may(principal: Principal, action: str) -> bool:
    """Whether one of the principal's roles gives the right; an unknown action is a mistake."""
    return bool(MAY[action] & principal.role_codes)


def require(principal: Principal, action: str) -> None:
    """Refuse, in words that the page 403 shows, what the principal's roles do not give."""
    if may(principal, action):
        return
    roles = ", ".join(principal.role_titles)
    raise NotAllowedError(
        f"Rolul în care lucrați acum ({roles}) nu dă acest drept."
        if roles
        else "Contul nu are nicio atribuire în vigoare, deci nu dă încă niciun drept."
    )


def principal_of(request: HttpRequest) -> Principal:
    """The principal of the request, NOBODY for who did not sign in."""
    found: Principal = getattr(request, "principal", principals.NOBODY)
    return found


def mark_of(view: object) -> Mark | None:
    return getattr(view, "access", None)


def public(view: View) -> View:
    """Open to anybody: sign-in, the phone's shell, health."""
    return _marked(view, PUBLIC)


def second_factor_step(view: View) -> View:
    """A page that must be reachable before the second factor is set up or given."""
    return _marked(view, SECOND_FACTOR)


def own_account(view: View) -> View:
    """A page about the signed-in user himself: no role needed, no beneficiary's data."""
    return _marked(view, OWN_ACCOUNT, _signed_in_only)


def allowed(action: str, *, scoped: bool = True, api: bool = False) -> Callable[[View], View]:
    """Guard a view: sign-in, role, database scope while it runs and while its template renders.

    `scoped=False` is for pages on staff, whose tables lie outside the scopes. With `api` the
    refusals are JSON (401, 403) instead of pages. A streamed answer is read after the scope
    has ended: a view that streams enters the scope itself, inside its generator.
    """
    MAY[action]  # a misspelt action fails when the module is read, not when a user comes

    def guard(view: View) -> View:
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            principal = principal_of(request)
            refusal = _refusal(request, principal, action, api=api)
            if refusal is not None:
                return refusal
            if not scoped:
                return view(request, *args, **kwargs)
            with scope.enter(principal.scope()):
                return _rendered(view(request, *args, **kwargs))

        return _marked(view, action, lambda _: guarded)

    return guard


def own_or(action: str) -> Callable[[View], View]:
    """Who has the right sees as far as it goes; everybody else signed in, what he himself wrote.

    The view asks :func:`acting` in whose name it reads.
    """
    MAY[action]

    def guard(view: View) -> View:
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            with scope.enter(acting(request, action).scope()):
                return _rendered(view(request, *args, **kwargs))

        return _marked(view, OWN_ACCOUNT, lambda _: _signed_in_only(guarded))

    return guard


def acting(request: HttpRequest, action: str) -> Principal:
    """The principal where a role gives the right; else the same person with no role and no territory."""
    principal = principal_of(request)
    return principal if may(principal, action) else principals.without_roles(principal)


def _refusal(request: HttpRequest, principal: Principal, action: str, *, api: bool) -> HttpResponse | None:
    if not principal.user_id:
        return _json(401, "Intrați în cont.") if api else redirect_to_login(request.get_full_path())
    try:
        require(principal, action)
    except NotAllowedError as error:
        if not api:
            raise
        return _json(403, str(error))
    return None


def _json(status: int, message: str) -> HttpResponse:
    return JsonResponse({"message": message}, status=status, json_dumps_params={"ensure_ascii": False})


def _rendered(response: HttpResponse) -> HttpResponse:
    """A TemplateResponse asks the database while it renders: do it before the scope ends."""
    render = getattr(response, "render", None)
    return render() if callable(render) else response


def _signed_in_only(view: View) -> View:
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    return guarded


def _marked(view: View, action: str, guard: Callable[[View], View] = lambda view: view) -> View:
    @wraps(view)
    def marked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return guarded(request, *args, **kwargs)

    guarded = guard(view)
    marked.access = Mark(action)  # type: ignore[attr-defined]  # our own mark
    return marked
