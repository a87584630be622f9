"""How soon a case must be worked: the greatest of its open findings, risks and calls for help."""

from collections.abc import Iterable, Iterator

from vatra.kit.catalogue import Catalogue
from vatra.kit.dossiers import Finding
from vatra.kit.vocabulary import Urgency
from vatra.packs.integrated_services import answers, mentions, names
from vatra.packs.integrated_services.episodes import Episode, is_problem


def of(episode: Episode, findings: Iterable[Finding], known: Catalogue) -> int:
    """Urgency of the case; a closed case has none."""
    if episode.closure is not None:
        return Urgency.none
    found = [f.urgency for f in findings if is_problem(f) and f.closed_on is None]
    called = Urgency.urgent if _is_called_urgent(episode) else Urgency.none
    return max([*found, *_risks(episode, known), called])


def _is_called_urgent(episode: Episode) -> bool:
    """A signal calls it so, until a risk assessment says otherwise (art. 3 alin. (3) lit. a)).

    A second, calm signal takes nothing back: its author may not know what the first one saw.
    """
    is_urgent = False
    for entry in episode.of(names.SIGNAL, names.RISK_ASSESSMENT):
        said = answers.flag(entry.answers, "urgent")
        is_urgent = said if entry.form == names.RISK_ASSESSMENT else is_urgent or said
    return is_urgent


def _risks(episode: Episode, known: Catalogue) -> Iterator[int]:
    """Urgency of the newest assessment's risks: by the list of vulnerabilities, or as it says."""
    assessments = episode.of(names.RISK_ASSESSMENT)
    for row in answers.rows(assessments[-1].answers, "risks") if assessments else ():
        if answers.flag(row, "risk_urgent"):
            yield Urgency.urgent
        one = known.vulnerabilities.get(answers.text(row, "risk") or "")
        if one is not None and not mentions.is_small_risk(row):
            yield one.urgency
