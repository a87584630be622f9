"""An office computer: 1280 px, a keyboard, forms by their input names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.journeys import questions

Answers = Mapping[str, Any]
BUSY = ".htmx-request, .htmx-swapping, .htmx-settling"


def case_form(page: Page, form: str, answers: Answers) -> None:
    """Open a form from the case's page, answer what is told, save; ends where saving leads."""
    open_form(page, form)
    fill(page, form, answers)
    save(page)


def open_form(page: Page, form: str) -> None:
    name = form.partition("/")[2]
    page.locator(f"a[href*='/intrari/nou/integrated_services/{name}/']").first.click()
    page.locator("form#intrare").wait_for()


def fill(page: Page, form: str, answers: Answers) -> None:
    """Answer the questions told, in their order; the others keep what the page brought."""
    known = questions.items(form)
    for name in [each for each in known if each in answers]:
        answer(page, known[name], f"q.{name}", answers[name])


def answer(page: Page, item: Any, name: str, value: Any) -> None:
    if item["type"] == "group":
        _rows(page, item, name, value)
        return
    anchor = "f-" + name.removeprefix("q.").replace(".", "-")
    box = page.locator(f"[name='{name}']")
    page.locator(f"[id='{anchor}'], [id^='{anchor}-']").first.wait_for(state="attached")
    if item["type"] == "date" and not box.count():
        for part, typed in zip("ymd", str(value).split("-"), strict=False):
            page.locator(f"[name='{name}-{part}']").fill(typed)
    elif box.first.evaluate("e => e.tagName") == "SELECT":
        _choose(box, item, value)
    elif item["type"] in ("choice", "choices", "boolean", "yes_no_unknown"):
        for code in value if isinstance(value, list) else [value]:
            sent = {True: "yes", False: "no"}.get(code, code)
            page.locator(f"[name='{name}'][value='{sent}']").check()
            settle(page)
    else:
        box.fill(str(value))
        box.blur()
    settle(page)


def _choose(box: Locator, item: Any, value: Any) -> None:
    """By code; a person by the name shown."""
    if item["type"] != "person":
        box.select_option(value=str(value))
        return
    option = box.locator("option", has_text=str(value)).first
    box.select_option(value=option.get_attribute("value"))


def _rows(page: Page, item: Any, name: str, rows: Any) -> None:
    """Rows that stand there are changed; those told beyond them are added."""
    count = page.locator(f"[name='{name}.count']")
    count.wait_for(state="attached")
    inner = {each["id"]: each for each in questions._all(item["items"])}
    for index, row in enumerate(rows):
        if int(count.input_value()) <= index:
            page.locator(f"button[value='add:{item['id']}']").click()
            expect(count).to_have_value(str(index + 1))
        unfold(page, f"f-{name.removeprefix('q.').replace('.', '-')}-{index}-row")
        for child in [each for each in inner if each in row]:
            answer(page, inner[child], f"{name}.{index}.{child}", row[child])


def unfold(page: Page, row: str) -> None:
    """A row that was filled already stands as one line: open it."""
    folded = page.locator(f"details[id='{row}']:not([open]) > summary")
    if folded.count():
        folded.click()


def settle(page: Page) -> None:
    """The page has drawn its questions again after a change."""
    expect(page.locator(BUSY)).to_have_count(0, timeout=60_000)


def save(page: Page) -> None:
    """Press the button and see that it was saved."""
    press_save(page)
    expect(page.get_by_role("status").filter(has_text="salvat")).to_be_visible()


def press_save(page: Page) -> None:
    settle(page)
    page.get_by_role("button", name="Salvează", exact=True).click()
    page.wait_for_load_state()
