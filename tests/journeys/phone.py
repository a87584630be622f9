"""A worker's phone: 360 px, a finger, a browser whose files stay when it is killed."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Error, Locator, Page, Playwright, expect

from tests.journeys import questions
from tests.journeys.browsers import ARGUMENTS, executable

PIN = "472905"
PATIENCE = 60_000
Answers = Mapping[str, Any]


class Phone:
    """One phone; ``open`` starts its browser on the same files as before."""

    def __init__(self, playwright: Playwright, files: Path, address: str) -> None:
        self.playwright, self.files, self.address = playwright, files, address
        self.context: BrowserContext
        self.page: Page
        self.complaints: list[str] = []

    def open(self, *, offline: bool = False) -> Page:
        """Start the browser; offline from its first moment if asked."""
        self.context = self.playwright.chromium.launch_persistent_context(
            str(self.files),
            executable_path=executable(),
            args=ARGUMENTS,
            base_url=self.address,
            locale="ro-RO",
            timezone_id="Europe/Bucharest",
            viewport={"width": 360, "height": 740},
            has_touch=True,
            is_mobile=True,
        )
        self.context.set_default_timeout(PATIENCE)
        self.context.set_offline(offline)
        self.page = self.context.pages[0]
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        return self.page

    def kill(self) -> None:
        """The phone dies: every process of this browser at once, nothing written on the way out."""
        mine = f"--user-data-dir={self.files}"
        for line in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                command = line.read_bytes().decode(errors="replace").split("\0")
                if mine in command:
                    os.kill(int(line.parent.name), signal.SIGKILL)
            except (FileNotFoundError, ProcessLookupError):
                continue
        with contextlib.suppress(Error):
            while True:  # until the death is noticed here too
                self.page.evaluate("1")
                time.sleep(0.05)
        for name in ("SingletonLock", "SingletonCookie", "SingletonSocket"):
            (self.files / name).unlink(missing_ok=True)

    # ---- the app ----

    def at(self, test_id: str) -> Locator:
        return self.page.get_by_test_id(test_id)

    def go(self, place: str) -> None:
        """Open a page of the app by its address."""
        self.page.evaluate("to => { location.hash = to }", f"#/{place}")

    def tap(self, name: str | re.Pattern[str]) -> None:
        self.page.get_by_role("button", name=name).first.click()

    def enrol(self) -> None:
        self.page.goto("/teren/")
        self.at("device-name").fill("Telefonul de serviciu")
        self.at("enrol").click()
        self.at("new-pin").fill(PIN)
        self.at("repeat-pin").fill(PIN)
        self.at("set-pin").click()
        self.at("today").wait_for()
        expect(self.at("first-load")).to_have_count(0, timeout=PATIENCE)
        self.page.evaluate("navigator.serviceWorker.ready.then(() => undefined)")

    def unlock(self) -> None:
        self.at("pin").fill(PIN)
        self.at("unlock").click()
        self.at("today").wait_for()

    # ---- forms ----

    def field(self, path: str) -> Locator:
        """The question, with its text, hint and controls."""
        anchor = "q-" + re.sub(r"[\[\].]+", "-", path)
        return self.page.locator(f".field#{anchor}, .field:has(#{anchor})").last

    def fill(self, form: str, answers: Answers) -> None:
        """Go through the screens and answer; what is asked and not told gets a harmless answer."""
        self.fill_to_summary(form, answers)
        self.tap("Salvează pe telefon")
        self.at("saved").wait_for()

    def fill_to_summary(self, form: str, answers: Answers) -> None:
        while not self._is_summary():
            self.fill_screen(form, answers)
            title = self.page.locator("h1").inner_text()
            self.tap("Continuă")
            expect(self.page.locator("h1")).not_to_have_text(title, timeout=PATIENCE)

    def _is_summary(self) -> bool:
        self.page.locator(".flow-bar").wait_for()
        return "Verificați" in self.page.locator("h1").inner_text()

    def fill_screen(self, form: str, answers: Answers) -> None:
        known = questions.items(form)
        repeated = self._repeated(known)
        if repeated:
            self._rows(form, repeated, answers.get(repeated, ()))
            return
        self._level(form, known, answers, "")

    def _repeated(self, known: Mapping[str, Any]) -> str:
        """The repeating group that this screen is about, if any."""
        for box in self.page.locator(".flow-questions > .field[id^='q-']").all():
            name = (box.get_attribute("id") or "").removeprefix("q-")
            if known.get(name, {}).get("repeats") and box.evaluate("e => e.tagName") == "DIV":
                return name
        return ""

    def _rows(self, form: str, group: str, rows: Any) -> None:
        known = questions.items(form)
        for index, row in enumerate(rows):
            self.tap(re.compile("^Adaugă"))
            self.page.get_by_role("button", name="Gata").wait_for()
            self._level(form, known, row, f"{group}[{index}].")
            self.tap("Gata")
            self.page.get_by_role("button", name="Continuă").wait_for()

    def _level(self, form: str, known: Mapping[str, Any], answers: Answers, prefix: str) -> None:
        """Questions open as others are answered: look again until nothing new is asked."""
        done: set[str] = set()
        while True:
            asked = [name for name in self._asked(known, prefix) if name not in done]
            if not asked:
                return
            name = asked[0]
            done.add(name)
            value = answers.get(name)
            if value is None and self._is_open(prefix + name):
                value = questions.harmless(form, known[name])
            if value is not None:
                self.answer(known[name], prefix + name, value)

    def _asked(self, known: Mapping[str, Any], prefix: str) -> list[str]:
        anchor = "q-" + re.sub(r"[\[\].]+", "-", prefix)
        ids = self.page.locator(f".flow [id^='{anchor}']").evaluate_all("all => all.map((one) => one.id)")
        return [
            name
            for name, item in known.items()
            if f"{anchor}{name}" in ids and item["type"] not in ("computed", "display")
        ]

    def _is_open(self, path: str) -> bool:
        """Required, and without an answer."""
        field = self.field(path)
        if field.locator(".optional").count():
            return False
        given = "e => [...e.querySelectorAll('input, textarea')].some((i) => i.matches(':checked') || "
        given += "(!['radio', 'checkbox', 'search'].includes(i.type) && i.value))"
        return not field.evaluate(given)

    def answer(self, item: Any, path: str, value: Any) -> None:
        kind, field = item["type"], self.field(path)
        if kind == "group":
            self._short_rows(item, path, value)
        elif kind == "date":
            self.date(path, value)
        elif kind in ("choice", "yes_no_unknown", "boolean", "choices"):
            for code in value if isinstance(value, list) else [value]:
                self._box(field, questions.words(item, code))
        elif kind == "place":
            field.get_by_role("searchbox").fill(value)
            field.locator(".box", has_text=value).first.click()
        elif kind == "person":
            field.locator(".box", has_text=value).first.click()
        elif kind == "signature":
            self.sign(field.locator(".pad"))
        else:
            field.locator("input, textarea").first.fill(str(value))

    def _short_rows(self, item: Any, path: str, rows: Any) -> None:
        field = self.field(path)
        for index, row in enumerate(rows):
            field.get_by_role("button", name=re.compile("^Adaugă")).click()
            for child in item["items"]:
                if child["id"] in row:
                    self.answer(child, f"{path}[{index}].{child['id']}", row[child["id"]])

    def _box(self, field: Locator, text: str) -> None:
        search = field.get_by_role("searchbox")
        if search.count():
            search.fill(text[:30])
        exact = re.compile(rf"^\s*{re.escape(text)}")
        field.locator(".box", has_text=exact).first.click()

    def date(self, path: str, value: str) -> None:
        """``2026-11-02``, ``2026-11`` or ``2026`` into the parts that the question has."""
        year, month, day = [*value.split("-"), "", ""][:3]
        for part, typed in (("Ziua", day), ("Luna", month), ("Anul", year)):
            box = self.field(path).get_by_label(part, exact=True)
            if box.count():
                box.fill(typed.lstrip("0"))

    def sign(self, pad: Locator) -> None:
        """Two strokes with the finger."""
        pad.scroll_into_view_if_needed()
        box = pad.bounding_box()
        assert box is not None
        for start, end in ((0.2, 0.5), (0.55, 0.85)):
            self.page.mouse.move(box["x"] + box["width"] * start, box["y"] + box["height"] * 0.7)
            self.page.mouse.down()
            for step in (0.25, 0.5, 0.75, 1):
                across = start + (end - start) * step
                height = 0.3 if step in (0.25, 0.75) else 0.7
                self.page.mouse.move(box["x"] + box["width"] * across, box["y"] + box["height"] * height)
            self.page.mouse.up()
