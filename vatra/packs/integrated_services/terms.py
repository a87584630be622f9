"""Terms of the case: dated parameters of the pack, counted from a day."""

from datetime import date, timedelta

from vatra.kit.errors import PackError
from vatra.kit.parameters import Parameters

_HOURS_A_DAY = 24


def after(parameters: Parameters, name: str, on: date) -> date | None:
    """The last day of the term that begins on a day; None where no value counts on that day.

    A record dated before the first value of a term (an old file typed in) has no term.
    """
    try:
        value = int(parameters.at(name, on))
    except PackError:
        return None
    days = -(-value // _HOURS_A_DAY) if parameters[name].unit == "ore" else value
    try:
        return on + timedelta(days=days)
    except OverflowError:
        return None
