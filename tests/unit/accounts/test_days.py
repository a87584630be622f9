from datetime import UTC, date, datetime

from vatra.accounts.templatetags.days import day, moment


def test_day_is_written_as_in_an_office() -> None:
    assert day(date(2026, 11, 21)) == "21 nov. 2026"
    assert day(date(2026, 5, 1)) == "1 mai 2026"
    assert day(None) == ""


def test_moment_is_told_in_romanian_time() -> None:
    late = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)

    assert (day(late), moment(late)) == ("22 nov. 2026", "22 nov. 2026, 01:30")
    assert moment(None) == ""
