"""The main pages on paper, in colours of the reader's own, and twice as large: nothing breaks, nothing hides.

640 pixels at 200 % are 320 for the page. On paper a sheet of A4 between its margins is 688 wide.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests import factories
from tests.factories import BOTOSANI, PASSWORD
from tests.journeys.looks import PICTURES, breaches
from tests.journeys.people import Team
from vatra.accounts.models import User

Sit = Callable[[User], Page]
PAGES = {
    "social": (
        *("/", "/oameni/", "/oameni/gospodarii/{home}/", "/oameni/{person}/", "/dosare/{case}/", "/harta/"),
        *("/indicatori/", "/rapoarte/", "/instiintari/", "/retinute/", "/hartie/", "/oameni/dubluri/"),
    ),
    "county": ("/", "/telefoane/", "/harta/", "/rapoarte/"),
    "officer": ("/birou/privacy/", "/birou/privacy/noua/", "/birou/privacy/citiri/"),
}
WIDER = """() => {
  const edge = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= edge) return [];
  const out = [...document.querySelectorAll('main *, header *, nav *')].filter((e) => {
    const box = e.getBoundingClientRect();
    if (!box.width || box.right <= edge + 1) return false;
    for (let up = e.parentElement; up; up = up.parentElement)
      if (['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(up).overflowX)) return false;
    return true; });
  return out.slice(0, 5).map((e) => e.outerHTML.slice(0, 120)).concat(`${edge}`);
}"""


@pytest.mark.parametrize("who", PAGES)
def test_pages_hold_on_paper_in_forced_colours_and_at_twice_the_size(team: Team, desk: Sit, who: str) -> None:
    home = team.family("nurse", "Zamfir", {"given_name": "Elena"})
    names = {
        "home": home["group"],
        "case": team.signal("social", home),
        "person": team.persons(home)["Elena"],
    }
    officer = factories.make_user("data_protection_officer", BOTOSANI, name="Irina Șerban", password=PASSWORD)
    page = desk({**team.users, "officer": officer}[who])
    PICTURES.mkdir(parents=True, exist_ok=True)

    wrong = {}
    for address in PAGES[who]:
        page.goto(address.format(**names))
        for name, look in {"tipar": on_paper, "culori": in_own_colours, "marit": enlarged}.items():
            found = look(page)
            if found:
                wrong[f"{address} {name}"] = found
            page.screenshot(path=PICTURES / f"ochi-{who}-{PAGES[who].index(address)}-{name}.png")
        page.set_viewport_size({"width": 1280, "height": 800})

    assert wrong == {}


def on_paper(page: Page) -> list[str]:
    """The content alone, within the sheet."""
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 688, "height": 973})
    useless = [name for name in (".rail", ".foot", ".btn") if page.locator(f"{name}:visible").count()]
    titles = page.locator("main h1:visible").count()
    return [*page.evaluate(WIDER), *useless, *([] if titles == 1 else ["no title"])]


def in_own_colours(page: Page) -> list[str]:
    """Every button keeps an edge that can be seen, and no rule of access breaks."""
    page.emulate_media(media="screen", forced_colors="active")
    page.set_viewport_size({"width": 1280, "height": 800})
    edges = page.locator("main .btn:visible").evaluate_all(
        "all => all.filter((e) => parseFloat(getComputedStyle(e).borderTopWidth) < 1).map((e) => e.outerHTML)"
    )
    return [*edges, *breaches(page)]


def enlarged(page: Page) -> list[str]:
    """Everything is read by scrolling one way."""
    page.emulate_media(media="screen", forced_colors="none")
    page.set_viewport_size({"width": 320, "height": 640})
    return [*page.evaluate(WIDER), *breaches(page)]
