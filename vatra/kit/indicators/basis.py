"""What each count of a group was made from, as a short mark: where the mark stands, so does the count.

A count looks at one kind of thing only (findings, entries of one form, items or dossiers of one
kind) and at who the members are. A visit changes one or two of these; the other counts stand.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import blake2b
from typing import Any, Final

import msgspec

from vatra.kit.dossiers import DossierView, GroupView
from vatra.kit.indicators.definitions import Definition
from vatra.kit.indicators.plans import plan_of

# What every count looks at: a change of it, or of the definitions, counts everything anew.
COMMON: Final = ""
_DIGEST: Final = 12  # bytes; a group is compared with its own past only
Mark = str


def marks(
    view: GroupView, dossiers: Sequence[DossierView], definitions: Iterable[Definition], program: str
) -> dict[str, Mark]:
    """The mark of each facet that the group has, and of what all have in common.

    `program` stands for the rules of counting and the definitions themselves.
    """
    where = (view.group_id, view.place_id, view.county_id, view.locality_id)
    found = {COMMON: _mark((program, where, view.members))}
    for facet in plan_of(definitions).facets:
        of, _, which = facet.partition(":")
        seen = _SEEN[of](view, dossiers, which)
        if seen:
            found[facet] = _mark(seen)
    return found


def _mark(seen: Any) -> Mark:
    return blake2b(msgspec.json.encode(seen), digest_size=_DIGEST).hexdigest()


def _findings(view: GroupView, _: Sequence[DossierView], __: str) -> Sequence[Any]:
    return view.findings


def _persons(view: GroupView, _: Sequence[DossierView], __: str) -> Sequence[Any]:
    """Members are common to all; the first day of one without a day of his own comes from entries."""
    if all(member.since is not None for member in view.members):
        return ("members",) if view.members else ()
    return [(entry.subject_id, entry.occurred_on) for entry in view.entries]


def _form(view: GroupView, _: Sequence[DossierView], form: str) -> Sequence[Any]:
    return [
        (entry.id, entry.seq, entry.occurred_on, entry.subject_type, entry.subject_id, entry.answers)
        for entry in view.entries
        if entry.form == form
    ]


def _items(_: GroupView, dossiers: Sequence[DossierView], kind: str) -> Sequence[Any]:
    return [item for dossier in dossiers for item in dossier.items if item.kind == kind]


def _dossiers(_: GroupView, dossiers: Sequence[DossierView], kind: str) -> Sequence[Any]:
    return [
        (
            *(each.id, each.subject_type, each.subject_id, each.state, each.opened_on, each.closed_on),
            *(each.stages, each.moves),
        )
        for each in dossiers
        if each.kind == kind
    ]


_SEEN: Final[Mapping[str, Callable[[GroupView, Sequence[DossierView], str], Sequence[Any]]]] = {
    "findings": _findings,
    "persons": _persons,
    "form": _form,
    "items": _items,
    "dossiers": _dossiers,
}
