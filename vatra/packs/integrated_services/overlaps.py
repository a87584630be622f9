"""Help that a person already receives when the same help is planned (art. 1 alin. (2))."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from vatra.kit.dossiers import DossierView, Item
from vatra.packs.integrated_services import answers

_KINDS: Final = ("intervention", "service", "resource")
ENDED: Final = ("superseded", "cancelled", "stopped", "missed")
# A package from a bank is the same help, whether planned as a service or handed over as a resource.
_SAME_HELP: Final = {"food_bank": "SWS_05", "resource_bank": "SWS_06"}


def overlaps(
    view: DossierView, service_code: str, person: str | None, start: date, end: date | None
) -> tuple[Item, ...]:
    """Services, resources and planned interventions of the case that give the same help to the
    same person (or to the whole household) on some day of the period; oldest first.
    """
    return tuple(item for item in _same_help(view, service_code, person) if _meets(item, start, end))


def _same_help(view: DossierView, code: str, person: str | None) -> Iterator[Item]:
    wanted = _SAME_HELP.get(code, code)
    for item in view.items:
        if (
            item.kind in _KINDS
            and item.state not in ENDED
            and _SAME_HELP.get(item.code or "", item.code) == wanted
            and (person is None or item.person_id in (None, person))
        ):
            yield item


def _meets(item: Item, start: date, end: date | None) -> bool:
    since, until = period(item)
    return (end is None or since <= end) and (until is None or until >= start)


def period(item: Item) -> tuple[date, date | None]:
    """First and last day of a help; last None = it goes on without a term."""
    if item.kind != "intervention":
        return item.opened_on, item.closed_on or item.due_on or item.opened_on
    since = answers.day(item.extra, "start_on") or item.opened_on
    if item.closed_on is not None:
        return since, max(since, item.closed_on)
    is_repeated = answers.number(item.extra, "every_days") is not None
    return since, answers.day(item.extra, "term_on") or (None if is_repeated else since)
