"""Somebody opens Vatra's address for the first time, on the office computer and on a phone."""

import pytest
from django.conf import settings
from django.shortcuts import resolve_url
from playwright.sync_api import Page, expect


@pytest.mark.parametrize("width", [1280, 360])
def test_sign_in_page_opens_without_complaints(page: Page, complaints: list[str], width: int) -> None:
    page.set_viewport_size({"width": width, "height": 740})

    page.goto(resolve_url(settings.LOGIN_URL))

    expect(page.locator("input[type=password]")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert complaints == []
