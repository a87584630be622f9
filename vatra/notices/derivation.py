"""From a group as just derived to its notices, and to the jobs that send the new ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import timedelta
from functools import cache
from typing import Any, Final
from uuid import UUID

from django.db import connection
from django.utils import timezone

from vatra.database.trips import Question
from vatra.dossiers import diffing
from vatra.dossiers.derivation import Derived
from vatra.dossiers.diffing import Stored, Table
from vatra.kit import noticing
from vatra.kit.notices import NoticeKind
from vatra.kit.packs import Library
from vatra.notices import channels
from vatra.records.queries import library

WHERE: Final = ("place_id", "county_id", "group_id")
NOTICE: Final = Table(
    "notices_notice", "key", (*WHERE, *(f.name for f in fields(noticing.Notice) if f.name != "key"))
)
# What was written longer ago, or brought in from elsewhere, is nobody's news.
FRESH: Final = timedelta(days=2)
QUEUE: Final = """
INSERT INTO notices_delivery (key, place_id, county_id, sensitivity, channel, state, reason, attempts)
SELECT n.key, n.place_id, n.county_id, n.sensitivity, c.channel, 'queued', '', 0
FROM notices_notice n JOIN unnest(%s::text[], %s::text[]) AS c (key, channel) ON c.key = n.key
JOIN records_record r ON r.id = n.cause_id
WHERE r.received_at >= %s ON CONFLICT (key) DO NOTHING RETURNING key
"""


def asked(groups: Iterable[UUID]) -> tuple[Question, ...]:
    """The question for the stored notices of these groups; :func:`follow` is given the answer."""
    return (NOTICE.asked(groups),)


def follow(derived: Sequence[Derived], stored: Stored) -> None:
    """Write the groups' notices where they differ from ``stored``, and queue what is new (system scope)."""
    packs = library()
    found = [(each, one) for each in derived for one in of(each, packs)]
    groups = [UUID(each.view.group_id) for each in derived]
    diffing.apply(NOTICE, groups, [_row(each, one) for each, one in found], stored)
    _queue([one for _, one in found])


def of(derived: Derived, packs: Library) -> tuple[noticing.Notice, ...]:
    """The notices of one group, by the kinds of every installed pack."""
    return noticing.derive(derived.view, derived.dossiers, packs.notices.values(), _parameters(packs))


def _parameters(packs: Library) -> noticing.ParametersOf:
    return lambda pack: packs.parameters[pack]


def _row(derived: Derived, one: noticing.Notice) -> Mapping[str, Any]:
    view = derived.view
    where = {"place_id": view.place_id, "county_id": view.county_id, "group_id": view.group_id}
    return where | {name: getattr(one, name) for name in _names()}


@cache
def _names() -> tuple[str, ...]:
    return tuple(field.name for field in fields(noticing.Notice))


def _queue(found: Iterable[noticing.Notice]) -> None:
    """A delivery and its job for each notice that a gateway can carry and that had none yet."""
    wanted = {one.key: channel for one in found if (channel := channels.channel_of(one.to_type))}
    if not wanted:
        return
    from vatra.notices import jobs  # the job queue is not ready while the apps load

    with connection.cursor() as cursor:
        cursor.execute(QUEUE, [list(wanted), list(wanted.values()), timezone.now() - FRESH])
        queued = [key for (key,) in cursor.fetchall()]
    for key in queued:
        jobs.deliver.defer(key=key)


def kind_of(kind: str) -> NoticeKind | None:
    """The declaration; None when no installed pack has it any more."""
    return library().notices.get(kind)
