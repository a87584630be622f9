"""How soon a case must be worked: the greatest of its open findings, risks and calls for help."""

from collections.abc import Iterable

from vatra.kit.dossiers import Finding
from vatra.kit.vocabulary import Urgency
from vatra.packs.integrated_services import answers, names
from vatra.packs.integrated_services.episodes import Episode, is_problem


def of(episode: Episode, findings: Iterable[Finding]) -> int:
    """Urgency of the case; a closed case has none."""
    if episode.closure is not None:
        return Urgency.none
    is_urgent = _is_called_urgent(episode) or _has_urgent_risk(episode)
    found = [f.urgency for f in findings if is_problem(f) and f.closed_on is None]
    return max([*found, Urgency.urgent if is_urgent else Urgency.none])


def _is_called_urgent(episode: Episode) -> bool:
    """The last word of a signal or a risk assessment (art. 3 alin. (3) lit. a))."""
    said = [
        answers.flag(entry.answers, "urgent")
        for entry in episode.of(names.SIGNAL, names.RISK_ASSESSMENT)
        if "urgent" in entry.answers
    ]
    return bool(said) and said[-1]


def _has_urgent_risk(episode: Episode) -> bool:
    assessments = episode.of(names.RISK_ASSESSMENT)
    rows = answers.rows(assessments[-1].answers, "risks") if assessments else ()
    return any(answers.flag(row, "risk_urgent") for row in rows)
