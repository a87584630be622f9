"""What calls for a need before a professional names it: findings, and risks that are not small."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from vatra.kit.catalogue import Catalogue
from vatra.kit.dossiers import Finding
from vatra.packs.integrated_services import answers, catalogue, episodes, mentions, names, order
from vatra.packs.integrated_services.episodes import Episode
from vatra.packs.integrated_services.mentions import Ref
from vatra.packs.integrated_services.order import Moment


@dataclass(frozen=True, slots=True)
class Cause:
    """From a day on it calls for the need; `ended` = the moment and the day it was gone."""

    key: str
    ref: Ref
    on: date
    begun: Moment
    ended: tuple[Moment, date] | None
    record_id: str
    role: str
    user_id: str | None


def of(episode: Episode, findings: Iterable[Finding], known: Catalogue) -> Iterator[Cause]:
    yield from _findings(episode, findings, known)
    yield from _risks(episode, known)


def _findings(episode: Episode, findings: Iterable[Finding], known: Catalogue) -> Iterator[Cause]:
    authors = {name: e.author_id for e in episode.entries for name in order.aliases(e)}
    for one in findings:
        need = catalogue.called_for(known, one.code)
        if need is not None and episodes.is_problem(one):
            yield Cause(
                key=one.key,
                ref=Ref(need, one.person_id),
                on=one.opened_on,
                begun=order.found(one),
                ended=(order.cleared(one, one.closed_on), one.closed_on) if one.closed_on else None,
                record_id=one.record_id,
                role=one.who_role,
                user_id=authors.get(one.record_id),
            )


def _risks(episode: Episode, known: Catalogue) -> Iterator[Cause]:
    """A risk calls for its need until an assessment finds none at all.

    A later list that leaves it out does not say that it has ended.
    """
    assessments = episode.of(names.RISK_ASSESSMENT)
    for place, entry in enumerate(assessments):
        none_left = next(
            (e for e in assessments[place + 1 :] if e.answers.get("risks_state") == "none"), None
        )
        for number, row in enumerate(answers.rows(entry.answers, "risks"), start=1):
            code = answers.text(row, "risk")
            need = catalogue.called_for(known, code) if code and not mentions.is_small_risk(row) else None
            if need is not None:
                yield Cause(
                    key=f"{order.origin(entry)}/risk/{number}",
                    ref=Ref(need, answers.identity(row, "risk_person")),
                    on=entry.occurred_on,
                    begun=order.moment(entry),
                    ended=(order.moment(none_left), none_left.occurred_on) if none_left else None,
                    record_id=entry.id,
                    role=entry.role,
                    user_id=entry.author_id,
                )
