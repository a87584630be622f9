"""Indicators added as data by those who answer for them."""

from __future__ import annotations

import json
from typing import Any

from django.db import connection

from vatra.database import scope
from vatra.indicators import definitions, jobs
from vatra.kit import indicators
from vatra.records import groups
from vatra.records.queries import library


def problems(body: dict[str, Any]) -> list[str]:
    """What is wrong with the definition, in Romanian; empty when it is right."""
    packs = library()
    faults = list(indicators.problems(body, forms=packs.newest(), catalogue=packs.catalogue))
    if definitions.by_code(body["code"]) is not None:
        faults.append("Există deja un indicator cu acest cod. Alegeți alt cod.")
    return faults


def add(*, body: dict[str, Any], by: str) -> None:
    """Store it and have every place counted again by the worker."""
    with scope.system(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO indicators_definition (code, body, added_by_id, added_at) "
            "VALUES (%s, %s, %s, now())",
            [body["code"], json.dumps(body), by],
        )
        for place_id in groups.places():
            jobs.recount.defer(place_id=place_id)
    definitions.forget()
