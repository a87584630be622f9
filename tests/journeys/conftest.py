"""A real browser on a real server. Stories are written in the workers' words, one file a story."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

# Playwright keeps an event loop in this thread; the tests' own queries are still plain ones.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

NAMES = ("chromium", "chromium-browser", "google-chrome")


def executable() -> str:
    """The browser of the machine; Playwright downloads none."""
    found = os.environ.get("VATRA_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.fail("No Chromium: run tools/chromium.sh, or set VATRA_CHROMIUM to the path of one.")
    return found


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    # Chromium's own sandbox refuses to start as root.
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    launched = playwright.chromium.launch(executable_path=executable(), args=arguments)
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
    opened.set_default_timeout(10_000)
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
