"""How far the planned interventions went (art. 3 alin. (3) lit. e), i)).

Any record that names an intervention by its number says something of it: a service given, a visit,
a referral that was attended, or the plain statement that it was done, or not. The last word counts.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from vatra.kit.dossiers import Entry
from vatra.packs.integrated_services import answers, names, order, replies
from vatra.packs.integrated_services.episodes import Episode
from vatra.packs.integrated_services.plan import Line, Plan
from vatra.packs.integrated_services.visits import was_received

IS_OPEN: Final = ("planned", "in_progress", "not_done")
_MOST_TURNS: Final = 366  # in one record: a slip of the pen must not make a million tasks
_BY_REPLY: Final = {"attended": "done", "not_attended": "not_done"}


@dataclass(frozen=True, slots=True)
class Word:
    """What one record says of one intervention."""

    state: str
    on: date
    times: int
    record_id: str


@dataclass(frozen=True, slots=True)
class Turn:
    """One time that an intervention falls due; `done_on` = the day of the record that answered."""

    due_on: date | None
    done_on: date | None


@dataclass(frozen=True, slots=True)
class Progress:
    state: str
    closed_on: date | None
    turns: tuple[Turn, ...]
    words: tuple[Word, ...]

    @property
    def due_on(self) -> date | None:
        return self.turns[-1].due_on if self.turns else None


def words(episode: Episode, replied: Mapping[str, Entry]) -> dict[str, tuple[Word, ...]]:
    """Intervention number (as its name) -> what was said of it, in law order."""
    said: dict[str, list[tuple[order.Moment, Word]]] = defaultdict(list)
    for entry in episode.entries:
        number = answers.number(entry.answers, "intervention_no")
        if number is None:
            continue
        for record, state in _states(entry, replied):
            times = answers.number(record.answers, "done_times") or 1
            word = Word(state, record.occurred_on, max(times, 1), record.id)
            said[str(number)].append((order.moment(record), word))
    return {
        name: tuple(word for _, word in sorted(found, key=lambda pair: pair[0]))
        for name, found in said.items()
    }


def _states(entry: Entry, replied: Mapping[str, Entry]) -> Iterator[tuple[Entry, str]]:
    """What the record says, and what the reply to it says later."""
    if entry.form == names.INTERVENTION_DONE:
        yield entry, answers.text(entry.answers, "done_state") or "done"
    elif replies.waits_for(entry) is not None:
        yield entry, "partly"
        reply = replied.get(entry.id)
        if reply is not None:
            yield reply, _BY_REPLY.get(answers.text(reply.answers, "attended") or "attended", "partly")
    elif entry.form in names.IN_SERIES:
        yield entry, "partly"
    else:
        yield entry, "done" if was_received(entry) else "not_done"


def progress(line: Line, said: tuple[Word, ...], replaced: Plan | None) -> Progress:
    """Where an intervention stands; `replaced` = the first plan that no longer has it."""
    turns, state, closed_on = _repeated(line, said) if line.every_days else _once(line, said)
    if replaced is not None and closed_on is None:
        state, closed_on = "superseded", replaced.entry.occurred_on
        turns = [*turns[:-1], Turn(turns[-1].due_on, closed_on)] if turns else []
    return Progress(state, closed_on, tuple(turns), said)


_State = tuple[list[Turn], str, date | None]
_ONCE: Final = {"done": "done", "cancelled": "cancelled", "not_done": "not_done", "partly": "in_progress"}


def _once(line: Line, said: tuple[Word, ...]) -> _State:
    state = _ONCE.get(said[-1].state, "in_progress") if said else "planned"
    closed_on = said[-1].on if state in ("done", "cancelled") else None
    return [Turn(line.term_on, closed_on)], state, closed_on


def _repeated(line: Line, said: tuple[Word, ...]) -> _State:
    """Each record answers the next turn, also one that says it was missed, with its reason."""
    turns: list[Turn] = []
    for word in said:
        if word.state == "cancelled":
            turns.append(Turn(_due(line, len(turns)), word.on))
            return turns, "cancelled", word.on
        for _ in range(_turns_answered(word)):
            if _is_left(line, len(turns)):
                turns.append(Turn(_due(line, len(turns)), word.on))
    if _is_left(line, len(turns)):
        return [*turns, Turn(_due(line, len(turns)), None)], "in_progress" if said else "planned", None
    was_done = any(word.state == "done" for word in said)
    return turns, "done" if was_done else "missed", turns[-1].done_on


def _turns_answered(word: Word) -> int:
    if word.state == "done":
        return min(word.times, _MOST_TURNS)
    return 1 if word.state == "not_done" else 0


def _due(line: Line, number: int) -> date:
    day = line.start_on.toordinal() + number * (line.every_days or 0)
    return date.fromordinal(min(day, date.max.toordinal()))


def _is_left(line: Line, number: int) -> bool:
    """Whether the turn falls within the term; the first one always does."""
    return number == 0 or line.term_on is None or _due(line, number) <= line.term_on
