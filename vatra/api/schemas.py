"""Shapes of the answers: what stands here is what the OpenAPI document promises."""

from __future__ import annotations

from datetime import date
from typing import Literal
from uuid import UUID

from ninja import Field, Schema

Hidden = Field(description="Adevărat: numărul este prea mic și ar putea arăta spre un om.")
Next = Field(description="Cursorul paginii următoare; null pe ultima pagină.")


class Fault(Schema):
    name: str
    message: str


class Problem(Schema):
    """RFC 9457. `code` nu se schimbă niciodată; `title` și `detail` sunt pentru oameni."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    errors: list[Fault] | None = None


class Indicator(Schema):
    code: str
    title: str
    area: str
    articles: list[str]
    definition: str
    owner: str
    kind: Literal["stock", "flow"]
    unit: str
    has_denominator: bool
    breakdown: list[str]
    valid_from: date
    valid_to: date | None


class Indicators(Schema):
    items: list[Indicator]
    next: str | None = Next


class Territory(Schema):
    level: Literal["country", "county", "place"]
    siruta: int
    name: str


class Figure(Schema):
    """`value` este numărul sau, unde există numitor, procentul."""

    numerator: int | None
    denominator: int | None
    value: float | None
    hidden: bool = Hidden


class Reading(Figure):
    indicator: str
    unit: str


class Readings(Schema):
    territory: Territory
    period: str
    items: list[Reading]
    next: str | None = Next


class Row(Figure):
    key: str
    label: str


class Broken(Reading):
    """O cifră cu împărțirea ei."""

    territory: Territory
    period: str
    by: str | None
    items: list[Row]
    next: str | None = Next


class Point(Figure):
    period: str


class Trend(Schema):
    indicator: str
    unit: str
    territory: Territory
    items: list[Point]


class Place(Schema):
    siruta: int
    name: str
    kind: str
    county: int
    county_code: str
    is_urban: bool


class Places(Schema):
    items: list[Place]
    next: str | None = Next


class Form(Schema):
    id: str
    version: str
    title: str
    subject: str
    roles: list[str]
    articles: list[str]


class Forms(Schema):
    items: list[Form]
    next: str | None = Next


class Known(Schema):
    """Un cod al catalogului, cu temeiul lui."""

    code: str
    title: str
    area: str
    articles: list[str]
    source: str | None


class Vulnerability(Known):
    group: str
    about: str
    urgency: int
    favourable: bool
    need: str | None
    services: list[str]


class Vulnerabilities(Schema):
    items: list[Vulnerability]
    next: str | None = Next


class Service(Known):
    group: str
    roles: list[str]
    amc_msr: str | None


class Services(Schema):
    items: list[Service]
    next: str | None = Next


class Needs(Schema):
    items: list[Known]
    next: str | None = Next


class Report(Schema):
    name: str
    title: str
    about: str
    articles: list[str]


class Reports(Schema):
    items: list[Report]


class Case(Schema):
    """Un caz fără nume, fără adresă și fără responsabil."""

    id: UUID
    reference: str
    place: str
    locality: str
    state: str
    is_closed: bool
    urgency: int
    opened_on: date
    next_due_on: date | None
    flags: list[str]


class Cases(Schema):
    items: list[Case]
    next: str | None = Next
