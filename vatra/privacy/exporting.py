"""Everything of one person, for the person: as data, as FHIR, and as a file to take away.

Gathered as the system, because it is hers whatever its sensitivity; the caller has an open
request. Of entries about the household or the case she shares, what names others is masked.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection

from vatra.kit import packs
from vatra.kit.errors import UnknownFormError
from vatra.people import sealing
from vatra.privacy import queries
from vatra.records import attachments, parts
from vatra.records.filetypes import type_of
from vatra.scanning import verdicts

FORMAT: Final = "vatra-person/1"
MASKED: Final = "[ascuns: privește și alte persoane]"
TYPED: Final = frozenset({"string", "text", "photo", "file", "signature"})
RECORDS: Final = """
SELECT r.id, r.form, r.version, r.subject_type, r.subject_id, r.intent, r.reason, r.occurred_on, r.received_at,
    u.full_name AS author, r.role,
    (SELECT json_agg(p.answers ORDER BY p.sensitivity) FROM records_part p WHERE p.record_id = r.id) AS parts
FROM records_record r LEFT JOIN accounts_user u ON u.id = r.author_id
WHERE (r.subject_id = ANY (%(persons)s) AND r.subject_type = 'person')
    OR (r.group_id = ANY (%(groups)s) AND r.subject_type <> 'person')
ORDER BY r.occurred_on, r.place_id, r.seq
"""
# Each ends the same way; nothing of a user stands in the text.
_OF_PERSON: Final = "WHERE person_id = ANY (%(persons)s) ORDER BY"
OTHERS: Final = {
    "stays": f"SELECT household_id, relation, from_on, to_on FROM people_membership {_OF_PERSON} from_on",  # noqa: S608 - names of ours
    "consents": f"SELECT purposes, given_on, until_on, withdrawn FROM people_consent {_OF_PERSON} given_on",  # noqa: S608 - names of ours
    "findings": f"SELECT code, area, opened_on, closed_on FROM dossiers_finding {_OF_PERSON} opened_on, key",  # noqa: S608 - names of ours
    "cases": """
SELECT d.kind, f.text AS reference, d.state, d.opened_on, d.closed_on FROM dossiers_dossier d
LEFT JOIN dossiers_reference f ON f.dossier_id = d.id WHERE d.group_id = ANY (%(groups)s) ORDER BY d.opened_on
""",
    "tasks": f"SELECT title, role, opened_on, due_on, done_on FROM dossiers_task {_OF_PERSON} opened_on, key",  # noqa: S608 - names of ours
    "plan": f"SELECT kind, title, state, opened_on, due_on, closed_on FROM dossiers_item {_OF_PERSON} opened_on, key",  # noqa: S608 - names of ours
    "notices": """
SELECT n.kind, n.noticed_on, n.due_on, n.told_on, n.answered_on, n.answer, d.channel, d.state, d.sent_at
FROM notices_notice n LEFT JOIN notices_delivery d ON d.key = n.key
WHERE n.to_type = 'person' AND (n.to_person_id = ANY (%(persons)s) OR n.to_person_id IS NULL AND EXISTS (
    SELECT 1 FROM people_household h WHERE h.id = n.group_id AND h.head_id = ANY (%(persons)s)))
ORDER BY n.noticed_on, n.key
""",
    "readers": """
SELECT c.at, u.full_name AS name, c.role, c.what, o.reason FROM people_access c
LEFT JOIN accounts_user u ON u.id = c.user_id LEFT JOIN people_opening o ON o.id = c.opening_id
WHERE c.group_id = ANY (%(groups)s) AND (c.person_id IS NULL OR c.person_id = ANY (%(persons)s)) ORDER BY c.at
""",
    "attachments": """
