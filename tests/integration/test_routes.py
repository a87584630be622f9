"""Every address, asked by every kind of user."""

import pkgutil
from collections.abc import Iterator
from importlib import import_module

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests import factories
from tests.accounts_fixtures import Staff
from tests.integration import routes
from tests.integration.routes.route import Route
from vatra.accounts import access
from vatra.accounts.models import User

WHO = tuple(Staff.__slots__)


def addresses() -> Iterator[tuple[str, URLPattern]]:
    """Every address of Vatra by its name; static and media files of development are none."""
    yield from _below(get_resolver(settings.ROOT_URLCONF), "")


def _below(resolver: URLResolver, namespace: str) -> Iterator[tuple[str, URLPattern]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _below(pattern, inner)
        else:
            yield f"{namespace}{pattern.name}", pattern


def tables() -> dict[str, Route]:
    found: dict[str, Route] = {}
    for module in pkgutil.iter_modules(routes.__path__, prefix="tests.integration.routes."):
        found |= getattr(import_module(module.name), "ROUTES", {})
    return found


ROUTES = tables()


def test_every_address_has_an_entry_in_the_tables() -> None:
    names = [name for name, _ in addresses()]

    missing = sorted(set(names) - set(ROUTES))

    assert missing == [], "Add them to tests/integration/routes/<part>.py: who gets what there?"


def test_every_entry_has_an_address() -> None:
    present = {name for name, _ in addresses()}

    assert sorted(set(ROUTES) - present) == []


def test_every_view_says_how_it_is_guarded() -> None:
    unmarked = sorted(name for name, pattern in addresses() if access.mark_of(pattern.callback) is None)

    assert unmarked == [], "Mark them with @allowed(...), @own_account or @public of vatra.accounts.access."


@pytest.mark.django_db
@pytest.mark.parametrize("name", ROUTES)
def test_address_answers_each_user_as_the_table_says(name: str, staff: Staff) -> None:
    route = ROUTES[name]
    address = reverse(name, kwargs=dict(route.arguments(staff)))

    got = {who: _ask(route, address, user) for who, user in staff.each().items()}

    assert got == {who: route.expected(who) for who in WHO}


def _ask(route: Route, address: str, user: User | None) -> int:
    client = Client()
    if user is not None:
        factories.signed_in(client, user)
    if route.method == "GET":
        return client.get(address, dict(route.data)).status_code
    return client.generic(route.method, address, **_body(route)).status_code


def _body(route: Route) -> dict[str, object]:
    if isinstance(route.data, str):
        return {"data": route.data, "content_type": "application/json"}
    return {
        "data": "&".join(f"{k}={v}" for k, v in route.data.items()),
        "content_type": "application/x-www-form-urlencoded",
    }
