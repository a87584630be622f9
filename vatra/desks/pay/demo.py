"""A small employer with its staff, through the journal like everything else; the same at every run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final

from vatra.accounts import principals
from vatra.accounts.demo import DemoUser
from vatra.accounts.models import User
from vatra.accounts.principals import Principal
from vatra.database import scope
from vatra.desks.pay import writing
from vatra.desks.pay.models import Fact

BEGAN: Final = "2026-01-01"
NAME: Final = "Direcția de asistență socială"
OFFICER: Final = "Direcția generală, directorul executiv"

# code, name, service, accommodation, targets
UNITS: Final = (
    ("recuperare", "Centrul de recuperare neuromotorie", "general", False, ["recovery"]),
    ("camin", "Căminul pentru persoane vârstnice", "general", True, ["elderly"]),
    ("urgenta", "Centrul de primire în regim de urgență", "emergency", True, ["other"]),
    ("zi", "Centrul de zi pentru familii", "day_centre_need", False, ["poverty"]),
    ("domiciliu", "Serviciul de îngrijire la domiciliu", "home_care", False, ["elderly"]),
    ("maternal", "Serviciul de asistență maternală", "foster", False, ["other"]),
)
# staff number, name, job, position, category, unit, base salary, days a week lived there
STAFF: Final = (
    ("1001", "Adăscăliței Maria", "kinetoterapeut", "staff", "specialist", "recuperare", "5200", 0),
    ("1002", "Bârsan Costel", "șofer", "staff", "other", "recuperare", "4050", 0),
    ("1003", "Chelaru Viorica", "infirmieră", "staff", "auxiliary", "recuperare", "4050", 0),
    ("1004", "Dumbravă Elena", "asistent medical", "staff", "specialist", "camin", "4890", 7),
    ("1005", "Enache Dorin", "îngrijitor", "elderly_carer", "auxiliary", "camin", "4050", 5),
    ("1006", "Filip Oana", "psiholog", "staff", "specialist", "urgenta", "5400", 0),
    ("1007", "Grosu Petru", "asistent social", "staff", "specialist", "zi", "5100", 0),
    ("1008", "Huțanu Aneta", "îngrijitor la domiciliu", "staff", "auxiliary", "domiciliu", "4050", 0),
    ("1009", "Ignat Lăcrămioara", "asistent maternal", "foster_carer", "other", "maternal", "4050", 0),
    ("1010", "Jitaru Nicoleta", "asistent maternal", "foster_carer", "other", "maternal", "4050", 0),
    ("1011", "Lupu Gheorghe", "asistent personal profesionist", "personal_assistant", "other", "maternal", "4050", 0),
)  # fmt: skip
# staff number, reference, kind, since, until, ground
CARED: Final[tuple[tuple[str, str, str, str, str, dict[str, Any]], ...]] = (
    ("1009", "C-1", "child", "2026-01-01", "", {"grade": "medium"}),
    ("1009", "C-2", "child", "2026-02-10", "", {"grade": "none"}),
    ("1010", "C-3", "child", "2026-01-01", "2026-10-15", {"grade": "severe", "psychic_mental": True}),
    ("1011", "A-1", "adult", "2026-01-01", "", {"grade": "severe"}),
    ("1011", "A-2", "adult", "2026-03-01", "", {"grade": "marked"}),
    ("1005", "V-1", "elderly", "2026-01-01", "", {"grade": "none", "dependence": "IB"}),
)
PERCENTS: Final = (
    ("I.A.3", "75", "specialist"), ("I.A.3", "70", "auxiliary"), ("I.A.3", "65", "other"), ("I.B.1b", "45", ""),
    ("I.B.2b", "40", ""), ("III", "15", ""), ("IV.A.2", "12", ""), ("V.A.2", "10", ""), ("V.B", "8", ""),
    ("VII", "5", ""),
)  # fmt: skip
# Where the text is silent this employer has decided; two questions are left for who tries the desk.
DECIDED: Final = (
    ("III+", "Sporul de localitate are alt temei decât celelalte."),
    ("VI+VII+V.A.2", "Fiecare spor plătește altă condiție a aceluiași post."),
    ("other", "Textul oprește numai pct. IV cu pct. V."),
)


def build(users: Sequence[DemoUser], today: date) -> int:
    """Write the employer where the demonstration's payroll officer works; entries that were not accepted."""
    officer, nurse = (_principal(users, role) for role in ("payroll_officer", "community_nurse"))
    with scope.system():
        if Fact.objects.filter(kind="employer", place_id=officer.places[0]).exists():
            return 0
    told = {"name": NAME, "kind": "social_unit", "since": BEGAN, "authorising_officer": OFFICER}
    first = writing.entry(officer, "employer", "", told, place=officer.places[0])
    refused = _refused(officer, [first])
    refused += _refused(officer, list(_entries(officer, first["id"])))
    return refused + _refused(nurse, list(_grounds(nurse, first["id"])))


def _principal(users: Sequence[DemoUser], role: str) -> Principal:
    one = next(user for user in users if user.role == role)
    return principals.local(User.objects.get(pk=one.user_id))[0].narrowed(one.place_id)


def _refused(principal: Principal, records: list[dict[str, Any]]) -> int:
    return sum(receipt.status != "accepted" for receipt in writing.send_all(principal, records))


def _entries(officer: Principal, employer: str) -> Iterator[dict[str, Any]]:
    def made(form: str, **told: Any) -> dict[str, Any]:
        return writing.entry(officer, form, employer, {"since": BEGAN, **told}, place=officer.places[0])

    for code, name, service, accommodation, targets in UNITS:
        more = {"nomenclature": "8899 CZ-F-V"} if service == "day_centre_need" else {}
        more |= {"note": "copii și familii"} if "other" in targets else {}
        yield made(
            "workplace", code=code, name=name, service=service, accommodation=accommodation, targets=targets,
            exclusive=False, **more,
        )  # fmt: skip
    yield made(
        "locality", workplace="camin", locality="Poiana", road_modernised=False, lodging_provided=False,
        travel_minutes=75, posts_normed=10, posts_filled=6, tasks_taken_over=True, zone="other", supply_difficult=False,
    )  # fmt: skip
    for number, name, job, position, category, unit, base, days in STAFF:
        home = {"lives_there": True, "days_a_week": days} if days else {"lives_there": False}
        yield made(
            "employment", staff_number=number, name=name, post="1", job_title=job, position=position,
            category=category, workplace=unit, base=base, annex_ii=True, contract=True, **home,
        )  # fmt: skip
    for number, ref, kind, since, until, _ in CARED:
        yield made(
            "care", staff_number=number, ref=ref, kind=kind, act=f"Hotărârea {ref}", since=since, until=until
        )
    for code, percent, category in PERCENTS:
        yield made(
            "percentage", code=code, percent=percent, category=category, number="14", decided_on=BEGAN,
            decided_by=OFFICER, reason="După consultarea sindicatului",
        )  # fmt: skip
    for rule, reason in DECIDED:
        yield made("cumulation", rule=rule, keep="both", number="15", decided_by=OFFICER, reason=reason)


def _grounds(nurse: Principal, employer: str) -> Iterator[dict[str, Any]]:
    usual = {"psychic_mental": False, "special_illness": False, "document": "Certificat de încadrare"}
    for _, ref, _, since, _, ground in CARED:
        told = {"ref": ref, "since": since, **usual, **ground}
        yield writing.entry(nurse, "care_ground", employer, told, place=nurse.places[0])
