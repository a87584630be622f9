"""From the ground of a care (health data) to the marks that payroll may know.

Called where the ground is derived, by the system. A mark says which letter of annex 9 the cared person
opens; no diagnosis and no grade leaves this function.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from vatra.packs.pay.facts import Care

SEVERE: Final = ("severe", "marked")
FIRST_GRADE: Final = ("IA", "IB", "IC")


def marks(kind: str, ground: Mapping[str, Any]) -> frozenset[str]:
    """Marks of one cared person: kind is child, adult or elderly; ground as the form asks it."""
    is_severe = ground.get("grade") in SEVERE
    is_psychic = ground.get("psychic_mental") is True
    is_special = kind == "adult" and is_severe and ground.get("special_illness") is True
    found = {
        "psychic_mental": is_psychic,
        "disabled_child": kind == "child" and ground.get("grade") not in (None, "none"),
        "severe_special": is_special,
        "severe_other": is_severe and not is_psychic and not is_special,
        "severe_adult": kind == "adult" and is_severe,
        "dependence_1": kind == "elderly" and ground.get("dependence") in FIRST_GRADE,
    }
    return frozenset(mark for mark, is_there in found.items() if is_there)


def later_children(cared: Iterable[Care], first_paid: int) -> list[str]:
    """Children from the `first_paid`-th in placement on, by the day they came (then by reference)."""
    children = sorted((one.since, one.ref) for one in cared if one.kind == "child")
    return [ref for _, ref in children[first_paid - 1 :]]


def with_mark(cared: Iterable[Care], mark: str, first_paid: int) -> list[str]:
    """References of the cared persons who bear a mark, in order of arrival."""
    if mark == "later_child":
        return later_children(cared, first_paid)
    return [ref for _, ref in sorted((one.since, one.ref) for one in cared if mark in one.marks)]
