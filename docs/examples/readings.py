"""A client of the read API in the standard library alone: a county's open needs by commune, as CSV.

VATRA_TOKEN=vatra_... python docs/examples/readings.py https://vatra.judet.ro 74 2026-11 NEV.1
"""

from __future__ import annotations

import csv
import json
import os
import sys
import time
from collections.abc import Iterator
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen


def get(url: str, token: str, tries: int = 5) -> dict[str, Any]:
    """One answer; waits when told to, and raises what the server says in its problem."""
    request = Request(url, headers={"Authorization": f"Bearer {token}", "Accept": "application/json"})
    for _ in range(tries):
        try:
            with urlopen(request, timeout=30) as answer:
                return json.load(answer)
        except HTTPError as error:
            if error.code not in (429, 503):
                problem = json.load(error)
                raise SystemExit(f"{problem['code']}: {problem['detail']}") from error
            time.sleep(int(error.headers["Retry-After"]))
    raise SystemExit("serverul este ocupat")


def rows(origin: str, token: str, code: str, **query: str) -> Iterator[dict[str, Any]]:
    """Every row of a breakdown, page after page."""
    cursor = None
    while True:
        asked = query | ({"cursor": cursor} if cursor else {})
        page = get(f"{origin}/api/v1/readings/{code}?{urlencode(asked)}", token)
        yield from page["items"]
        cursor = page["next"]
        if cursor is None:
            return


def main() -> None:
    origin, county, period, code = sys.argv[1:5]
    out = csv.writer(sys.stdout)
    out.writerow(("siruta", "loc", "valoare"))
    found = rows(
        origin, os.environ["VATRA_TOKEN"], code, county=county, period=period, by="place_id", limit="200"
    )
    for row in found:
        out.writerow((row["key"], row["label"], "ascuns" if row["hidden"] else row["value"]))


if __name__ == "__main__":
    main()
