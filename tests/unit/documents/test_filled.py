"""A form on paper: filled, and empty."""

from __future__ import annotations

from vatra.documents import filled
from vatra.kit import packs

FORM = {
    "items": [
        {"id": "note", "type": "display", "text": "Citiți întâi"},
        {
            "id": "who",
            "type": "group",
            "text": "Cine",
            "items": [
                {"id": "seen", "type": "yes_no_unknown", "text": "L-ați văzut?", "required": True},
                {"id": "weight", "type": "decimal", "text": "Greutatea", "unit": "kg"},
                {
                    "id": "when_seen",
                    "type": "date",
                    "text": "Când",
                    "when": {"q": "seen", "op": "=", "value": "yes"},
                },
                {"id": "sum", "type": "computed", "text": "Suma"},
                {"id": "sign", "type": "signature", "text": "Semnătura"},
            ],
        },
        {
            "id": "helps",
            "type": "group",
            "repeats": True,
            "text": "Ajutor",
            "items": [
                {"id": "kind", "type": "choice", "text": "Ce", "options": [{"code": "a", "text": "Alimente"}]}
            ],
        },
    ]
}


def questions(nodes):
    return {node["text"]: node for node in nodes if node["kind"] == "question"}


def headings(nodes):
    return [node["text"] for node in nodes if node["kind"] == "heading"]


def test_answers_stand_as_words_with_their_units_and_boxes():
    answers = {"seen": "yes", "weight": "6.2", "when_seen": "2026-11-02", "helps": [{"kind": "a"}]}

    nodes = filled.filled(FORM, answers, {})

    said = questions(nodes)
    assert headings(nodes) == ["Cine", "Ajutor: 1"]
    assert [(o["text"], o["is_on"]) for o in said["L-ați văzut?"]["options"]] == [
        ("Da", True), ("Nu", False), ("Nu se știe", False),
    ]  # fmt: skip
    assert said["Greutatea"]["value"] == "6,2\u00a0kg"
    assert said["Când"]["value"].replace("\u00a0", " ") == "2 noiembrie 2026"
    assert said["Ce"]["options"] == [{"text": "Alimente", "is_on": True}]


def test_question_that_was_not_asked_is_not_printed():
    nodes = filled.filled(FORM, {"seen": "no"}, {})

    assert "Când" not in questions(nodes)
    assert questions(nodes)["Greutatea"]["value"] == ""
    assert questions(nodes)["Greutatea"]["options"] == []


def test_signature_is_drawn_from_whole_numbers_only():
    drawn = filled.signature([[[1, 2, 0], [3, 4, 9]], [[5, 6, 12], [7, 8, 20]]])

    assert 'd="M1 2 3 4 M5 6 7 8"' in drawn
    assert filled.signature([]) == ""


def test_empty_sheet_asks_everything_that_a_hand_can_write():
    nodes = filled.blank(FORM)

    said = questions(nodes)
    assert headings(nodes) == ["Cine", "Ajutor: 1", "Ajutor: 2"]
    assert "Suma" not in said
    assert said["Când"]["note"] == "Se completează numai dacă este cazul. Ziua, luna, anul."
    assert not any(option["is_on"] for node in said.values() for option in node["options"])
    assert nodes[0] == {"kind": "text", "text": "Citiți întâi"}


def test_every_installed_form_can_be_an_empty_sheet():
    by_machine = filled.MADE_BY_MACHINE
    for form in packs.library().newest().values():
        texts = [node["text"] for node in filled.blank(form)]
        wanted = [item["text"] for item in form["items"] if item["type"] not in by_machine]

        assert [text for text in wanted if not any(one.startswith(text) for one in texts)] == []
