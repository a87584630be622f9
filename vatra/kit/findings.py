"""What a record finds (pure rules of its form), and how long each finding stays open.

A finding is one code about one person, or about the household. It opens with the first effective
record whose rule holds, and closes with the first later record, of any form with a rule for
that code, that answers the rule's question about the same one and no longer finds it. A
record that does not ask about it says nothing. An item with `resolves: finding` closes the
findings it names (by key or by code).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, NamedTuple

from vatra.kit.catalogue import Vulnerability
from vatra.kit.dossiers import Entry, Finding, Member
from vatra.kit.forms import Form
from vatra.kit.nodes import Rule, prepared
from vatra.kit.parameters import Parameters
from vatra.kit.sheet import Context, Scope, open_sheet

FormOf = Callable[[str, str], Form]
ParametersOf = Callable[[str], Parameters]


class Found(NamedTuple):
    """`person_id` None: about the household or the place."""

    code: str
    person_id: str | None


@dataclass(frozen=True, slots=True)
class Said:
    """All that a record says of findings: those it finds, and those it asks about and does not find."""

    found: tuple[Found, ...]
    lacking: tuple[Found, ...]


def found(
    form: Form, answers: Mapping[str, Any], context: Context, parameters: Parameters | None = None
) -> list[Found]:
    """Findings of one record, in the order of the rules, each once."""
    return list(said(open_sheet(form, answers, context, parameters)).found)


def said(sheet: Scope) -> Said:
    """Findings and answered non-findings of an open sheet."""
    holds: dict[Found, bool] = {}
    for rule in sheet.form.rules:
        if rule.gate and rule.gate.isdisjoint(sheet.raw):
            continue
        for scope, about in _sites(rule, sheet):
            one = Found(rule.code, about)
            if rule.when(scope):
                holds[one] = True
            elif _is_answered(rule, scope):
                holds.setdefault(one, False)
    return Said(
        tuple(one for one, is_found in holds.items() if is_found),
        tuple(one for one, is_found in holds.items() if not is_found),
    )


def _sites(rule: Rule, sheet: Scope) -> Iterator[tuple[Scope, str | None]]:
    """Where the rule is tried, and whom it is about there."""
    own = _subject(sheet)
    if rule.each is None:
        yield sheet, own
        return
    for scope in sheet.scopes_of(rule.each):
        yield scope, (scope.value(rule.person) if rule.person is not None else None) or own


def _subject(sheet: Scope) -> str | None:
    person = sheet.world.context.get("person")
    if sheet.form.form["subject"] != "person" or not isinstance(person, Mapping):
        return None
    return person.get("id")


def _is_answered(rule: Rule, scope: Scope) -> bool:
    """A rule without questions looks at the context alone, and is always answered."""
    return not rule.asks or any(scope.lookup(item_id) not in (None, []) for item_id in rule.asks)


def context_of(entry: Entry, members: Iterable[Member]) -> dict[str, Any]:
    """What the form knew when the record was made, as far as the group can tell."""
    return _context_of(entry, {member.id: member for member in members})


def _context_of(entry: Entry, people: Mapping[str, Member]) -> dict[str, Any]:
    day = entry.occurred_on.isoformat()
    context: dict[str, Any] = {
        "today": entry.made_at.date().isoformat(),
        "date": day,
        "role": entry.role,
        "place": entry.place_id,
        "household": {"size": sum(member.alive for member in people.values())},
    }
    if entry.subject_type == "person":
        person = people.get(entry.subject_id)
        known = {"birth_date": person.birth_date, "sex": person.sex} if person else {}
        context["person"] = {"id": entry.subject_id, **known}
    return context


@dataclass(frozen=True, slots=True)
class Rulebook:
    """What the history needs of the installed packs."""

    form: FormOf
    parameters: ParametersOf
    vulnerabilities: Mapping[str, Vulnerability]


def findings_history(
    entries: Iterable[Entry], rules: Rulebook, members: Iterable[Member] = ()
) -> tuple[Finding, ...]:
    """Findings of a group over its effective entries, ordered by opening; keys survive corrections."""
    people = {member.id: member for member in members}
    history: dict[str, Finding] = {}  # by key, in order of opening
    is_open: dict[Found, str] = {}
    for entry in sorted(entries, key=lambda entry: (entry.occurred_on, entry.seq, entry.id)):
        statement = _statement(entry, rules, people)
        for gone in [*statement.said.lacking, *_resolved(statement.named, is_open)]:
            if gone in is_open:
                key = is_open.pop(gone)
                history[key] = replace(history[key], closed_on=entry.occurred_on, closed_by=entry.id)
        for one in statement.said.found:
            about = rules.vulnerabilities[one.code]
            if one not in is_open and about.is_valid(entry.occurred_on):
                opened = statement.opened.get(one)
                if opened is None:
                    opened = statement.opened[one] = _opened(one, entry, about)
                history[opened.key], is_open[one] = opened, opened.key
    return tuple(history.values())


@dataclass(frozen=True, slots=True)
class _Statement:
    """What one entry says of findings, and which of them it names as resolved.

    ``opened``: the findings it opened so far, which are the same whenever it opens them.
    """

    said: Said
    named: frozenset[Any]
    opened: dict[Found, Finding]


# Records never change: what they say is kept from one derivation of a household to the next.
# By entry: what the statement was read from, and the statement. The answers as a hash only, so
# that thousands of records can be kept and nobody's answers stay in memory.
_KEPT: Final = 16_384
_statements: dict[str, tuple[Parameters, tuple[Any, ...], _Statement]] = {}


def _statement(entry: Entry, rules: Rulebook, people: Mapping[str, Member]) -> _Statement:
    form, parameters = rules.form(entry.form, entry.version), rules.parameters(entry.form)
    if prepared(form).is_silent:
        return _SILENT
    context = _context_of(entry, people)
    whose = (entry.root_id, entry.occurred_on, entry.role, rules.vulnerabilities)
    read_from = (form["hash"], context, hash(repr(entry.answers)), whose)
    known = _statements.get(entry.id)
    if known is not None and known[0] is parameters and known[1] == read_from:
        return known[2]
    sheet = open_sheet(form, entry.answers, context, parameters)
    statement = _Statement(said(sheet), _named(sheet), {})
    if len(_statements) >= _KEPT:
        _statements.clear()
    _statements[entry.id] = (parameters, read_from, statement)
    return statement


_SILENT: Final = _Statement(Said((), ()), frozenset(), {})


def _opened(one: Found, entry: Entry, about: Vulnerability) -> Finding:
    root = entry.root_id or entry.id
    return Finding(
        key=":".join(part for part in (root, one.code, one.person_id) if part),
        code=one.code,
        person_id=one.person_id,
        area=about.area,
        urgency=about.urgency,
        favourable=about.favourable,
        sensitivity=about.sensitivity,
        opened_on=entry.occurred_on,
        closed_on=None,
        record_id=entry.id,
        closed_by=None,
        who_role=entry.role,
    )


def _named(sheet: Scope) -> frozenset[Any]:
    """Keys or codes of findings that the record names as resolved."""
    named: set[Any] = set()
    for node in sheet.form.resolving:
        for value in sheet.values_of(node):
            named.update(value if isinstance(value, list) else [value])
    return frozenset(named)


def _resolved(named: frozenset[Any], is_open: Mapping[Found, str]) -> list[Found]:
    """Open findings that a record names as resolved, by key or by code."""
    return [one for one, key in is_open.items() if key in named or one.code in named] if named else []
