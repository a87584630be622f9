"""What every page must pass before it is called done, and a picture of it for people to look at."""

from pathlib import Path

from django.conf import settings
from playwright.sync_api import Page

AXE = settings.ROOT / "field/node_modules/axe-core/axe.min.js"
PICTURES = settings.ROOT / "var/screenshots"
LOOK = """async () => {
  const { violations } = await axe.run(document, { runOnly: [
    'wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice' ] });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((n) => n.html.slice(0, 160)).join(' | ')}`);
}"""


def breaches(page: Page) -> list[str]:
    """Rules of WCAG 2.2 AA that the page breaks, as axe finds them."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Path(AXE).read_text() + "; undefined")
    found: list[str] = page.evaluate(LOOK)
    return found


def expect_sound(page: Page, picture: str) -> None:
    """No rule of access is broken and nothing sticks out sideways; the picture is kept."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{picture}.png", full_page=True)
    broken = breaches(page)
    assert not broken, f"{picture}: {broken}"
    too_wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert too_wide <= 0, f"{picture}: {too_wide} px too wide"
