"""What a form says when an answer cannot stand: what happened and what to do, in Romanian.

Templates are data: the phone gets the same ones with the vocabulary.
Keys: `code`, or `code.type` where the type deserves its own words.
"""

from collections.abc import Mapping
from typing import Any, Final

from vatra.kit import values

TEMPLATES: Final[Mapping[str, str]] = {
    "required": "Răspundeți la „{text}”.",
    "required.signature": "Cereți semnătura: „{text}”.",
    "required.photo": "Faceți fotografia: „{text}”.",
    "required.group": "Adăugați cel puțin un rând la „{text}”.",
    "type": "„{text}”: răspunsul nu poate fi citit. Completați din nou.",
    "type.integer": "„{text}”: scrieți un număr întreg, numai cu cifre.",
    "type.decimal": "„{text}”: scrieți un număr, de exemplu 6,2.",
    "type.date": "„{text}”: data nu există în calendar. Verificați ziua, luna și anul.",
    "type.time": "„{text}”: scrieți ora și minutele, de exemplu 08:30.",
    "precision": "„{text}”: data nu este destul de exactă. Completați {precision}.",
    "option": "„{text}”: răspunsul ales nu este în listă acum. Alegeți din nou.",
    "exclusive": "„{text}”: „{option}” nu se poate alege împreună cu alte răspunsuri. Păstrați numai unul.",
    "max_length": "„{text}”: textul are peste {max_length} de semne. Scurtați-l.",
    "pattern": "„{text}”: textul nu are forma cerută. Verificați ce ați scris.",
    "pattern.format": "„{text}”: {reasons}",
    "min": "„{text}”: valoarea trebuie să fie cel puțin {min}{unit}. Verificați răspunsul.",
    "min.date": "„{text}”: data trebuie să fie cel mai devreme {min}. Verificați anul.",
    "min.today": "„{text}”: data nu poate fi în trecut. Verificați anul.",
    "min.group": "„{text}”: adăugați cel puțin {min} (rânduri).",
    "max": "„{text}”: valoarea trebuie să fie cel mult {max}{unit}. Verificați răspunsul.",
    "max.date": "„{text}”: data trebuie să fie cel mai târziu {max}. Verificați anul.",
    "max.today": "„{text}”: data nu poate fi în viitor. Verificați anul.",
    "max.group": "„{text}”: păstrați cel mult {max} (rânduri).",
    "unknown_item": "Formularul nu are întrebarea „{id}”. Actualizați aplicația și completați din nou.",
}
PRECISION_TITLES: Final[Mapping[str, str]] = {
    "day": "ziua, luna și anul",
    "month": "luna și anul",
    "year": "anul",
}


def issue_text(item: Mapping[str, Any], code: str, variant: str | None = None, **values_: Any) -> str:
    """The message of an issue; the item's own words win over the general ones."""
    own = item.get("messages", {}).get(code)
    template = own or TEMPLATES.get(f"{code}.{variant or item['type']}") or TEMPLATES[code]
    unit = f" {item['unit']}" if item.get("unit") else ""
    filled = {"text": item.get("text", item["id"]), "unit": unit, **values_}
    for name, value in filled.items():  # no str.format: an author's braces must not break a form
        template = template.replace(f"{{{name}}}", shown(value))
    return template


def shown(value: Any) -> str:
    """A value in Romanian writing: 02.11.2026, 6,2."""
    if isinstance(value, str) and values.earliest(value) is not None and len(value) > len("2026"):
        return ".".join(reversed(value.split("-")))
    if isinstance(value, str) and values.decimal(value) is not None:
        return value.replace(".", ",")
    return str(value)
