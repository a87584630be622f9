"""What changed: outcomes of needs, impact evaluations, reviews after closing (art. 4 (4) g, i)."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from vatra.kit.dossiers import Entry, Item
from vatra.packs.integrated_services import answers, mentions, names
from vatra.packs.integrated_services.things import Context, Make, facts, numbered, of_need, thing


def _outcome(entry: Entry, about: Context) -> Iterator[Item]:
    given = entry.answers
    ref = mentions.ref(given, "need", "about_person")
    if ref is None:
        return
    extra = facts(
        before=answers.text(given, "state_before"),
        after=answers.text(given, "state_after"),
        intervention_no=answers.number(given, "through_intervention_no"),
    )
    yield replace(of_need(entry, "outcome", answers.text(given, "outcome"), ref, about), extra=extra)


def _impact(entry: Entry, about: Context) -> Iterator[Item]:
    for number, row in enumerate(answers.rows(entry.answers, "evaluated_needs"), start=1):
        ref = mentions.ref(row, "impact_need", "impact_person")
        if ref is None:
            continue
        item = of_need(entry, "impact", answers.text(row, "impact_result"), ref, about)
        extra = facts(before=answers.text(row, "impact_before"), after=answers.text(row, "impact_after"))
        yield numbered(replace(item, extra=extra), number)


def _review(entry: Entry, about: Context) -> Iterator[Item]:
    state = answers.text(entry.answers, "still_good") or "unknown"
    yield thing(
        entry, "review", "Verificarea rezultatului după închidere", state, closed_on=entry.occurred_on
    )


MAKES: Final[Mapping[str, Make]] = {
    names.OUTCOME: _outcome,
    names.IMPACT_EVALUATION: _impact,
    names.SUSTAINABILITY_REVIEW: _review,
}
