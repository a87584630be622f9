"""A child on the way to kindergarten or school: steps done, until it is received (art. 3 (7) c, d)."""

from collections.abc import Iterator
from datetime import date

from vatra.kit.dossiers import Entry, Item
from vatra.packs.integrated_services import answers, names
from vatra.packs.integrated_services.episodes import Episode
from vatra.packs.integrated_services.things import facts, thing


def items(episode: Episode) -> Iterator[Item]:
    """One item for each child: open from the first step noted to the day the child was received."""
    by_child: dict[str, list[Entry]] = {}
    for entry in episode.of(names.ENROLMENT_STEP):
        by_child.setdefault(entry.subject_id, []).append(entry)
    for child, noted in by_child.items():
        received = [
            entry.occurred_on
            for entry in episode.of(names.PROGRAMME_ENTRY)
            if entry.subject_id == child and answers.text(entry.answers, "entered") == "yes"
        ]
        yield _item(noted, max(min(received), noted[0].occurred_on) if received else None)


def _item(noted: list[Entry], closed_on: date | None) -> Item:
    done = sorted({step for entry in noted for step in answers.codes(entry.answers, "steps_done")})
    count = f"{len(done)} {'pas făcut' if len(done) == 1 else 'pași făcuți'}"
    return thing(
        noted[0],
        "enrolment",
        f"Înscrierea copilului: {count}",
        "done" if closed_on else "in_progress",
        area="education",
        closed_on=closed_on,
        extra=facts(steps_done=done, done=len(done)),
    )
