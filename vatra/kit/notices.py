"""Kinds of notices as a pack declares them in `notices.yaml`: whom, when, in which words, which answer.

    - id: referral                          # unique among all packs
      title: Trimitere la un serviciu
      cites: [protocol-2017/3.4.p.1]
      to: institution                       # person | institution | user
      sensitivity: social                   # who may see that there is such a notice
      when: {form: referral, where: {area: [health]}}      # or {finding: [CODE]}, {dossier: case, state: planned}
      by_hand: true                         # offered under "send a notice": somebody writes the form
      begins: {kind: message}               # first answers of that form
      addressee: {name: to_name, institution: to_institution, kind: to_kind, kinds: {police: other}}
      consent: sms                          # to a person: the purpose agreed to, or nothing is sent
      message: Aveți o înștiințare de la echipa din {place}.    # leaves the house: no personal data
      letter: {parts: [...], closing: ..., reply: [...]}        # printed by those who may read the record
      term: {days: referral_result_days, answer: due_on}        # within which an answer is expected
      answered_by: {form: referral_result, question: attended}
      handed_by: notice_handed              # the form that says it was handed over
      told: informed_on                     # the answer with the day on which the author told it himself

In `addressee` each value names an answer; `is_kind`, `is_role`, `person: subject | household` and
`user: manager` (of the case) are fixed. A letter prints the answers it names; a message knows only
the names of `PLACEHOLDERS`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from string import Formatter
from typing import Any, Final

from vatra.kit.errors import PackError
from vatra.kit.vocabulary import ROLES, Sensitivity

TO: Final = ("person", "institution", "user")
PLACEHOLDERS: Final = frozenset({"place", "county", "term", "address"})  # none tells of a person
_NEEDED: Final = {"id", "title", "cites", "to", "sensitivity", "when", "message", "letter"}
_MORE: Final = {
    *("by_hand", "begins", "addressee", "consent", "term", "answered_by", "handed_by", "told", "lead"),
}
_ADDRESSEE: Final = {"person", "institution", "kind", "kinds", "name", "role", "user", "is_kind", "is_role"}
_QUESTIONS: Final = ("person", "institution", "kind", "name", "role", "user")  # values that name an answer
_FIXED: Final = ("subject", "household", "manager")

Forms = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class NoticeKind:
    """One kind of notice. Form ids are full (pack/name)."""

    id: str
    pack: str
    title: str
    cites: tuple[str, ...]
    to: str
    sensitivity: int
    message: str
    letter: Mapping[str, Any]
    form: str = ""
    where: Mapping[str, frozenset[Any]] = field(default_factory=dict)
    findings: frozenset[str] = frozenset()
    dossier: str = ""
    state: str = ""
    by_hand: bool = False
    begins: Mapping[str, str] = field(default_factory=dict)
    addressee: Mapping[str, Any] = field(default_factory=dict)
    consent: str = ""
    term_days: str = ""
    term_answer: str = ""
    answered_by: str = ""
    answer_question: str = ""
    handed_by: str = ""
    told: str = ""
    lead: str = ""

    @property
    def expects_answer(self) -> bool:
        return bool(self.answered_by)


def parse(raw: Iterable[Mapping[str, Any]], pack: str) -> tuple[NoticeKind, ...]:
    """The kinds of a pack's notices.yaml; PackError says what is wrong."""
    return tuple(_kind(one, pack) for one in raw)


def unique(found: Iterable[NoticeKind]) -> dict[str, NoticeKind]:
    """By id; PackError on one id twice, whichever packs hold it."""
    kinds: dict[str, NoticeKind] = {}
    for one in found:
        if one.id in kinds:
            raise PackError(f"two notices are called {one.id}")
        kinds[one.id] = one
    return kinds


