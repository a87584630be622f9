"""Why an entry was held, in the reader's words: what happened, why, what to do next.

``code`` is for programs, the text for people. No text ever holds an answer or a name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

TEXTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "unreadable": "Intrarea nu a putut fi citită de server. Este păstrată; anunțați "
        "administratorul, care o poate recupera din carantină.",
        "unknown_form": "Serverul nu cunoaște acest formular sau această versiune a lui. "
        "Actualizați aplicația și trimiteți din nou; intrarea rămâne păstrată.",
        "withdrawn_form": "Această versiune a formularului nu se mai primește după data din lege. "
        "Deschideți intrarea, completați versiunea nouă și trimiteți-o.",
        "out_of_scope": "Nu mai aveți dreptul să scrieți în această localitate. Intrarea este "
        "păstrată în carantină; spuneți coordonatorului dacă trebuie scrisă de alt coleg.",
        "role_not_allowed": "Profesia dumneavoastră nu poate completa acest formular. "
        "Cereți colegului în drept să îl completeze.",
        "wrong_author": "Intrarea poartă alt autor decât persoana care o trimite. Autorul trebuie "
        "să intre în cont pe acest telefon și să o trimită.",
        "unknown_subject": "Persoana sau gospodăria din intrare nu este încă pe server. Se "
        "reia când ajunge și înregistrarea ei; nu trebuie refăcută.",
        "wrong_subject": "Formularul nu este despre acest fel de persoană, gospodărie sau loc. "
        "Deschideți fișa potrivită și completați-l de acolo.",
        "already_known": "Persoana sau gospodăria este înregistrată deja. Deschideți fișa ei și "
        "completați o schimbare; intrarea rămâne păstrată.",
        "unknown_prev": "Intrarea pe care o corectați nu este pe server sau este despre altcineva. "
        "Verificați dosarul și corectați intrarea potrivită.",
        "settled_badly": "Intrările pe care le lămuriți nu sunt în conflict între ele. "
        "Deschideți conflictul din dosar și alegeți din nou.",
        "reason_missing": "O corectare sau o anulare are nevoie de un motiv. Scrieți motivul.",
        "invalid": "Unele răspunsuri nu sunt bune. Deschideți intrarea și corectați-le.",
        "id_reused": "Numărul acestei intrări a mai fost folosit pentru alt conținut. Intrarea "
        "este păstrată alături; verificați în fișă care este cea bună.",
        "account_ended": "Contul sau telefonul nu mai are drept de scriere. Intrarea este păstrată "
        "în carantină; vorbiți cu administratorul.",
        "server_fault": "Serverul nu a putut scrie acum intrarea. Se încearcă din nou singură.",
    }
)


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: ``code``, Romanian ``message``, and the answer it is about, if any."""

    code: str
    message: str
    path: str | None = None

    def as_json(self) -> dict[str, str]:
        body = {"code": self.code, "message": self.message}
        return body | {"path": self.path} if self.path else body


def reason(code: str) -> Reason:
    return Reason(code, TEXTS[code])


class RefusedError(Exception):
    """An office page's single entry was not accepted. ``reasons`` say why; nothing was lost."""

    def __init__(self, reasons: tuple[Reason, ...]) -> None:
        super().__init__(",".join(r.code for r in reasons))
        self.reasons = reasons
