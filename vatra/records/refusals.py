"""Why an entry was held, in the reader's words: what happened, why, what to do next.

``code`` is for programs, the text for people. No text ever holds an answer or a name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

# What can be done next; phone and office have a control for each (docs/sync.md).
STEPS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "correct": "Corectați și trimiteți din nou",
        "again": "Trimiteți din nou",
        "wait": "Nu aveți nimic de făcut",
        "hand_over": "Coordonatorul o încredințează unui coleg",
        "export": "Dați administratorului fișierul intrării",
    }
)


@dataclass(frozen=True, slots=True)
class Explanation:
    """A reason in three sentences, and the step that ends it (a key of `STEPS`)."""

    happened: str
    why: str
    todo: str
    step: str

    @property
    def text(self) -> str:
        return f"{self.happened} {self.why} {self.todo}"


def _because(happened: str, why: str, todo: str, step: str) -> Explanation:
    return Explanation(happened, why, todo, step)


EXPLANATIONS: Final[Mapping[str, Explanation]] = MappingProxyType(
    {
        "unreadable": _because(
            "Serverul nu a putut citi intrarea.",
            "Datele ei sunt stricate sau incomplete; sunt păstrate așa cum au venit.",
            "Descărcați fișierul intrării și dați-l administratorului, care o poate recupera.",
            "export",
        ),
        "unknown_form": _because(
            "Intrarea nu a fost primită.",
            "Serverul nu cunoaște acest formular sau această versiune a lui.",
            "Actualizați aplicația, deschideți intrarea și trimiteți-o din nou.",
            "correct",
        ),
        "withdrawn_form": _because(
            "Intrarea nu a fost primită.",
            "Această versiune a formularului nu se mai primește după data din lege.",
            "Deschideți intrarea, completați versiunea nouă și trimiteți-o.",
            "correct",
        ),
        "out_of_scope": _because(
            "Intrarea nu a fost primită.",
            "Nu mai aveți dreptul să scrieți în această localitate.",
            "Vorbiți cu coordonatorul județean: o poate încredința colegului care lucrează acum acolo.",
            "hand_over",
        ),
        "role_not_allowed": _because(
            "Intrarea nu a fost primită.",
            "Profesia dumneavoastră nu poate completa acest formular.",
            "Vorbiți cu coordonatorul județean: o poate încredința colegului în drept.",
            "hand_over",
        ),
        "wrong_author": _because(
            "Intrarea nu a fost primită.",
            "Poartă alt autor decât persoana care o trimite.",
            "Autorul intră în cont pe acest telefon și o trimite din nou.",
            "again",
        ),
        "unknown_subject": _because(
            "Intrarea așteaptă.",
            "Persoana, gospodăria sau dosarul din ea nu este încă pe server.",
            "Se primește singură când ajunge și înregistrarea care lipsește; nu trebuie refăcută.",
            "wait",
        ),
        "wrong_subject": _because(
            "Intrarea nu a fost primită.",
            "Formularul nu este despre acest fel de persoană, gospodărie sau loc.",
            "Completați formularul din fișa potrivită, apoi încheiați intrarea reținută cu motivul.",
            "correct",
        ),
        "already_known": _because(
            "Intrarea nu a fost primită.",
            "Persoana sau gospodăria este înregistrată deja.",
            "Scrieți o schimbare în fișa ei, apoi încheiați intrarea reținută cu motivul.",
            "correct",
        ),
        "restricted": _because(
            "Intrarea nu a fost primită.",
            "Persoana a cerut ca datele ei să fie numai păstrate, nu și folosite.",
            "Vorbiți cu responsabilul cu protecția datelor; trimiteți din nou după ridicarea restricției.",
            "correct",
        ),
        "unknown_prev": _because(
            "Intrarea așteaptă.",
            "Intrarea pe care o corectează nu este pe server sau este despre altcineva.",
            "Se primește singură dacă aceea sosește; altfel corectați din fișă intrarea potrivită.",
            "wait",
        ),
        "settled_badly": _because(
            "Intrarea nu a fost primită.",
            "Intrările pe care le lămurește nu sunt în conflict între ele.",
            "Deschideți conflictul din dosar și alegeți din nou, apoi încheiați intrarea reținută.",
            "correct",
        ),
        "reason_missing": _because(
            "Intrarea nu a fost primită.",
            "O corectare sau o anulare are nevoie de un motiv.",
            "Deschideți intrarea, scrieți motivul și trimiteți-o din nou.",
            "correct",
        ),
        "invalid": _because(
            "Intrarea nu a fost primită.",
            "Unele răspunsuri nu sunt bune.",
            "Deschideți intrarea, corectați răspunsurile arătate și trimiteți-o din nou.",
            "correct",
        ),
        "guard": _because(
            "Intrarea nu a fost primită.",
            "Dosarul, așa cum este acum pe server, nu o îngăduie.",
            "Citiți mai jos ce o oprește, corectați și trimiteți-o din nou.",
            "correct",
        ),
        "id_reused": _because(
            "Intrarea este păstrată alături de alta.",
            "Numărul ei a mai fost folosit pentru alt conținut, care este primit.",
            "Verificați în fișă care este cea bună; o puteți corecta acolo, apoi o încheiați pe aceasta.",
            "correct",
        ),
        "taken_over": _because(
            "Intrarea nu se mai primește de la dumneavoastră.",
            "Un coleg a preluat-o și a trimis-o; este în dosar, cu numele lui.",
            "Nu trebuie trimisă din nou; dacă s-a schimbat ceva, spuneți colegului.",
            "wait",
        ),
        "account_ended": _because(
            "Intrarea nu a fost primită.",
            "Contul sau telefonul nu mai are drept de scriere.",
            "Vorbiți cu coordonatorul județean: o poate încredința colegului care lucrează acum acolo.",
            "hand_over",
        ),
        "server_fault": _because(
            "Serverul nu a putut scrie acum intrarea.",
            "Greșeala este a serverului, nu a intrării.",
            "Rămâne pe telefon și se încearcă din nou singură.",
            "wait",
        ),
    }
)
TEXTS: Final[Mapping[str, str]] = MappingProxyType({code: e.text for code, e in EXPLANATIONS.items()})


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
