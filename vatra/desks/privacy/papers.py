"""What the person's own paper says, grouped by kind of entry."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from vatra.accounts.principals import Principal
from vatra.documents import making, words
from vatra.kit.vocabulary import ROLES
from vatra.office.forms import numbers
from vatra.privacy import trail

FACTS: Final = (
    ("Numele", "family_name"),
    ("Prenumele", "given_name"),
    ("CNP", "cnp"),
    ("Data nașterii", "birth_date"),
    ("Telefon", "phone"),
    ("Medicul de familie", "family_doctor_name"),
)
VOIDED: Final = {"void": "anulare", "correction": "corectare"}


def matter(
    principal: Principal, asked: Mapping[str, Any], told: Mapping[str, Any], on: date
) -> dict[str, Any]:
    """The data of the template: head and foot as every document of the house has."""
    facts = told["identity"]
    roles = words.listed([title.lower() for title in principal.role_titles])
    doc = {
        "title": "Datele dumneavoastră",
        "subtitle": "Copia datelor personale păstrate în Vatra, la cererea din "
        + words.day(asked["received_on"]),
        "number": asked["number"],
        "code": "",
        "head": making.head(asked["place_id"]),
        "on": on.isoformat(),
        "on_words": words.day(on),
        "by": f"{principal.name}, {roles}",
        "cites": ["Temei: Regulamentul (UE) 2016/679, art. 15 și 20"],
        "forms": [],
        "left_out": [],
    }
    return {
        "doc": doc,
        "facts": [[title, str(facts.get(f"person.{key}") or "")] for title, key in FACTS],
        "stays": [
            [words.short(row["from_on"]), words.short(row["to_on"]) or "prezent"] for row in told["stays"]
        ],
        "consents": _consents(told["consents"]),
        "kinds": _kinds(told["records"]),
        "cases": [
            [row["reference"] or "", words.short(row["opened_on"]), words.short(row["closed_on"])]
            for row in told["cases"]
        ],
        "tasks": [
            [row["title"], words.short(row["due_on"]), words.short(row["done_on"])] for row in told["tasks"]
        ],
        "notices": [
            [row["title"], words.short(row["noticed_on"]), words.short(row["told_on"])]
            for row in told["notices"]
        ],
        "files": len(told["attachments"]),
        "readers": [_reader(row) for row in told["readers"]],
    }


def _consents(rows: list[dict[str, Any]]) -> list[list[str]]:
    found = []
    for row in rows:
        ended = row["withdrawn"] if isinstance(row["withdrawn"], dict) else {}
        for code in row["purposes"]:
            text = numbers.option_text("consent_purposes", code)
            found.append([text, words.short(row["given_on"]), words.short(ended.get(code))])
    return found


def _kinds(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    by_title: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for record in records:
        by_title[record["title"]].append(
            {
                "head": f"{words.day(record['occurred_on'])}, {record['author'] or 'sistemul'}, "
                f"{_role(record['role'])}"
                + (
                    f" ({VOIDED[record['intent']]}: {record['reason']})" if record["intent"] in VOIDED else ""
                ),
                "answers": [[one["question"], one["answer"]] for one in record["answers"]],
            }
        )
    return [{"title": title, "entries": found} for title, found in sorted(by_title.items())]


def _reader(row: Mapping[str, Any]) -> list[str]:
    what = str(row["what"])
    told = trail.WORDS.get(what) or trail.WORDS.get(what.partition(":")[0]) or what.partition(":")[0]
    return [
        str(row["at"])[:16].replace("T", " "),
        row["name"] or "",
        _role(row["role"]),
        told,
        row["reason"] or "",
    ]


def _role(code: str) -> str:
    return ROLES[code].title.lower() if code in ROLES else code
