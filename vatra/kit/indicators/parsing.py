"""Definitions read from a pack's indicators.yaml or from an administrator's form, with one check.

Faults are said in Romanian, because administrators read them too.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final

from vatra.kit import references, trees, vocabulary
from vatra.kit.catalogue import Catalogue
from vatra.kit.errors import PackError
from vatra.kit.indicators.definitions import BREAKDOWNS, KINDS, ROLES, Count, Definition
from vatra.kit.indicators.units import OF
from vatra.kit.nodes import Builder, inside

Forms = Mapping[str, Mapping[str, Any]]

_NEEDED: Final = frozenset(
    {"code", "title", "area", "definition", "owner", "kind", "unit", "numerator", "valid_from"}
)
_KEYS: Final = _NEEDED | {
    "cites",
    "source",
    "denominator",
    "breakdown",
    "valid_to",
    "target",
    "role",
    "area_in",
}
_PEOPLE: Final = frozenset({"sex", "age_from", "age_to"})
_WHERE: Final[Mapping[str, frozenset[str]]] = {
    "findings": _PEOPLE | {"code", "area", "favourable"},
    "items": _PEOPLE | {"code", "area"},
    "persons": _PEOPLE,
    "answers": _PEOPLE,
    "entries": _PEOPLE,
    "dossiers": _PEOPLE,
}
_COUNT_KEYS: Final[Mapping[str, frozenset[str]]] = {
    "findings": frozenset({"of", "where", "per"}),
    "persons": frozenset({"of", "where"}),
    "entries": frozenset({"of", "where", "form", "per"}),
    "answers": frozenset({"of", "where", "form", "question", "in", "exists", "op", "value", "latest", "per"}),
    "items": frozenset({"of", "where", "kind", "state", "on", "per"}),
    "dossiers": frozenset({"of", "where", "kind", "state", "on", "per"}),
}


def parse(raw: Mapping[str, Any], *, forms: Forms, catalogue: Catalogue) -> Definition:
    """The definition; PackError with every fault that `problems` finds."""
    faults = problems(raw, forms=forms, catalogue=catalogue)
    if faults:
        raise PackError("\n".join(f"indicator {raw.get('code')}: {fault}" for fault in faults))
    denominator = raw.get("denominator")
    return Definition(
        code=raw["code"],
        title=raw["title"],
        area=raw["area"],
        cites=tuple(raw.get("cites") or ()),
        definition=raw["definition"],
        owner=raw["owner"],
        kind=raw["kind"],
        unit=raw["unit"],
        numerator=_count(raw["numerator"], forms),
        denominator=_count(denominator, forms) if denominator else None,
        breakdown=tuple(raw.get("breakdown") or ()),
        valid_from=date.fromisoformat(raw["valid_from"]),
        valid_to=date.fromisoformat(raw["valid_to"]) if raw.get("valid_to") else None,
        target=raw.get("target"),
        role=raw.get("role", ""),
        area_in=raw.get("area_in", "area"),
    )


def unique(definitions: Iterable[Definition]) -> tuple[Definition, ...]:
    """The definitions; PackError when two of one code are valid on one day."""
    found = tuple(definitions)
    for index, one in enumerate(found):
        for other in found[index + 1 :]:
            is_apart = (one.valid_to or date.max) < other.valid_from or (
                other.valid_to or date.max
            ) < one.valid_from
            if one.code == other.code and not is_apart:
                raise PackError(f"indicator {one.code} stands twice for the same days")
    return found


def problems(raw: Mapping[str, Any], *, forms: Forms, catalogue: Catalogue) -> list[str]:
    """Everything that keeps the definition from being counted, in Romanian; empty when it is right."""
    return [*_head_faults(raw), *_count_faults(raw, forms, catalogue)]


def _head_faults(raw: Mapping[str, Any]) -> Iterator[str]:
    if lacking := sorted(key for key in _NEEDED if raw.get(key) in (None, "")):
        yield f"Lipsesc: {', '.join(lacking)}."
    if unknown := sorted(set(raw) - _KEYS):
        yield f"Câmpuri necunoscute: {', '.join(unknown)}."
    if not raw.get("cites") and not raw.get("source") and "definiție a proiectului" not in _text(raw):
        yield "Scrieți articolul din lege sau, unde legea tace, „definiție a proiectului”."
    if raw.get("area") not in vocabulary.AREAS:
        yield f"Aria „{raw.get('area')}” nu există. Alegeți una dintre: {', '.join(vocabulary.AREAS)}."
    if raw.get("kind") not in KINDS:
        yield "Felul este „stock” (câte sunt la sfârșitul perioadei) sau „flow” (câte au fost în perioadă)."
    if raw.get("owner") not in vocabulary.ROLES:
        yield f"Nu există instituția „{raw.get('owner')}”."
    if unknown := [by for by in raw.get("breakdown") or () if by not in BREAKDOWNS]:
        yield f"Nu se poate împărți după: {', '.join(unknown)}."
    yield from _role_faults(raw)
    yield from _day_faults(raw)


def _role_faults(raw: Mapping[str, Any]) -> Iterator[str]:
    if raw.get("role", ROLES[0]) not in ROLES:
        yield f"Rolul „{raw['role']}” nu există. Alegeți unul dintre: {', '.join(ROLES)}."
    if raw.get("area_in", "area") not in ("area", "code"):
        yield "Aria stă în „area” sau în „code”."


def _text(raw: Mapping[str, Any]) -> str:
    return str(raw.get("definition") or "").lower()


def _day_faults(raw: Mapping[str, Any]) -> Iterator[str]:
    for key in ("valid_from", "valid_to"):
        value = raw.get(key)
        try:
            date.fromisoformat(value or "2000-01-01")
        except (TypeError, ValueError):
            yield f"Data „{key}” nu este o zi din calendar: {value}."


def _count_faults(raw: Mapping[str, Any], forms: Forms, catalogue: Catalogue) -> Iterator[str]:
    for part, title in (("numerator", "Numărătorul"), ("denominator", "Numitorul")):
        count = raw.get(part)
        if count is None:
            continue
        if not isinstance(count, Mapping) or count.get("of") not in OF:
            yield f"{title}: „of” este unul dintre {', '.join(OF)}."
            continue
        for fault in _one_count(count, str(raw.get("kind")), forms, catalogue):
            yield f"{title}: {fault}"


def _one_count(count: Mapping[str, Any], kind: str, forms: Forms, catalogue: Catalogue) -> Iterator[str]:
    of = count["of"]
    if unknown := sorted(set(count) - _COUNT_KEYS[of]):
        yield f"câmpuri necunoscute pentru „{of}”: {', '.join(unknown)}."
    where = count.get("where") or {}
    if unknown := sorted(set(where) - _WHERE[of]):
        yield f"„{of}” nu se poate filtra după: {', '.join(unknown)}."
    codes = where.get("code", []) if of == "findings" else []
    if unknown := [code for code in codes if code not in catalogue.vulnerabilities]:
        yield f"vulnerabilități necunoscute: {', '.join(unknown)}."
    yield from _choice_faults(count, of, kind)
    if of in ("entries", "answers"):
        yield from _form_faults(count, kind, forms)


def _choice_faults(count: Mapping[str, Any], of: str, kind: str) -> Iterator[str]:
    if of in ("items", "dossiers") and not count.get("kind"):
        yield "lipsește felul („kind”)."
    if of == "persons" and kind == "flow":
        yield "persoanele se numără numai ca „stock”."
    if count.get("per") not in (None, "subject") or count.get("on") not in (None, "opened", "closed"):
        yield "„per” este „subject”, „on” este „opened” sau „closed”."


def _form_faults(count: Mapping[str, Any], kind: str, forms: Forms) -> Iterator[str]:
    form = forms.get(str(count.get("form")))
    if form is None:
        yield f"formularul „{count.get('form')}” nu există."
    elif count["of"] == "answers":
        if count.get("latest", kind == "stock") is not (kind == "stock"):
            yield "„latest” este true pentru „stock” și false pentru „flow”."
        yield from _question_faults(count, form)


def _question_faults(count: Mapping[str, Any], form: Mapping[str, Any]) -> Iterator[str]:
    item = next((i for i in trees.items(form["items"]) if i["id"] == count.get("question")), None)
    if item is None:
        yield f"formularul nu are întrebarea „{count.get('question')}”."
        return
    tests = [key for key in ("in", "exists", "op") if key in count]
    if len(tests) != 1:
        yield "alegeți un singur fel de a număra răspunsul: in, exists sau op."
    elif "op" in count and (count["op"] not in references.OPS or "value" not in count):
        yield f"comparația „{count['op']}” nu există sau nu are valoare."
    codes = {option["code"] for option in item.get("options", ())}
    if "in" in count and codes and (unknown := sorted(set(map(str, count["in"])) - codes)):
        yield f"întrebarea nu are răspunsurile: {', '.join(unknown)}."


def _count(raw: Mapping[str, Any], forms: Forms) -> Count:
    states = raw.get("state") or ()
    count = {
        "of": raw["of"],
        "form": raw.get("form"),
        "question": raw.get("question"),
        "test": _test(raw),
        "where": dict(raw.get("where") or {}),
        "kind": raw.get("kind"),
        "states": (states,) if isinstance(states, str) else tuple(states),
        "per": raw.get("per"),
        "moment": raw.get("on") or "opened",
    }
    return Count(**count, **_place_of(raw, forms)) if raw["of"] == "answers" else Count(**count)


def _test(raw: Mapping[str, Any]) -> tuple[str, Any]:
    if "in" in raw:
        return "in", tuple(raw["in"])
    return ("exists", raw.get("exists", True)) if "op" not in raw else (raw["op"], raw["value"])


def _place_of(raw: Mapping[str, Any], forms: Forms) -> dict[str, Any]:
    """Where in the answers the question's value lies, and how it compares."""
    builder = Builder(forms[raw["form"]])
    node = builder.nodes[raw["question"]]
    siblings = inside(node.repeat) if node.repeat is not None else ()
    return {
        "group": node.repeat.id if node.repeat is not None else None,
        "person": next((sibling.id for sibling in siblings if sibling.type == "person"), None),
        "value_kind": builder.kind({"q": node.id}),
    }
