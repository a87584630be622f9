"""Risks of social exclusion: those of the newest assessment stand (art. 3 alin. (3) lit. a))."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from vatra.kit.catalogue import Catalogue
from vatra.kit.dossiers import Answers, Entry, Item
from vatra.kit.vocabulary import Sensitivity
from vatra.packs.integrated_services import answers, names
from vatra.packs.integrated_services.episodes import Episode
from vatra.packs.integrated_services.things import facts, numbered, thing

# (rows, code, beginning of the other answers' ids, how closely they are kept)
_ROWS: Final = (
    ("risks", "risk", "risk_", Sensitivity.social),
    ("protection_risks", "protection_risk", "protection_", Sensitivity.violence),
)


def items(episode: Episode, known: Catalogue) -> Iterator[Item]:
    assessments = episode.of(names.RISK_ASSESSMENT)
    for entry, after in zip(assessments, [*assessments[1:], None], strict=False):
        for number, item in enumerate(_found(entry, known), start=1):
            own = numbered(item, number)
            yield own if after is None else replace(own, state="superseded", closed_on=after.occurred_on)


def _found(entry: Entry, known: Catalogue) -> Iterator[Item]:
    for rows, code, prefix, sensitivity in _ROWS:
        for row in answers.rows(entry.answers, rows):
            yield thing(
                entry,
                "risk",
                answers.text(row, f"{prefix}other") or _title(known, answers.text(row, code)),
                "open",
                code=answers.text(row, code),
                person_id=answers.identity(row, f"{prefix}person"),
                sensitivity=sensitivity,
                extra=facts(level=answers.text(row, f"{prefix}level"), urgent=_is_urgent(row)),
            )


def _title(known: Catalogue, code: str | None) -> str:
    one = known.vulnerabilities.get(code or "")
    return one.title if one else code or "Risc"


def _is_urgent(row: Answers) -> bool | None:
    return answers.flag(row, "risk_urgent") or None
