"""What the law or the course of a sheet refuses: percentages outside the range, IV with V, steps out of turn.

Asked by the journal before an entry is taken, whoever sends it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Final

from vatra.desks.pay.models import Fact, Sheet
from vatra.packs.pay import catalogue, cumulation, percents
from vatra.packs.pay.catalogue import covers
from vatra.records.incoming import Incoming

GUARDED: Final = ("pay/percentage", "pay/cumulation", "pay/sheet", "pay/sheet_step")
# From which state a step may be taken.
FROM: Final = {
    "checked": ("drafted",),
    "approved": ("checked",),
    "frozen": ("approved",),
    "returned": ("drafted", "checked", "approved"),
}
TITLES: Final = {
    "drafted": "întocmit",
    "checked": "verificat",
    "returned": "întors pentru refacere",
    "approved": "aprobat",
    "frozen": "înghețat",
}


@dataclass(frozen=True, slots=True)
class Seen:
    decisions: list[Fact] = field(default_factory=list)
    sheets: dict[str, Sheet] = field(default_factory=dict)


def is_guarded(entry: Incoming) -> bool:
    return entry.form in GUARDED and entry.intent != "void"


def look(entries: Sequence[Incoming], county_id: int) -> Seen:
    groups = [entry.group for entry in entries]
    if not groups:
        return Seen()
    decisions = Fact.objects.filter(employer_id__in=groups, kind="percentage")
    sheets = Sheet.objects.filter(employer_id__in=groups).defer("body", "steps")
    return Seen(list(decisions), {str(sheet.id): sheet for sheet in sheets})


def objections(entry: Incoming, answers: Mapping[str, Any], seen: Seen) -> tuple[str, ...]:
    """Reasons in Romanian; none if the entry can be taken."""
    match entry.form:
        case "pay/percentage":
            return tuple(_percentage(entry, answers, seen))
        case "pay/cumulation":
            return tuple(_choice(answers))
        case "pay/sheet":
            return tuple(_sheet(entry, answers, seen))
    return tuple(_step(entry, answers, seen))


def _percentage(entry: Incoming, answers: Mapping[str, Any], seen: Seen) -> Iterator[str]:
    law, code = catalogue.law(), answers["code"]
    if code not in law.codes():
        yield f"Anexa 9 nu are un spor {code}. Alegeți unul din listă."
        return
    since = date.fromisoformat(answers["since"])
    if reason := percents.refusal(law, code, Decimal(answers["percent"]), since):
        yield reason
    if clash := _forbidden(entry, answers, seen):
        yield (
            f"Pentru aceleași persoane este deja stabilit sporul {clash.key}: sporurile de la pct. IV și V nu se "
            "dau împreună (art. 14 alin. (3)). Încheiați întâi decizia dinainte."
        )


def _forbidden(entry: Incoming, answers: Mapping[str, Any], seen: Seen) -> Fact | None:
    """A standing decision for the same people that the text forbids beside this one."""
    rule = next(one for one in catalogue.law().rules if one.kind == "forbidden" and not one.keep)
    same = [
        one
        for one in seen.decisions
        if one.employer_id == entry.group
        and one.record_id != entry.prev
        and rule.fits(one.key, answers["code"])
        and all(one.body.get(name) == answers.get(name) for name in ("workplace", "category", "staff_number"))
        and (answers.get("staff_number") or answers.get("workplace"))
    ]
    since = date.fromisoformat(answers["since"])
    until = date.fromisoformat(answers["until"]) if answers.get("until") else date.max
    return next((one for one in same if one.since <= until and since <= (one.until or date.max)), None)


def _choice(answers: Mapping[str, Any]) -> Iterator[str]:
    law, keep = catalogue.law(), answers["keep"]
    rule = next((one for one in law.rules if one.id == answers["rule"]), None)
    if rule is None:
        yield "Nu există o asemenea întrebare în tabelul de cumul al anexei 9."
    elif reason := cumulation.possible(rule):
        yield f"Textul hotărăște deja, nu angajatorul: {reason}"
    elif keep == "both" and (rule.kind == "forbidden" or rule.only_one):
        yield f"Nu se pot acorda amândouă: {rule.text}"
    elif keep != "both" and not (keep in law.codes() and covers((*rule.first, *rule.second), keep)):
        yield "Alegeți „amândouă” sau unul dintre sporurile despre care este întrebarea."


def _sheet(entry: Incoming, answers: Mapping[str, Any], seen: Seen) -> Iterator[str]:
    month, workplace = answers["month"], answers.get("workplace", "")
    own = [one for one in seen.sheets.values() if one.employer_id == entry.group and one.month == month]
    same = [one for one in own if one.workplace == workplace and one.state != "returned"]
    if Decimal(answers["total"]) != sum(
        (Decimal(row["amount"]) for row in answers.get("lines", ())), Decimal(0)
    ):
        yield "Totalul nu este suma liniilor."
    if any(one.state != "frozen" for one in same):
        yield "Pentru această lună și acest loc de muncă este deja un stat în lucru. Continuați-l sau întoarceți-l."
    elif same and answers.get("corrects") not in {str(one.id) for one in same}:
        yield "Statul acestei luni este înghețat. Se poate întocmi numai un stat de corecție, care îl numește."
    if answers.get("corrects") and not answers.get("reason"):
        yield "Scrieți de ce se corectează statul."


def _step(entry: Incoming, answers: Mapping[str, Any], seen: Seen) -> Iterator[str]:
    sheet = seen.sheets.get(str(entry.subject.id))
    if sheet is None:
        yield "Nu există un asemenea stat."
    elif sheet.state not in FROM[answers["step"]]:
        yield f"Statul este {TITLES[sheet.state]}: pasul acesta nu se poate face acum."
