"""The workers' guide is whole: every role has its page, every link leads, every picture is drawn by a journey."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from PIL import Image

from tools import pictures
from vatra.kit.vocabulary import ACTIVE_ROLES
from vatra.office import guide

GUIDE = Path(settings.GUIDE)
PAGES = sorted(GUIDE.glob("*.md"))
DOCS = sorted(
    [
        *settings.ROOT.glob("*.md"),
        *(settings.ROOT / "docs").rglob("*.md"),
        *settings.ROOT.glob("vatra/**/*.md"),
    ]
)
LINK = re.compile(r"(!?)\[[^\]]*\]\(([^)\s]+)\)|<img src=\"([^\"]+)\"")
MOST_KILOBYTES, WHOLE_KILOBYTES = 80, 3000


def links(path: Path) -> list[tuple[bool, str]]:
    """(whether a picture, where to) of each link that stays in the repository; not those in code."""
    text = re.sub(r"```.*?```|`[^`\n]*`", "", path.read_text(), flags=re.DOTALL)
    found = [(bool(mark or image), to or image) for mark, to, image in LINK.findall(text)]
    return [(drawn, to) for drawn, to in found if not re.match(r"[a-z]+:", to)]


def anchors(path: Path) -> set[str]:
    return {
        guide.anchor(line.lstrip("# ")) for line in path.read_text().splitlines() if re.match("#{1,6} ", line)
    }


@pytest.mark.parametrize("path", DOCS, ids=lambda path: str(path.relative_to(settings.ROOT)))
def test_links_between_documents_lead_somewhere(path: Path) -> None:
    for _, to in links(path):
        name, _, place = to.partition("#")
        target = path.parent / name if name else path
        assert target.exists(), f"{to}: no such file"
        assert not place or target.suffix != ".md" or place in anchors(target), f"{to}: no such heading"


def test_every_active_role_has_a_page() -> None:
    homeless = [code for code in ACTIVE_ROLES if not (GUIDE / f"{guide.OWN.get(code)}.md").is_file()]

    assert homeless == [], "Write the page in docs/ghid and name it in vatra/office/guide.py."


def test_every_page_is_linked_from_the_contents() -> None:
    linked = {to for _, to in links(GUIDE / "README.md")}

    assert {path.name for path in PAGES} - {"README.md"} <= linked


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_page_stays_within_the_guide_and_tells_what_to_do_when_it_goes_wrong(path: Path) -> None:
    outside = [
        to
        for drawn, to in links(path)
        if not re.match(r"img/" if drawn else r"[a-z-]*(\.md)?(#|$)|README", to)
    ]

    assert outside == []
    assert path.name == "README.md" or "## Când ceva nu merge" in path.read_text()


def test_pictures_shown_and_pictures_listed_are_the_same() -> None:
    shown: dict[str, set[str]] = {}
    for path in PAGES:
        for drawn, to in links(path):
            if drawn:
                shown.setdefault(Path(to).stem, set()).add(path.stem)

    assert shown == {name: set(how["pages"]) for name, how in pictures.listed().items()}
    assert {path.stem for path in GUIDE.glob("img/*")} == set(shown)


@pytest.mark.parametrize("name", pictures.listed())
def test_picture_is_drawn_by_a_journey_and_is_light(name: str) -> None:
    path = GUIDE / "img" / f"{name}.webp"

    assert pictures.journey_of(name), "no journey keeps a picture of this name"
    assert path.stat().st_size <= MOST_KILOBYTES * 1000
    assert guide.size(path.read_bytes()) == Image.open(path).size


def test_the_guide_is_light_as_a_whole() -> None:
    assert sum(path.stat().st_size for path in GUIDE.rglob("*")) <= WHOLE_KILOBYTES * 1000


def test_a_picture_that_nobody_draws_is_noticed() -> None:
    assert pictures.journey_of("no-such-page-1280") is None
    assert pictures.journey_of("pay-nothing") is None


def test_page_becomes_html_without_anything_that_runs(tmp_path: Path, settings: Any) -> None:
    settings.GUIDE = tmp_path
    (tmp_path / "a.md").write_text(
        "# Titlu\n\n## Când ceva nu merge\n\n<script>x</script> [b](b.md#c) [x](javascript:y)\n"
    )

    page = guide.page("a")

    assert page is not None
    assert page.title == "Titlu"
    assert page.sections == (("când-ceva-nu-merge", "Când ceva nu merge"),)
    assert '<h2 id="când-ceva-nu-merge">' in page.body
    assert '<a href="/ajutor/b/#c">b</a>' in page.body
    assert "<script" not in page.body
    assert 'href="javascript' not in page.body


@pytest.mark.parametrize("name", ["../README", "nothing", "README", "A"])
def test_there_are_no_other_pages(name: str) -> None:
    assert guide.page(name) is None
    assert guide.picture(name) is None
    assert guide.size(b"RIFF") == (0, 0)
