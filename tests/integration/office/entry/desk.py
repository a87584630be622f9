"""A page filled in and posted as a browser would."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.browser_form import posted
from vatra.accounts.models import User
from vatra.database import scope


def rows(query: str, *arguments: Any) -> list[tuple[Any, ...]]:
    with scope.system(), connection.cursor() as cursor:
        cursor.execute(query, arguments)
        return list(cursor.fetchall())


def address(form_id: str, **query: str) -> str:
    pack, _, name = form_id.partition("/")
    return f"{reverse('entry_new', args=[pack, name])}?{'&'.join(f'{k}={v}' for k, v in query.items())}"


def send(user: User, where: str, answers: dict[str, Any], action: str = "save") -> Any:
    """Post the page as it stands, with some controls changed, as a browser would."""
    client = factories.signed_in(Client(), user)
    given = posted(client.get(where).content.decode())
    for name, value in answers.items():
        given.setlist(name, value if isinstance(value, list) else [value])
    given["action"] = action
    return client.post(where, plain(given))


def plain(given: QueryDict) -> dict[str, Any]:
    return {name: values if len(values) > 1 else values[0] for name, values in given.lists() if values}
