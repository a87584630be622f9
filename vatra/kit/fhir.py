"""A compiled form as a FHIR R4 Questionnaire, for whoever exchanges forms and answers.

What FHIR can say is said in its own words (types, options, enableWhen, minValue, regex). What it
cannot (conditions deeper than one level, dated parameters, sensitivity) travels in extensions
below `urn:vatra:`, as JSON text, so that nothing is lost.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from vatra.kit import values
from vatra.kit.nodes import Builder, Node
from vatra.kit.vocabulary import Sensitivity

FHIR: Final = "http://hl7.org/fhir/StructureDefinition"
OWN: Final = "urn:vatra"
_TYPES: Final[Mapping[str, str]] = {
    "yes_no_unknown": "choice",
    "choices": "choice",
    "person": "reference",
    "place": "reference",
    "institution": "reference",
    "photo": "attachment",
    "file": "attachment",
    "signature": "attachment",
    "code": "string",
}
_COMPUTED: Final[Mapping[str, str]] = {"number": "decimal", "date": "date", "boolean": "boolean"}
_SUBJECTS: Final[Mapping[str, list[str]]] = {
    "person": ["Patient"],
    "household": ["Group"],
    "place": ["Location"],
    "dossier": ["EpisodeOfCare"],
}
_YES_NO: Final = (("yes", "Da"), ("no", "Nu"), ("unknown", "Nu știu"))

Json = dict[str, Any]


def questionnaire(form: Mapping[str, Any]) -> Json:
    """The whole Questionnaire resource."""
    builder = Builder(form)
    return {
        "resourceType": "Questionnaire",
        "id": form["id"].replace("/", ".").replace("_", "-")[:64],
        "extension": [_extension(f"{OWN}:hash", "valueString", form["hash"])],
        "url": f"{OWN}:form:{form['id']}",
        "version": form["version"],
        "name": "".join(part.title() for part in form["id"].replace("/", "_").split("_")),
        "title": form["title"],
        "status": "active",
        "subjectType": _SUBJECTS[form["subject"]],
        "item": [_item(node, builder) for node in builder.roots],
    }


def _item(node: Node, builder: Builder) -> Json:
    item = node.item
    resource: Json = {"linkId": node.id, "text": item["text"], "type": _type(node, builder)}
    if "when" in item:
        resource |= _enable_when(item["when"], builder)
    if "max_length" in item:
        resource["maxLength"] = item["max_length"]
    marks = {
        "readOnly": node.type == "computed",
        "required": bool(item.get("required")),
        "repeats": node.is_repeating or node.type == "choices",
    }
    parts = {
        "extension": [*_extensions(node, builder)],
        "answerOption": [*_options(node)],
        "item": [*_hint(node), *(_item(child, builder) for child in node.children)],
    }
    return resource | {key: value for key, value in (marks | parts).items() if value}


def _type(node: Node, builder: Builder) -> str:
    if node.type == "computed":
        return _COMPUTED.get(builder.kind({"q": node.id}), "string")
    return _TYPES.get(node.type, node.type)


def _extension(url: str, kind: str, value: Any) -> Json:
    return {"url": url, kind: value}


def _extensions(node: Node, builder: Builder) -> Iterator[Json]:
    item = node.item
    if node.type not in ("display", "group"):
        yield _extension(f"{OWN}:sensitivity", "valueCode", Sensitivity(item["sensitivity"]).name)
    if "when" in item and not _enable_when(item["when"], builder):
        yield _extension(f"{OWN}:when", "valueString", _text(item["when"]))
    if "compute" in item:
        yield _extension(f"{OWN}:compute", "valueString", _text(item["compute"]))
    if "pattern" in item:
        yield _extension(f"{FHIR}/regex", "valueString", item["pattern"])
    if "unit" in item:
        coding = {"system": "http://unitsofmeasure.org", "code": item["unit"], "display": item["unit"]}
        yield _extension(f"{FHIR}/questionnaire-unit", "valueCoding", coding)
    for key, name in (("min", "minValue"), ("max", "maxValue")):
        if key in item:
            yield _bound(node, key, name)


def _bound(node: Node, key: str, name: str) -> Json:
    bound = node.item[key]
    kind = {"integer": "valueInteger", "decimal": "valueDecimal", "date": "valueDate"}.get(node.type)
    if kind == "valueDate" and not values.is_day(bound):
        kind = None
    if kind is None or isinstance(bound, Mapping):
        return _extension(f"{OWN}:{key}", "valueString", _text(bound))
    # FHIR's JSON writes decimals as numbers; nothing of ours reads them back.
    return _extension(f"{FHIR}/{name}", kind, float(bound) if kind == "valueDecimal" else bound)


def _text(tree: Any) -> str:
    return json.dumps(tree, ensure_ascii=False, sort_keys=True)


def _hint(node: Node) -> Iterator[Json]:
    if node.item.get("hint") and node.type != "display":
        yield {"linkId": f"{node.id}.hint", "text": node.item["hint"], "type": "display"}


def _options(node: Node) -> Iterator[Json]:
    if node.type == "yes_no_unknown":
        for code, text in _YES_NO:
            yield {"valueCoding": {"system": f"{OWN}:yes-no-unknown", "code": code, "display": text}}
    for option in node.item.get("options", ()):
        coding = {"system": f"{OWN}:options:{node.id}", "code": option["code"], "display": option["text"]}
        extensions = []
        if option.get("exclusive"):
            extensions.append(_extension(f"{FHIR}/questionnaire-optionExclusive", "valueBoolean", True))
        if "when" in option:
            extensions.append(_extension(f"{OWN}:when", "valueString", _text(option["when"])))
        yield {"valueCoding": coding} | ({"extension": extensions} if extensions else {})


def _enable_when(condition: Mapping[str, Any], builder: Builder) -> Json:
    """enableWhen and its behaviour, or nothing when FHIR cannot say the condition."""
    behaviour, parts = "all", [condition]
    for key in ("all", "any"):
        if key in condition:
            behaviour, parts = key, condition[key]
    translated = [_comparison(part, builder) for part in parts]
    if not translated or not all(translated):
        return {}
    return {"enableWhen": translated} | ({"enableBehavior": behaviour} if len(translated) > 1 else {})


def _comparison(part: Mapping[str, Any], builder: Builder) -> Json | None:
    op, value = part.get("op"), part.get("value", True)
    if "q" not in part or isinstance(value, Mapping) or op == "has_not":
        return None
    node = builder.nodes[part["q"]]
    operator = "=" if op == "has" else op
    answer = ("answerBoolean", value) if op == "exists" else _answer(node, value, builder)
    return {"question": node.id, "operator": operator, answer[0]: answer[1]} if answer else None


def _answer(node: Node, value: Any, builder: Builder) -> tuple[str, Any] | None:
    """The answer[x] of a comparison; None for a value that FHIR's type does not take."""
    kind = _type(node, builder)
    if kind == "choice":
        system = f"{OWN}:yes-no-unknown" if node.type == "yes_no_unknown" else f"{OWN}:options:{node.id}"
        return "answerCoding", {"system": system, "code": value}
    fits, name = _ANSWERS.get(kind, (_never, ""))
    if not fits(value):
        return None
    shown = {"decimal": _as_number, "time": _with_seconds}.get(kind)
    return f"answer{name}", shown(value) if shown else value


def _as_number(value: Any) -> float:
    return float(value)


def _with_seconds(value: Any) -> str:
    return f"{value}:00"


def _never(_: Any) -> bool:
    return False


_ANSWERS: Final[Mapping[str, tuple[Callable[[Any], bool], str]]] = {
    "decimal": (lambda value: values.decimal(value) is not None, "Decimal"),
    "integer": (values.is_whole, "Integer"),
    "date": (values.is_day, "Date"),
    "time": (values.is_time, "Time"),
    "boolean": (lambda value: isinstance(value, bool), "Boolean"),
    "string": (lambda value: isinstance(value, str), "String"),
}
