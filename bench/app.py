"""The phone app in a real browser, its processor slowed six times. Baseline: the same at full speed.

First load, opening with the PIN and searching, with everybody of the communes that a phone holds.
Chromium slows the page's own thread; the server keeps its speed.
"""

from __future__ import annotations

import gzip
import os
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.test import Client
from playwright.sync_api import expect, sync_playwright

from bench import clock, entries, phone, serving
from bench.rows import Row
from tests import factories
from tests.journeys.phone import PIN, Phone

SLOWER = 6
PERSONS, QUICK = 5_000, 600  # as many as the aim speaks of
SOUGHT = "munteanu ana maria, strada principala 12"
FIRST_LOAD_MS, BUDGET_KB = 300_000, 150
# From the key to the frame that shows it.
LISTEN = """
() => {
  window.took = [];
  addEventListener('keydown', (event) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => window.took.push(performance.now() - event.timeStamp);
      port2.postMessage(0);
    });
  }, true);
}
"""


def rows(quick: bool) -> Iterator[Row]:
    # Playwright keeps an event loop in this thread; our own queries are still plain ones.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    places = phone.communes_of(QUICK if quick else PERSONS)
    user = factories.make_user(entries.ROLE, places[0])
    for place in places[1:]:
        factories.give(user, entries.ROLE, place)
    cookie = factories.signed_in(Client(), user).cookies[settings.SESSION_COOKIE_NAME].value
    persons, records = phone.size(places)
    held = f"{persons:,} persons, {records:,} records"
    with serving.served() as (port, _), sync_playwright() as playwright:
        address = f"http://127.0.0.1:{port}"
        with TemporaryDirectory() as fast, TemporaryDirectory() as slow:
            quick_one, slow_one = (Phone(playwright, Path(files), address) for files in (fast, slow))
            loads = _first_load(slow_one, cookie, SLOWER), _first_load(quick_one, cookie, 1)
            yield _seconds(f"phone: first load of {held}", *loads, "< 30 s")
            opened = _opened(slow_one, SLOWER), _opened(quick_one, 1)
            yield _seconds(f"phone: opened with the PIN, {held}", *opened, "< 2 s")
            typed = _typed(slow_one), _typed(quick_one)
            yield _seconds(
                f"phone: key to frame, 95 of 100, searching {persons:,} persons", *typed, "< 0.1 s"
            )
            slow_one.context.close()
            quick_one.context.close()
    yield _script()


def _start(held: Phone, slower: int) -> None:
    held.open()
    held.context.set_default_timeout(FIRST_LOAD_MS)
    session = held.context.new_cdp_session(held.page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": slower})


def _first_load(held: Phone, cookie: str, slower: int) -> float:
    """Seconds from the PIN chosen to everything there; the browser stays closed."""
    _start(held, slower)
    held.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": held.address}])
    held.page.goto("/")  # any page of the office: it gives the token against forged requests
    held.page.goto("/teren/")
    held.at("device-name").fill("Telefonul de măsurat")
    held.at("enrol").click()
    held.at("new-pin").fill(PIN)
    held.at("repeat-pin").fill(PIN)
    began = time.perf_counter()
    held.at("set-pin").click()
    held.at("today").wait_for()
    expect(held.at("first-load")).to_have_count(0, timeout=FIRST_LOAD_MS)
    took = time.perf_counter() - began
    held.page.evaluate("navigator.serviceWorker.ready.then(() => undefined)")
    held.context.close()
    return took


def _opened(held: Phone, slower: int) -> float:
    """Seconds of a closed app to its first page, the time of typing the PIN left out; it stays open."""
    _start(held, slower)
    began = time.perf_counter()
    held.page.goto("/teren/")
    held.at("pin").wait_for()
    asked = time.perf_counter()
    held.at("pin").fill(PIN)
    unlocked = time.perf_counter()
    held.at("unlock").click()
    held.at("today").wait_for()
    return asked - began + time.perf_counter() - unlocked


def _typed(held: Phone) -> float:
    held.go("oameni")
    held.at("search").click()
    held.page.evaluate(LISTEN)
    held.page.keyboard.type(SOUGHT, delay=150)
    held.page.wait_for_function("count => window.took.length === count", arg=len(SOUGHT))
    return clock.p95(held.page.evaluate("window.took")) / 1e3


def _seconds(work: str, slow: float, fast: float, aim: str) -> Row:
    return Row(
        work,
        f"{slow:.2f} s with the processor slowed {SLOWER}x",
        f"{fast:.2f} s at full speed",
        slow / fast,
        aim,
    )


def _script() -> Row:
    """What the browser fetches as JavaScript, the service worker too."""
    texts = [path.read_bytes() for path in Path(settings.FIELD_DIST).rglob("*.js")]
    packed = sum(len(gzip.compress(text)) for text in texts) / 1024
    return Row(
        "phone: JavaScript",
        f"{packed:.1f} kB gzip",
        f"{BUDGET_KB} kB is the most the build allows",
        packed / BUDGET_KB,
        f"< {BUDGET_KB} kB",
    )
