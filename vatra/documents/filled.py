"""Any compiled form as lines of a sheet of paper: filled from answers, or empty to be filled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from vatra.documents import words

Node = dict[str, Any]
Items = Sequence[Mapping[str, Any]]
Names = Mapping[str, str]

YES_NO: Final = {"yes": "Da", "no": "Nu", "unknown": "Nu se știe"}
TICKED: Final = 12  # options of a filled sheet that are shown with their boxes; of more only the chosen
PRINTED: Final = 40  # options of an empty sheet; of more the code is written from the printed list
COPIES: Final = 2  # of a repeated part on an empty sheet
BOXES: Final = {"date": [2, 2, 4], "time": [2, 2], "integer": [6]}  # groups of digits
LINES: Final = {"text": 3, "signature": 2}
MADE_BY_MACHINE: Final = ("computed", "photo", "file")
LETTERS: Final = 60  # an answer longer than this stands below its question
BOX: Final = "0 0 600 300"  # of a drawn signature: the phone's


def filled(form: Mapping[str, Any], answers: Mapping[str, Any], names: Names) -> list[Node]:
    """Questions with their answers. One that was not asked (its condition) and has none is left out."""
    return list(_filled(form["items"], answers, names, 1))


def _filled(items: Items, answers: Mapping[str, Any], names: Names, level: int) -> Iterator[Node]:
    for item in items:
        if item["type"] == "group":
            yield from _group(item, answers, names, level)
        elif item["type"] == "display":
            continue
        elif item["id"] in answers:
            yield _answered(item, answers[item["id"]], names)
        elif not item.get("when") and item["type"] not in MADE_BY_MACHINE:
            yield _question(item)


def _group(item: Mapping[str, Any], answers: Mapping[str, Any], names: Names, level: int) -> Iterator[Node]:
    if not item.get("repeats"):
        inner = list(_filled(item["items"], answers, names, level + 1))
        if inner:
            yield _heading(item, level)
            yield from inner
        return
    for number, row in enumerate(answers.get(item["id"]) or (), start=1):
        yield _heading(item, level, f": {number}")
        yield from _filled(item["items"], row, names, level + 1)


def _answered(item: Mapping[str, Any], answer: Any, names: Names) -> Node:
    if item["type"] == "signature":
        return _question(item, drawn=signature(answer), value="semnat")
    chosen = answer if isinstance(answer, list) else [answer]
    options = _ticked(item, chosen)
    return _question(item, options=options, value="" if options else said(item, answer, names))


def said(item: Mapping[str, Any], answer: Any, names: Names) -> str:
    """One answer as a person reads it."""
    kind = item["type"]
    if kind in ("choice", "choices"):
        texts = {option["code"]: option["text"] for option in item.get("options", ())}
        codes = answer if isinstance(answer, list) else [answer]
        return ", ".join(str(texts.get(code, code)) for code in codes)
    if kind in ("boolean", "yes_no_unknown"):
        return _yes_no(answer)
    if kind == "date":
        return words.day(answer)
    if kind in ("photo", "file"):
        return "atașat în sistem"
    if str(answer) in names:
        return names[str(answer)]
    return words.amount(answer, item.get("unit", "")) if kind in _NUMBERS else str(answer)


_NUMBERS: Final = ("integer", "decimal", "computed")


def _yes_no(answer: Any) -> str:
    if isinstance(answer, bool):
        return "Da" if answer else "Nu"
    return YES_NO.get(answer, str(answer))


def _options(item: Mapping[str, Any]) -> list[tuple[Any, str]]:
    if item["type"] == "boolean":
        return [(True, "Da"), (False, "Nu")]
    if item["type"] == "yes_no_unknown":
        return list(YES_NO.items())
    return [(option["code"], option["text"]) for option in item.get("options", ())]


def _ticked(item: Mapping[str, Any], chosen: Iterable[Any], most: int = TICKED) -> list[dict[str, Any]]:
    options = _options(item)
    if len(options) > most:
        return []
    marks = list(chosen)
    return [{"text": text, "is_on": code in marks} for code, text in options]


def blank(form: Mapping[str, Any]) -> list[Node]:
    """Every question, with room to write. What a machine makes (sums, photographs) is left out."""
    return list(_blank(form["items"], 1))


def _blank(items: Items, level: int) -> Iterator[Node]:
    for item in items:
        if item["type"] == "display":
            yield {"kind": "text", "text": item.get("text", "")}
        elif item["type"] == "group":
            for number in range(1, COPIES + 1) if item.get("repeats") else (0,):
                yield _heading(item, level, f": {number}" if number else "")
                yield from _blank(item["items"], level + 1)
        elif item["type"] not in MADE_BY_MACHINE:
            options = _ticked(item, (), PRINTED)
            yield _question(item, options=options, note=_note(item, bool(options)))


def _note(item: Mapping[str, Any], has_options: bool) -> str:
    notes = []
    if item.get("when"):
        notes.append("Se completează numai dacă este cazul.")
    if item["type"] == "choices":
        notes.append("Pot fi mai multe răspunsuri.")
    if item["type"] in ("choice", "choices") and not has_options:
        notes.append("Scrieți denumirea sau codul din listă.")
    if item["type"] == "date":
        notes.append("Ziua, luna, anul.")
    return " ".join(notes)


def _heading(item: Mapping[str, Any], level: int, more: str = "") -> Node:
    return {
        "kind": "heading", "text": item.get("text", "") + more, "level": min(level, 3),
        "hint": item.get("hint", ""),
    }  # fmt: skip


def _question(item: Mapping[str, Any], **given: Any) -> Node:
    kind = item["type"]
    node: Node = {
        "kind": "question",
        "text": item.get("text", ""),
        "hint": item.get("hint", ""),
        "note": "",
        "is_required": bool(item.get("required")),
        "options": [],
        "value": "",
        "drawn": "",
        "boxes": BOXES.get(kind, []),
        "lines": LINES.get(kind, 1),
        **given,
    }
    node["is_wide"] = len(node["options"]) > 4 or len(node["value"]) > LETTERS or kind == "text"
    return node


def signature(strokes: Any) -> str:
    """The drawn signature as SVG; empty when it is none. Points are whole numbers, so nothing is escaped."""
    lines = [
        " ".join(f"{int(point[0])} {int(point[1])}" for point in stroke)
        for stroke in strokes
        if isinstance(stroke, list) and stroke
    ]
    if not lines:
        return ""
    path = " ".join(f"M{line}" for line in lines)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{BOX}"><path d="{path}" fill="none"'
        ' stroke="#000" stroke-width="5" stroke-linecap="round" stroke-linejoin="round"/></svg>'
    )
