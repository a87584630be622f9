"""How the people of a household stand in the head of a case."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from vatra.office.queries import cases_names
from vatra.office.templatetags import people

HOUSEHOLD = UUID(int=1)


class Rows:
    """A connection whose every question has these rows for an answer."""

    def __init__(self, rows: list[tuple[Any, ...]]) -> None:
        self.rows = rows

    def cursor(self) -> Rows:
        return self

    def __enter__(self) -> Rows:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def execute(self, *_: object) -> None:
        return None

    def fetchall(self) -> list[tuple[Any, ...]]:
        return self.rows


@pytest.mark.parametrize(
    ("year", "born", "words"),
    [
        (1995, "1995-12-11", "femeie, 30 de ani"),  # the birthday of this year is still to come
        (1995, "1995-11-22", "femeie, 31 de ani"),
        (1995, None, "femeie, 31 de ani"),  # no more than the year may be shown
        (None, None, "femeie"),
    ],
)
def test_age_in_a_case_is_that_of_the_persons_page(
    monkeypatch: pytest.MonkeyPatch, year: int | None, born: str | None, words: str
) -> None:
    row = ("1", "f", year, True, None, "Gherasim", "Nicoleta", born)
    monkeypatch.setattr(cases_names, "connection", Rows([row]))
    monkeypatch.setattr(people.timezone, "localdate", lambda: date(2026, 11, 22))

    (person,) = cases_names.persons(HOUSEHOLD)

    assert person.about == words


@pytest.mark.parametrize(
    ("sex", "born", "words"),
    [
        ("m", "2018-03-02", "băiat, 8 ani"),
        ("f", "2008-11-23", "fată, 17 ani"),  # eighteen tomorrow
        ("m", "2008-11-22", "bărbat, 18 ani"),
        (None, "2018-03-02", "8 ani"),
    ],
)
def test_a_child_in_a_case_is_a_boy_or_a_girl(
    monkeypatch: pytest.MonkeyPatch, sex: str | None, born: str, words: str
) -> None:
    row = ("1", sex, int(born[:4]), True, None, "Gherasim", "Nicu", born)
    monkeypatch.setattr(cases_names, "connection", Rows([row]))
    monkeypatch.setattr(people.timezone, "localdate", lambda: date(2026, 11, 22))

    (person,) = cases_names.persons(HOUSEHOLD)

    assert person.about == words
