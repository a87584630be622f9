"""What the fields of a form offer: supplements, places of work, questions of cumulation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from vatra.office.forms.pickers import Choice, Pickers
from vatra.packs.pay import catalogue, cumulation, percents
from vatra.packs.pay.catalogue import Rule


@dataclass(slots=True)
class Offers(Pickers):
    """Choices of one page; `rule` narrows what an answer to a question of cumulation may be."""

    workplaces: Mapping[str, str] = field(default_factory=dict)
    form: str = ""
    rule: str = ""
    on: Any = None

    def choices(self, item: Mapping[str, Any]) -> Sequence[Choice]:
        if item["type"] != "string":
            return Pickers.choices(self, item)
        if item["id"] == "workplace":
            return [Choice(code, title) for code, title in sorted(self.workplaces.items())]
        match self.form, item["id"]:
            case "percentage", "code":
                return self._supplements()
            case "cumulation", "rule":
                return [
                    Choice(one.id, _shown(one))
                    for one in catalogue.law().rules
                    if not cumulation.possible(one)
                ]
            case "cumulation", "keep":
                return self._kept()
        return ()

    def _supplements(self) -> list[Choice]:
        law = catalogue.law()
        found = []
        for code, title in law.titles().items():
            range_ = law.range_at(code, self.on)
            if range_ is not None and not percents.is_fixed(range_):
                found.append(Choice(code, f"{code}: {title} ({percents.words(range_)})"))
        return found

    def _kept(self) -> list[Choice]:
        rule = next((one for one in catalogue.law().rules if one.id == self.rule), None)
        if rule is None:
            return [Choice("both", "amândouă"), *(Choice(c, c) for c in catalogue.law().codes())]
        both = [] if rule.only_one or rule.kind == "forbidden" else [Choice("both", "amândouă")]
        sides = (*rule.first, *rule.second)
        fitting = [code for code in catalogue.law().codes() if catalogue.covers(sides, code)]
        return [*both, *(Choice(code, f"numai {code}") for code in fitting)]


def _shown(rule: Rule) -> str:
    text = rule.text if len(rule.text) < 110 else f"{rule.text[:107]}..."
    return f"{rule.title}: {text}"
