"""Every act on a real file, tried by each role at home, elsewhere and outside; none is left out."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

import vatra
from tests.accounts_fixtures import Staff
from tests.factories import signed_in as enter
from tests.integration.acts.act import Act
from tests.integration.acts.stage import EVERYBODY, Stage
from tests.integration.acts.table import ACTS
from tests.integration.test_routes import ROUTES, addresses
from vatra.office.queries import lists

ROOT = Path(vatra.__file__).parent
WRITING = {"POST", "PUT", "PATCH", "DELETE"}
CLOSED = ("@require_GET", "@require_safe")
# allauth's own pages, tried in tests/integration/accounts.
DOOR = re.compile(r"^(account_|mfa_)|^(invitation|choose_hat|end_session|end_other_sessions)$")
# Views that write nothing and are not closed to POST by a decorator of their own.
READ_ONLY = re.compile(r"^(health_|metrics|api:|sync:)")
BUTTON = re.compile(r"<button[^>]*\bname=\"(\w+)\" value=\"([^\"]+)\"")


def takes_posts(view: Callable[..., Any]) -> bool:
    """Whether the view may do something when it is posted to."""
    kind = getattr(view, "view_class", None)
    if kind is not None:
        return hasattr(kind, "post")
    source = inspect.getsource(inspect.unwrap(view))
    return not any(mark in source for mark in CLOSED)


def test_every_view_that_can_be_posted_to_has_its_act() -> None:
    tried = {act.route for act in ACTS.values() if act.method in WRITING}
    tried |= {name for name, route in ROUTES.items() if route.method in WRITING}
    open_to_posts = {
        name for name, pattern in addresses()
        if takes_posts(pattern.callback) and not DOOR.search(name) and not READ_ONLY.search(name)
        and not pattern.callback.__module__.startswith("vatra.desks.")
    }  # fmt: skip

    missing = sorted(open_to_posts - tried - set(SHOWN))

    assert missing == [], (
        "Close the view with @require_GET, or say in tests/integration/acts/table.py who may."
    )


# They answer a POST as they answer a GET, changing nothing.
SHOWN: dict[str, str] = {
    "cases": "a list", "cases_fresh": "a list", "cases_teams": "a list", "cases_export": "a file",
    "case": "a page", "case_news": "a page", "case_assessments": "a page",
    "map": "figures", "indicators": "figures", "indicator": "figures", "reports": "figures", "report": "figures",
    "today": "a page",
}  # fmt: skip


def test_every_button_has_its_act() -> None:
    tried = {(key, value.split(":")[0]) for act in ACTS.values() for key, value in (act.told or {}).items()}
    drawn = {
        (name, value.split(":")[0])
        for path in ROOT.glob("**/templates/**/*.html") if "desks" not in path.parts
        for name, value in BUTTON.findall(path.read_text())
    }  # fmt: skip

    assert drawn
    assert sorted(drawn - tried) == []


def test_every_kind_of_file_has_its_act() -> None:
    tried = {
        (act.route, (act.where or {}).get("kind"), (act.where or {}).get("code")) for act in ACTS.values()
    }
    kinds = {("cases_export", kind, None) for kind in ("csv", "xlsx")}
    kinds |= {("held_file", kind, None) for kind in ("json", "pdf")}
    kinds |= {("people_list_export", kind, code) for code in lists.LISTS for kind in ("csv", "xlsx")}

    assert sorted(kinds - tried, key=str) == []
    for name, pattern in addresses():
        if "(?P<kind>" in str(pattern.pattern):
            offered = re.search(r"\(\?P<kind>([a-z|]+)\)", str(pattern.pattern))
            assert (
                offered is None
                or name.startswith("api:")
                or {kind for route, kind, _ in tried if route == name} == set(offered[1].split("|"))
            ), name


@pytest.mark.django_db
def test_where_a_page_is_refused_so_is_whatever_is_posted_to_it(staff: Staff) -> None:
    """Also the desks, whose own tests try their acts on real files."""
    clients = {who: Client() if user is None else enter(Client(), user) for who, user in staff.each().items()}
    passed = []
    for name, pattern in addresses():
        route = ROUTES[name]
        if route.method in WRITING or not takes_posts(pattern.callback) or READ_ONLY.search(name):
            continue
        address = reverse(name, kwargs=dict(route.arguments(staff)))
        for who, client in clients.items():
            if route.expected(who) == 403 and client.post(address).status_code != 403:
                passed.append((name, who))

    assert passed == []


@pytest.mark.django_db
@pytest.mark.clause("protocol-2017/6.3.2")
def test_each_act_answers_everybody_as_the_table_says(stage: Stage) -> None:
    wrong = {}
    for name, act in ACTS.items():
        got = {who: _asked(stage, act, who) for who in EVERYBODY}
        if got != act.expected():
            wrong[name] = {
                who: (status, act.expected()[who])
                for who, status in got.items()
                if status != act.expected()[who]
            }

    assert wrong == {}, "who: (got, expected)"


def _asked(stage: Stage, act: Act, who: str) -> int:
    """The status; what was done is undone."""
    with transaction.atomic():
        status: int = act.ask(stage, who).status_code
        transaction.set_rollback(True)
    return status
