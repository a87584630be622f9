"""A county's phones all at once: each does its first sync, then sends its morning. Baseline: empty answers.

The server is the product's own (gunicorn with its configuration); a bounded number of phones speak at
the same time, as a queue before the county's server would let them.
"""

from __future__ import annotations

import http.client
import json
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import zstandard

from bench import clock, database, entries, serving
from bench.rows import Row
from vatra.sync import devices

PHONES, QUICK = 1000, 20
AT_ONCE = 16
HOMES = 2  # registered by each phone before it sends
PAGE = 250


@dataclass(slots=True)
class Phone(serving.Phone):
    """One that also counts what it received and how long each of its works took."""

    bytes_: int = 0
    took: dict[str, float] = field(default_factory=dict)


def rows(quick: bool) -> Iterator[Row]:
    phones = _phones(QUICK if quick else PHONES)
    with serving.served() as (port, server):
        _together(phones[:AT_ONCE], port, _ping)  # the workers wake
        before = serving.cpu(server)
        _together(phones, port, _ping)
        ping = max(serving.cpu(server) - before, 0.01)
        for name, work, aim in (("first sync", _first, "1,000 phones in 10 min"), ("push", _push, "")):
            before = serving.cpu(server)
            wall = _together(phones, port, _timed(name, work))
            yield _row(name, phones, wall, (serving.cpu(server) - before, ping), aim)


def _row(name: str, phones: list[Phone], wall: float, cpu: tuple[float, float], aim: str) -> Row:
    spent, ping = cpu
    each = spent / len(phones) * 1e3
    p95 = clock.p95([phone.took[name] for phone in phones])
    sent = sum(len(phone.waiting) for phone in phones) if name == "push" else 0
    what = f", {sent:,} entries" if sent else f", {sum(p.bytes_ for p in phones) / 1e6:.1f} MB packed"
    return Row(
        f"{name} of {len(phones):,} phones, {AT_ONCE} at once{what}",
        f"{wall:.0f} s in all, p95 {p95:.2f} s a phone, {each:.0f} ms CPU a phone",
        f"empty answer {ping / len(phones) * 1e3:.1f} ms CPU",
        spent / ping,
        aim,
    )


def _phones(count: int) -> list[Phone]:
    """Spread over the communes of the county, each with a worker of its own."""
    places = database.communes()
    made = []
    for number in range(count):
        at = entries.commune(places[number % len(places)], seed=1000 + number)
        device, token, _ = devices.enrol(user=at.user, name="bench", app="0.1.0")
        made.append(Phone(str(device), token, entries.registrations(at, at.homes(HOMES))))
    return made


Work = Callable[[Phone, http.client.HTTPConnection], Any]


def _timed(name: str, work: Work) -> Work:
    def timed(phone: Phone, link: http.client.HTTPConnection) -> None:
        began = time.perf_counter()
        work(phone, link)
        phone.took[name] = time.perf_counter() - began

    return timed


def _together(phones: list[Phone], port: int, work: Work) -> float:
    """Every phone once, so many at the same time; seconds from the first to the last."""

    def one(phone: Phone) -> None:
        link = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        try:
            work(phone, link)
        finally:
            link.close()

    began = time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(one, phones))
    return time.perf_counter() - began


def _ping(phone: Phone, link: http.client.HTTPConnection) -> None:
    _ask(phone, link, "GET", "/bench/ping/", None)


def _first(phone: Phone, link: http.client.HTTPConnection) -> None:
    """Greeting, forms, and the whole commune page by page."""
    told = _call(phone, link, "hello", {"device": phone.device, "app": "0.1.0"})
    _ask(phone, link, "GET", "/api/sync/v1/forms", None)
    epochs = {str(grant["place"]): grant["epoch"] for grant in told["grants"]}
    cursor: dict[str, int] = {}
    more = True
    while more:
        page = _call(phone, link, "pull", {"cursor": cursor, "epochs": epochs, "limit": PAGE})
        cursor, more = page["cursor"], page["more"]


def _push(phone: Phone, link: http.client.HTTPConnection) -> None:
    told = _call(phone, link, "push", {"device": phone.device, "records": phone.waiting})
    states = {one["status"] for one in told["results"].values()}
    assert states == {"accepted"}, states


def _call(phone: Phone, link: http.client.HTTPConnection, name: str, body: dict[str, Any]) -> Any:
    return json.loads(_ask(phone, link, "POST", f"/api/sync/v1/{name}", json.dumps(body).encode()))


def _ask(phone: Phone, link: http.client.HTTPConnection, method: str, path: str, body: bytes | None) -> bytes:
    headers = {"Authorization": f"Bearer {phone.token}", "Accept-Encoding": "zstd"}
    link.request(method, path, body, headers | {"Content-Type": "application/json"})
    answer = link.getresponse()
    content = answer.read()
    assert answer.status == 200, (path, answer.status)
    phone.bytes_ += len(content)
    return zstandard.decompress(content) if answer.headers.get("Content-Encoding") == "zstd" else content
