"""The feed of groups: what kind each is, and where each stands."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db import connection


def kinds(groups: Iterable[UUID]) -> dict[str, str]:
    """``{group id: household | problem | ...}``."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, kind FROM records_group WHERE id = ANY (%s)", [list(groups)])
        return {str(group): kind for group, kind in cursor.fetchall()}
