"""Classes for a map: at most five, with bounds people can remember, said in words."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

Number = int | float | Decimal

AT_MOST = 5
NICE = tuple(Decimal(step) for step in ("1", "1.5", "2", "2.5", "3", "4", "5", "6", "7.5", "8"))
"""First figures a bound may have."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Ascending bounds; a value on a bound belongs to the class above it.

    `decimals` is how figures are shown; a figure is classed as it is shown, so that no
    reader ever sees "10,0" in the class that ends at 9,9.
    """

    bounds: tuple[Decimal, ...]
    decimals: int = 1
    unit: str = ""

    def class_of(self, value: Number) -> int:
        return bisect_right(self.bounds, self.shown(value))

    def shown(self, value: Number) -> Decimal:
        exact = value if isinstance(value, Decimal) else Decimal(str(value))
        return exact.quantize(Decimal(1).scaleb(-self.decimals), ROUND_HALF_UP)

    def number(self, value: Number) -> str:
        return _romanian(self.shown(value))

    def figure(self, value: Number) -> str:
        return self._with_unit(self.number(value))

    def words(self) -> tuple[str, ...]:
        """One for each class: "sub 5", "5–9,9", "10 și peste", each with the unit."""
        if not self.bounds:
            return (self._with_unit("toate valorile"),)
        below = [self._first()]
        between = [self._range(low, high) for low, high in zip(self.bounds, self.bounds[1:], strict=False)]
        above = [f"{_plain(self.bounds[-1])} și peste"]
        return tuple(self._with_unit(text) for text in below + between + above)

    def _first(self) -> str:
        only_zero = self.decimals == 0 and self.bounds[0] == 1
        return "0" if only_zero else f"sub {_plain(self.bounds[0])}"

    def _range(self, low: Decimal, high: Decimal) -> str:
        last = high - Decimal(1).scaleb(-self.decimals)
        return _plain(low) if last == low else f"{_plain(low)}–{_plain(last)}"

    def _with_unit(self, text: str) -> str:
        return f"{text} {self.unit}" if self.unit else text


def fit(values: Iterable[Number | None], *, unit: str = "", decimals: int | None = None) -> Scale:
    """Bounds near the quantiles, rounded to figures people remember; no class stays empty.

    Whole numbers keep no decimals unless asked for.
    """
    known = [Decimal(str(v)) for v in values if v is not None]
    places = decimals if decimals is not None else _decimals(known)
    blank = Scale((), places, unit)
    shown = sorted(blank.shown(v) for v in known)
    bounds: list[Decimal] = []
    for part in range(1, AT_MOST):
        if shown:
            bound = _nice(shown[len(shown) * part // AT_MOST], whole=places == 0)
            if shown[0] < bound <= shown[-1] and bound not in bounds:
                bounds.append(bound)
    return Scale(_without_empty(sorted(bounds), shown), places, unit)


def _decimals(values: Sequence[Decimal]) -> int:
    return 0 if all(v == v.to_integral_value() for v in values) else 1


def _nice(value: Decimal, *, whole: bool) -> Decimal:
    """The nearest round figure; of two equally near, the smaller."""
    if value <= 0:
        return Decimal(1) if whole else Decimal("0.1")
    power = Decimal(10) ** value.adjusted()
    candidates = [step * power for step in (*NICE, Decimal(10))]
    if whole:
        candidates = [c for c in candidates if c == c.to_integral_value()] or [Decimal(1)]
    return min(candidates, key=lambda c: abs(c - value)).normalize()


def _without_empty(bounds: list[Decimal], shown: list[Decimal]) -> tuple[Decimal, ...]:
    kept: list[Decimal] = []
    for bound in bounds:
        low = kept[-1] if kept else None
        if any((low is None or v >= low) and v < bound for v in shown):
            kept.append(bound)
    return tuple(kept)


def _plain(value: Decimal) -> str:
    """A bound without idle zeros: "5", not "5,0"."""
    return _romanian(value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize())


def _romanian(value: Decimal) -> str:
    return f"{value:,f}".translate(str.maketrans(",.", ".,"))
