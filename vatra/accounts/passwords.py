"""Which passwords are refused besides short ones: what a guesser tries first.

zxcvbn carries thirty thousand passwords from breaches, names, English words, keyboard walks and dates, and
reckons how many tries a guesser needs; our own words are added to its lists. It needs no network.
"""

from __future__ import annotations

import re
from typing import Any, Final

from django.core.exceptions import ValidationError
from zxcvbn import zxcvbn

ENOUGH: Final = 4  # of 0..4: more than ten thousand million tries
READ: Final = 72  # zxcvbn's time grows with the cube of the length; so much is strong or is not

# Words of this system and of the work, which a stranger would try here first (docs/security.md).
WORDS: Final = (
    *("vatra", "servicii", "comunitare", "integrate", "comunitar", "scis", "primaria", "comuna", "judet"),
    *("consiliul", "ministerul", "sanatate", "sanatatii", "munca", "muncii", "educatie", "educatiei"),
    *("asistent", "asistenta", "medical", "medicala", "social", "sociala", "mediator", "sanitar", "scolar"),
    *("consilier", "coordonator", "administrator", "parola", "salarii", "pontaj", "caz", "dosar", "teren"),
    *("romania", "botosani", "iasi", "vaslui", "suceava", "bacau", "bucuresti", "cluj", "timisoara"),
)
GUESSABLE: Final = (
    "Parola este ușor de ghicit. Alegeți patru cuvinte fără legătură între ele, fără numele dumneavoastră, "
    "al locului sau al profesiei."
)


class NotGuessable:
    """Django's interface of password validators."""

    def validate(self, password: str, user: Any = None) -> None:
        if zxcvbn(password[:READ], user_inputs=[*WORDS, *_own(user)])["score"] < ENOUGH:
            raise ValidationError(GUESSABLE, code="password_guessable")

    def get_help_text(self) -> str:
        return "Patru cuvinte fără legătură între ele sunt o parolă bună."


def _own(user: Any) -> list[str]:
    """Parts of the person's name and address."""
    told = f"{getattr(user, 'full_name', '')} {getattr(user, 'email', '')}"
    return [part for part in re.split(r"[\W_]+", told) if len(part) > 2]
