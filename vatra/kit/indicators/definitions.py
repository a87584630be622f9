"""What an indicator is: a count of things in records, perhaps over another count."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

# (first age, last age or None), in order of their number in a cell.
AGE_BANDS: Final[tuple[tuple[int, int | None], ...]] = (
    (0, 0),
    (1, 4),
    (5, 14),
    (15, 17),
    (18, 64),
    (65, None),
)
BREAKDOWNS: Final = ("code", "area", "sex", "age_band", "locality")
KINDS: Final = ("stock", "flow")
# What pages look for whatever a programme calls it: the indicator of a pack that says so stands for it.
ROLES: Final = (
    *("problems", "people", "problems_by_area", "open_needs", "solved_needs", "services", "open_cases"),
)


@dataclass(frozen=True, slots=True)
class Count:
    """What is counted.

    `of`: findings | answers | items | dossiers | persons | entries. `where` holds the filters of
    findings and persons; `test` is (op, value) for answers, op `in` with a tuple of values too.
    `group` and `person` place the question: the repeating group it stands in and the item there
    that names the person. `per` subject counts a person (or household) once, whatever the codes.
    `moment` says which day of an item or dossier a flow counts: opened or closed.
    """

    of: str
    form: str | None = None
    question: str | None = None
    group: str | None = None
    person: str | None = None
    value_kind: str = "text"
    test: tuple[str, Any] = ("exists", True)
    where: Mapping[str, Any] = field(default_factory=dict)
    kind: str | None = None
    states: tuple[str, ...] = ()
    per: str | None = None
    moment: str = "opened"


@dataclass(frozen=True, slots=True)
class Definition:
    """One indicator. `definition` says in Romanian what is counted, and by whose word."""

    code: str
    title: str
    area: str
    cites: tuple[str, ...]
    definition: str
    owner: str
    kind: str
    unit: str
    numerator: Count
    denominator: Count | None
    breakdown: tuple[str, ...]
    valid_from: date
    valid_to: date | None = None
    target: Any = None
    role: str = ""
    area_in: str = "area"  # the breakdown that holds the area; `code` where the question is the area itself

    @property
    def is_stock(self) -> bool:
        return self.kind == "stock"


def band_of(age: int) -> int:
    """Index of the age band; the last one is open."""
    return next(index for index, (_, last) in enumerate(AGE_BANDS) if last is None or age <= last)