SELECT DISTINCT u.sha256 FROM records_attachmentuse u JOIN records_record r ON r.id = u.record_id
WHERE r.subject_id = ANY (%(persons)s) ORDER BY 1
""",
}

Row = dict[str, Any]


def gather(person_id: UUID) -> dict[str, Any]:
    """Everything of the person (system scope), as plain JSON values; see docs/privacy.md for the schema."""
    state = queries.state(person_id)
    asked = {"persons": [person_id, *_absorbed(person_id)], "groups": _groups(person_id)}
    found = {name: _many(query, asked) for name, query in OTHERS.items()}
    closed = verdicts.closed([row["sha256"] for row in found["attachments"]])
    found["attachments"] = [
        row | {"is_here": attachments.is_complete(row["sha256"]), "closed": closed.get(row["sha256"], "")}
        for row in found["attachments"]
    ]
    kinds = packs.library().notices
    found["notices"] = [
        row | {"title": kinds[row["kind"]].title if row["kind"] in kinds else "Înștiințare"}
        for row in found["notices"]
    ]
    mine = {str(each) for each in asked["persons"]}
    records = [_record(row, mine) for row in _many(RECORDS, asked)]
    told = {"format": FORMAT, "person": str(person_id), "identity": dict(state.facts), "records": records}
    return json.loads(json.dumps(told | found, default=_text, ensure_ascii=False))


def _absorbed(person_id: UUID) -> list[UUID]:
    rows = _many("SELECT id FROM people_person WHERE merged_into_id = %(id)s", {"id": person_id})
    return [row["id"] for row in rows]


def _groups(person_id: UUID) -> list[UUID]:
    query = (
        "SELECT home_id AS id FROM people_person WHERE id = %(id)s "
        "UNION SELECT household_id FROM people_membership WHERE person_id = %(id)s"
    )
    return [row["id"] for row in _many(query, {"id": person_id})]


def _record(row: Row, mine: set[str]) -> Row:
    stored = row.pop("parts")
    merged = parts.join(json.loads(stored) if isinstance(stored, str) else stored or [])
    answers = {key: sealing.open_answer(value, row["id"]) for key, value in merged.items()}
    form = _form(row)
    is_shared = row["subject_type"] != "person"
    told = list(_answers(form.get("items", ()), answers, mine if is_shared else None))
    row.pop("subject_id")
    return row | {"title": form.get("title", row["form"]), "answers": told}


def _form(row: Row) -> Mapping[str, Any]:
    try:
        return packs.library().form(row["form"], row["version"])
    except UnknownFormError:
        return {}


def _answers(items: Any, answers: Mapping[str, Any], mine: set[str] | None) -> Iterator[Row]:
    """Question and answer in words, in the form's order. ``mine``: only what is this person's own."""
    for item in items:
        if item["type"] == "group" and not item.get("repeats"):
            yield from _answers(item["items"], answers, mine)
        elif item["id"] not in answers:
            continue
        elif item["type"] == "group":
            for number, row in enumerate(answers[item["id"]], start=1):
                inner = None if mine and _names(item["items"], row, mine) else mine
                for one in _answers(item["items"], row, inner):
                    yield one | {"question": f"{item['text']} {number}: {one['question']}"}
        else:
            value = answers[item["id"]]
            yield {
                "id": item["id"],
                "question": item["text"],
                "answer": _words(item, value, mine),
                "value": _own(item, value, mine),
            }


def _names(items: Any, row: Mapping[str, Any], mine: set[str]) -> bool:
    named = [row.get(item["id"]) for item in items if item["type"] == "person"]
    return bool(named) and all(each in mine for each in named)


def _own(item: Mapping[str, Any], value: Any, mine: set[str] | None) -> Any:
    is_others = mine is not None and (
        item["type"] in TYPED or (item["type"] == "person" and value not in mine)
    )
    return None if is_others else value


def _words(item: Mapping[str, Any], value: Any, mine: set[str] | None) -> str:
    if _own(item, value, mine) is None:
        return MASKED
    if item["type"] == "person":
        return "persoana din cerere" if mine is None or value in mine else MASKED
    if item["type"] in ("photo", "file", "signature"):
        return "fișier atașat" if item["type"] != "signature" else "semnătură"
    options = {option["code"]: option["text"] for option in item.get("options") or ()}
    many = value if isinstance(value, list) else [value]
    return ", ".join(_one(options.get(each, each) if isinstance(each, str) else each) for each in many)


def _one(value: Any) -> str:
    if isinstance(value, bool):  # asked first: to a dictionary the number 1 is True
        return "da" if value else "nu"
    return {"yes": "da", "no": "nu", "unknown": "nu se știe"}.get(str(value), str(value))


def bundle(told: Mapping[str, Any]) -> dict[str, Any]:
    """The same as a FHIR R4 Bundle: the Patient, and a QuestionnaireResponse for each entry."""
    facts = told["identity"]
    patient: dict[str, Any] = {
        "resourceType": "Patient",
        "id": told["person"],
        "name": [{"family": facts.get("person.family_name"), "given": [facts.get("person.given_name")]}],
        "gender": {"f": "female", "m": "male"}.get(facts.get("person.sex"), "unknown"),
    }
    if facts.get("person.birth_date"):
        patient["birthDate"] = facts["person.birth_date"]
    if facts.get("person.cnp"):
        patient["identifier"] = [{"system": "urn:vatra:cnp", "value": facts["person.cnp"]}]
    entries = [patient, *(_response(one, told["person"]) for one in told["records"])]
    return {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": each} for each in entries]}


def _response(record: Mapping[str, Any], person: str) -> dict[str, Any]:
    return {
        "resourceType": "QuestionnaireResponse",
        "id": record["id"],
        "questionnaire": f"urn:vatra:form:{record['form']}|{record['version']}",
        "status": "entered-in-error" if record["intent"] == "void" else "completed",
        "subject": {"reference": f"Patient/{person}"},
        "authored": record["received_at"],
        "item": [
            {"linkId": one["id"], "text": one["question"], "answer": [{"valueString": one["answer"]}]}
            for one in record["answers"]
        ],
    }


def archive(told: Mapping[str, Any]) -> bytes:
    """``date.json``, ``fhir.json`` and the attachments that are here, in one ZIP."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("date.json", json.dumps(told, ensure_ascii=False, indent=1))
        file.writestr("fhir.json", json.dumps(bundle(told), ensure_ascii=False, indent=1))
        for one in told["attachments"]:
            if one["is_here"] and not one["closed"]:
                content = attachments.read(one["sha256"])
                if type_of(content):  # of a file that nobody has opened yet the kind is not written down
                    file.writestr(f"fisiere/{one['sha256']}", content)
    return out.getvalue()


def _many(query: str, arguments: Mapping[str, Any]) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(query, arguments)
        columns = [column.name for column in cursor.description]
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


def _text(value: Any) -> str:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)
