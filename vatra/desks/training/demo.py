"""The call of 2023-2024 as it was published, with a few files in every state; and a call open today, to try.

Everything goes through the desk's own actions, on the days it would have happened.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from PIL import Image, ImageDraw

from vatra.accounts import principals
from vatra.accounts.demo import DemoUser
from vatra.accounts.models import User
from vatra.accounts.principals import Principal
from vatra.database import scope
from vatra.desks.training import actions, documents
from vatra.desks.training.errors import NotKeptError, NotTakenError
from vatra.desks.training.models import Call
from vatra.packs.training import calls, catalogue, steps

ACCOUNT: Final = {
    "fee": "2500", "iban": "RO07TREZ70220G335000XXXX", "treasury": "Trezoreria Sectorului 2", "tax_code": "26328134",
    "address": "Str. Vaselor nr. 31, Sector 2, București",
}  # fmt: skip
FORMER: Final = {
    "title": "Programe de specializare 2023-2024", "opens_on": "2023-09-04", "closes_on": "2023-12-20",
    "payment_due": "2023-12-15", **ACCOUNT,
}  # fmt: skip
CENTRE: Final = "Centrul Pitești"
UNITS: Final = [
    {"centre": CENTRE, "unit": "Spitalul Județean", "seats": 12},
    {"centre": CENTRE, "unit": "Spitalul de Pediatrie", "seats": 8},
]
SERIES: Final = {
    "places": 25, "direct_share": "20", "face_to_face": True, "theory_online": 60, "practice_online": 20,
    "link": "https://perfmed.ro", "has_material": True, "agenda_theory": "Luni și miercuri, 15-18, pe platformă",
    "agenda_practice": "Vineri, 8-14, în unitate", "secretary_name": "Secretariatul programelor",
    "secretary_contact": "021 000 0000", "units": UNITS,
}  # fmt: skip
HOSPITAL: Final = {
    "name": "Spitalul Orășenesc",
    "kind": "public",
    "manager": "Horia Manea",
    "tax_code": "1234506",
}
# name, programme, how far the file came
NURSES: Final = (
    ("Zamfira Exemplu", "diabetes", "certificate"),
    ("Safta Exemplu", "diabetes", "assigned"),
    ("Tudora Exemplu", "oncology", "validated"),
)
SENT, VALIDATED, PAID, ASSIGNED, PUBLISHED = (
    "2023-11-20",
    "2023-11-27",
    "2023-12-04",
    "2024-02-05",
    "2024-02-12",
)
STARTS, MIDDLE, ENDS, CERTIFIED = "2024-03-18", "2024-03-20", "2024-06-14", "2024-06-21"


def build(users: Sequence[DemoUser], today: date) -> int:
    """Both calls; how many of its files were not accepted (none, if all is well)."""
    roles = ("training_organiser", "training_employer")
    if not {*roles} <= {user.role for user in users}:
        return 0
    organiser, employer = (_principal(users, role) for role in roles)
    with scope.system():
        if Call.objects.filter(organisers__contains=[organiser.user_id]).exists():
            return 0
    try:
        _former(organiser, employer)
        _open(organiser, today)
    except (NotTakenError, NotKeptError):
        return 1
    return 0


def _principal(users: Sequence[DemoUser], role: str) -> Principal:
    one = next(user for user in users if user.role == role)
    return principals.of(User.objects.get(pk=one.user_id))


def _open(organiser: Principal, today: date) -> None:
    """A call that can be tried: it opened a month ago and closes in two."""
    told = {
        "title": f"Programe de specializare {today.year}-{today.year + 1}", **ACCOUNT,
        "opens_on": _day(today, -30), "closes_on": _day(today, 60), "payment_due": _day(today, 55),
    }  # fmt: skip
    opened = today - timedelta(days=30)
    call = actions.open_call(organiser, told, on=opened)
    _series(organiser, call, (_day(today, 120), _day(today, 210)), opened)


def _day(today: date, after: int) -> str:
    return (today + timedelta(days=after)).isoformat()


def _series(organiser: Principal, call: UUID, runs: tuple[str, str], on: date) -> None:
    for code in catalogue.programmes():
        told = {**SERIES, "programme": code, "starts_on": runs[0], "ends_on": runs[1]}
        actions.change_call(organiser, call, "series", told, on=on)


def _former(organiser: Principal, employer: Principal) -> None:
    opened = date.fromisoformat(FORMER["opens_on"])
    call = actions.open_call(organiser, FORMER, on=opened)
    _series(organiser, call, (STARTS, ENDS), opened)
    actions.register_unit(employer, HOSPITAL)
    request: UUID | None = None
    files = []
    for number, (name, programme, _) in enumerate(NURSES, start=1):
        file = actions.begin(employer, call, request)
        request = request or file
        actions.save_draft(file, _details(name, programme, number))
        files.append(file)
    with scope.enter(employer.scope()):
        _papers(employer, files)
        actions.submit(
            employer, files[0], datetime.fromisoformat(f"{SENT}T10:00").replace(tzinfo=calls.BUCHAREST)
        )
    for file, (_, _, upto) in zip(files, NURSES, strict=True):
        _onward(organiser, employer, file, upto)
    told = {
        "heading": "S-a publicat repartiția",
        "text": "Programele încep la 18 martie.",
        "published_on": PUBLISHED,
    }
    published = date.fromisoformat(PUBLISHED)
    actions.change_call(organiser, call, "notice", told, on=published)
    publication = {"series": "diabetes-1", "published_on": PUBLISHED}
    actions.change_call(organiser, call, "publish", publication, on=published)


def _details(name: str, programme: str, number: int) -> dict[str, Any]:
    return {
        "name": name, "profession": "generalist_nurse", "level": "post_secondary", "series": f"{programme}-1",
        "diploma": "generalist_nurse", "name_on_diploma": name, "name_on_card": name,
        "membership": f"BT {9000 + number}",
        "permit_from": "2023-01-01", "permit_until": "2024-12-31", "consent": True,
    }  # fmt: skip


def _papers(employer: Principal, files: Sequence[UUID]) -> None:
    for file in files:
        for slot in catalogue.slots().values():
            if slot.when == "submission" and (slot.code != "unit_request" or file == files[0]):
                documents.put(employer, file, slot.code, _page(slot.title))


def _page(title: str) -> bytes:
    """A picture of a paper that says that it is an example."""
    paper = Image.new("RGB", (620, 877), "white")
    ImageDraw.Draw(paper).text((60, 80), f"EXEMPLU\n\n{title}", fill="black", font_size=26)
    out = io.BytesIO()
    paper.save(out, "JPEG", quality=70)
    return out.getvalue()


def _onward(organiser: Principal, employer: Principal, file: UUID, upto: str) -> None:
    def take(name: str, on: str, **told: Any) -> None:
        with scope.enter(organiser.scope()):
            actions.take(organiser, file, name, told, on=date.fromisoformat(on))

    take("validate", VALIDATED, validated_on=VALIDATED)
    if upto == "validated":
        return
    take("payment", PAID, paid_on=PAID, amount="2500", method="payment_order")
    with scope.enter(employer.scope()):
        documents.put(employer, file, "payment_proof", _page("Dovada plății"), date.fromisoformat(PAID))
    take("assign", ASSIGNED, unit=steps.unit_key(CENTRE, "Spitalul Județean"))
    if upto == "assigned":
        return
    take("paper", STARTS, received_on=STARTS, received_by="Secretariatul programelor")
    take("attend", STARTS, day=STARTS, present=True)
    take("attend", MIDDLE, day=MIDDLE, present=True)
    take("finals", ENDS, done_on=ENDS, theory="passed", practice="passed")
    take("certificate", CERTIFIED, number="1/2024")
