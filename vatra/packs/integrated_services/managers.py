"""Who answers for a case: exactly one social worker at a time, with the history (art. 3 (3) i)."""

from dataclasses import dataclass
from datetime import date

from vatra.kit.dossiers import Entry, Item
from vatra.kit.vocabulary import Sensitivity
from vatra.packs.integrated_services import answers, names
from vatra.packs.integrated_services.episodes import Episode


@dataclass(frozen=True, slots=True)
class Period:
    """From the day `since`; `until` is the day the next one takes over (or the case closes)."""

    user_id: str
    since: date
    until: date | None
    record_id: str


def periods(episode: Episode) -> tuple[Period, ...]:
    """Managers of the case, oldest first. A period ends the day the next begins."""
    starts = _starts(episode)
    if not starts:
        return ()
    end = episode.closure.occurred_on if episode.closure else None
    ends = [start.occurred_on for _, start in starts[1:]]
    return tuple(
        Period(user, start.occurred_on, until, start.id)
        for (user, start), until in zip(starts, [*ends, end], strict=True)
    )


def _starts(episode: Episode) -> list[tuple[str, Entry]]:
    """The first social worker at work, then each named change, until the case closes."""
    starts: list[tuple[str, Entry]] = []
    for entry in episode.entries:
        if entry is episode.closure:
            break
        user = _named(entry)
        if user is None or (starts and starts[-1][0] == user):
            continue
        if not starts or entry.form == names.MANAGER_CHANGE:
            starts.append((user, entry))
    return starts


def _named(entry: Entry) -> str | None:
    if entry.form == names.MANAGER_CHANGE:
        return answers.identity(entry.answers, "manager_user")
    return entry.author_id if entry.role == names.SOCIAL_WORKER else None


def items(case_id: str, held: tuple[Period, ...]) -> tuple[Item, ...]:
    return tuple(
        Item(
            kind="manager",
            key=f"{case_id}/manager/{number}",
            area=None,
            code=None,
            title="Responsabil de caz",
            person_id=None,
            state="present" if period is held[-1] else "former",
            opened_on=period.since,
            due_on=None,
            closed_on=period.until,
            role=names.SOCIAL_WORKER,
            user_id=period.user_id,
            priority=None,
            record_id=period.record_id,
            sensitivity=Sensitivity.ordinary,
        )
        for number, period in enumerate(held, start=1)
    )
