"""The order of a list of cases: urgent ones first, then as they came (art. 3 alin. (3) lit. a))."""

from datetime import date

from vatra.kit.dossiers import DossierView
from vatra.kit.vocabulary import Urgency


def work_order(case: DossierView) -> tuple[bool, date, str]:
    """Key to sort by. Only "urgent" comes first: the law knows no other step."""
    return case.urgency < Urgency.urgent, case.opened_on, case.id
