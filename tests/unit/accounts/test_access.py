import pytest
from django.http import HttpRequest, HttpResponse

from vatra.accounts import access, principals
from vatra.accounts.errors import NotAllowedError
from vatra.accounts.principals import Principal
from vatra.kit.vocabulary import ACTIVE_ROLES


def principal(*roles: str) -> Principal:
    return Principal("u", "N", "local", tuple((role, 1) for role in roles), (1,), (2,), (1,), "e")


def test_every_action_names_active_roles_only() -> None:
    for action, roles in access.MAY.items():
        assert roles, action
        assert roles <= set(ACTIVE_ROLES), action


def test_right_of_any_role_held_is_enough() -> None:
    both = principal("school_mediator", "administrator")

    assert access.may(both, "records.submit")
    assert access.may(both, "staff.manage")
    assert not access.may(both, "support.answer")


@pytest.mark.parametrize("role", ["administrator", "data_protection_officer"])
def test_who_keeps_the_system_does_not_read_cases(role: str) -> None:
    for action in ("people.read", "people.open", "dossiers.read", "records.submit", "export.make"):
        assert not access.may(principal(role), action)


@pytest.mark.clause("protocol-2017/7.j", "protocol-2017/9.h")
def test_inspectors_change_no_case() -> None:
    for role in access.COUNTY:
        assert access.may(principal(role), "dossiers.read")
        assert not access.may(principal(role), "records.submit")


def test_unknown_action_is_a_mistake_and_not_a_refusal() -> None:
    with pytest.raises(KeyError):
        access.may(principal("administrator"), "staff.mange")
    with pytest.raises(KeyError):
        access.allowed("staff.mange")


def test_refusal_says_in_which_role_one_works() -> None:
    with pytest.raises(NotAllowedError, match="Mediator școlar"):
        access.require(principal("school_mediator"), "staff.manage")


def test_refusal_of_who_holds_nothing_says_so() -> None:
    with pytest.raises(NotAllowedError, match="nicio atribuire"):
        access.require(principals.NOBODY, "home.read")


def test_mark_survives_other_decorators() -> None:
    from django.views.decorators.http import require_GET

    @access.allowed("home.read")
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    assert access.mark_of(require_GET(view)) == access.Mark("home.read")


def test_api_refuses_strangers_in_json() -> None:
    @access.allowed("home.read", api=True)
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    answer = view(HttpRequest())

    assert (answer.status_code, answer.headers["Content-Type"]) == (401, "application/json")
