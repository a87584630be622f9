"""A real browser on a real server. Stories are written in the workers' words, one file a story."""

import contextlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, Playwright, expect, sync_playwright

from tests.journeys.browsers import ARGUMENTS, executable
from tests.journeys.people import Desk, Team
from tests.journeys.phone import PATIENCE, Phone
from vatra.accounts.models import User
from vatra.sync import devices

# Playwright keeps an event loop in this thread; the tests' own queries are still plain ones.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# A busy machine is slow, not wrong: what is expected may come late, and is not waited for longer than that.
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    launched = playwright.chromium.launch(executable_path=executable(), args=ARGUMENTS)
    yield launched
    launched.close()


@pytest.fixture
def context(browser: Browser, live_server: object) -> Iterator[BrowserContext]:
    """A browser of one person: nothing of the test before is left in it."""
    opened = browser.new_context(
        base_url=str(live_server),
        locale="ro-RO",
        timezone_id="Europe/Bucharest",
        viewport={"width": 1280, "height": 800},
    )
    opened.set_default_timeout(PATIENCE)
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """An empty page; take `complaints` too to know what its scripts say."""
    return context.new_page()


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """What the browser complains of: broken scripts, files refused by the security policy."""
    heard: list[str] = []
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("console", lambda line: heard.append(line.text) if line.type == "error" else None)
    return heard


@pytest.fixture
def team(places: None, live_server: object) -> Team:
    """Vorona's team, its neighbour, its county and a ministry, all with accounts."""
    devices.forget()
    return Team()


@pytest.fixture
def phone(playwright: Playwright, tmp_path: Path, live_server: object) -> Iterator[Phone]:
    """A phone that nobody has used yet."""
    held = Phone(playwright, tmp_path / "phone", str(live_server))
    held.open()
    yield held
    with contextlib.suppress(Error):  # a killed one is closed already
        held.context.close()


@pytest.fixture
def desk(browser: Browser, live_server: object) -> Iterator[Callable[[User], Page]]:
    """Signs somebody in at an office computer of their own and gives its first page."""
    desks: list[Desk] = []

    def sit(user: User) -> Page:
        desks.append(Desk(browser, str(live_server), user))
        return desks[-1].open()

    yield sit
    for each in desks:
        each.context.close()
