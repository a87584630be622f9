"""Somebody who writes a program reads what it may ask, on a wide screen and on a narrow one."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.journeys.looks import expect_sound


def test_programmer_reads_what_may_be_asked(page: Page, complaints: list[str]) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/api/")
    own = page.url.removesuffix("/api/")

    page.get_by_role("link", name="Erori").click()

    expect(page.get_by_role("heading", name="too_fast")).to_be_in_viewport()
    expect_sound(page, "api-1280")
    page.set_viewport_size({"width": 360, "height": 740})
    expect_sound(page, "api-360")
    assert all(url.startswith(own) for url in asked)
    assert complaints == []