def _kind(raw: Mapping[str, Any], pack: str) -> NoticeKind:
    name = f"{pack}: notice {raw.get('id')}"
    if faults := [*_shape(raw)]:
        raise PackError("\n".join(f"{name}: {fault}" for fault in faults))
    when, term, reply = raw["when"], raw.get("term", {}), raw.get("answered_by", {})
    return NoticeKind(
        id=raw["id"],
        pack=pack,
        title=raw["title"],
        cites=tuple(raw["cites"]),
        to=raw["to"],
        sensitivity=int(Sensitivity[raw["sensitivity"]]),
        message=raw["message"],
        letter=raw["letter"],
        form=_full(pack, when.get("form", "")),
        where={key: frozenset(values) for key, values in when.get("where", {}).items()},
        findings=frozenset(when.get("finding", ())),
        dossier=when.get("dossier", ""),
        state=when.get("state", ""),
        by_hand=bool(raw.get("by_hand", False)),
        begins=raw.get("begins", {}),
        addressee=raw.get("addressee", {}),
        consent=raw.get("consent", ""),
        term_days=term.get("days", ""),
        term_answer=term.get("answer", ""),
        answered_by=_full(pack, reply.get("form", "")),
        answer_question=reply.get("question", ""),
        handed_by=_full(pack, raw.get("handed_by", "")),
        told=raw.get("told", ""),
        lead=raw.get("lead", ""),
    )


def _full(pack: str, name: str) -> str:
    return f"{pack}/{name}" if name else ""


def _shape(raw: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with the entry by itself."""
    if missing := sorted(_NEEDED - set(raw)):
        yield f"lacks {missing}"
        return
    if unknown := sorted(set(raw) - _NEEDED - _MORE):
        yield f"unknown keys {unknown}"
    if raw["to"] not in TO:
        yield f"to is one of {', '.join(TO)}"
    if raw["sensitivity"] not in Sensitivity.__members__:
        yield f"unknown sensitivity {raw['sensitivity']}"
    if sum(key in raw["when"] for key in ("form", "finding", "dossier")) != 1:
        yield "when names a form, a finding or a dossier"
    if raw["to"] == "person" and not raw.get("consent"):
        yield "to a person: names the consent it needs"
    yield from _words(raw)


def _words(raw: Mapping[str, Any]) -> Iterator[str]:
    if strangers := sorted(set(raw.get("addressee", {})) - _ADDRESSEE):
        yield f"unknown keys {strangers} in addressee"
    names = {name for _, name, _, _ in Formatter().parse(raw["message"]) if name is not None}
    if strangers := sorted(names - PLACEHOLDERS):
        yield f"a message may not hold {strangers}: it leaves the house"
    if raw.get("by_hand") and "form" not in raw["when"]:
        yield "by hand is a notice that a form sends"


def check(
    kinds: Iterable[NoticeKind], forms: Forms, dossiers: Mapping[str, frozenset[str]], parameters: Any
) -> None:
    """PackError on forms, questions, states, parameters and roles that are not there."""
    faults = [
        f"{kind.pack}: notice {kind.id}: {fault}"
        for kind in kinds
        for fault in _unknown(kind, forms, dossiers, parameters)
    ]
    if faults:
        raise PackError("\n".join(faults))


def _unknown(
    kind: NoticeKind, forms: Forms, dossiers: Mapping[str, frozenset[str]], parameters: Any
) -> Iterator[str]:
    for form in (kind.form, kind.answered_by, kind.handed_by):
        if form and form not in forms:
            yield f"no form {form}"
    if kind.dossier and kind.state not in dossiers.get(kind.dossier, frozenset()):
        yield f"no state {kind.state} of {kind.dossier}"
    if kind.term_days and kind.term_days not in parameters:
        yield f"no parameter {kind.term_days}"
    if kind.addressee.get("is_role", "social_worker") not in ROLES:
        yield f"no role {kind.addressee['is_role']}"
    if kind.form in forms:
        known = set(questions(forms[kind.form]["items"]))
        yield from (f"no question {one}" for one in _asked(kind) if one not in known)
    if kind.answered_by in forms:
        asked = set(questions(forms[kind.answered_by]["items"]))
        yield from (f"no question {one}" for one in ("answers_to", kind.answer_question) if one not in asked)


def _asked(kind: NoticeKind) -> list[str]:
    """Every question of the causing form that the declaration names."""
    named = [*kind.where, *kind.begins, kind.term_answer, kind.told]
    said = [kind.addressee.get(key, "") for key in _QUESTIONS]
    named += [one for one in said if one not in _FIXED]
    for part in kind.letter.get("parts", ()):
        named += [*part.get("answers", ()), part.get("text", "")]
    return [one for one in named if one]


def questions(items: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Ids of all questions of a form."""
    for item in items:
        yield item["id"]
        yield from questions(item.get("items") or ())
