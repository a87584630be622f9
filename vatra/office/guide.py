"""The workers' guide: the Markdown of docs/ghid, the same pages as everybody reads outside, drawn here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

from vatra.kit.vocabulary import ROLES

CONTENTS: Final = "cuprins"  # the address of README.md, which lists all pages
NAME: Final = re.compile(r"[a-z0-9-]+")

# The page that "Ajutor" opens; every active role has one.
OWN: Final[Mapping[str, str]] = MappingProxyType(
    {
        "social_worker": "asistent-social",
        "community_nurse": "asistent-medical-comunitar",
        "roma_health_mediator": "mediator-sanitar",
        "school_counsellor": "consilier-scolar",
        "school_mediator": "mediator-scolar",
        "county_social_coordinator": "coordonator-judetean",
        "county_health_coordinator": "coordonator-judetean",
        "county_school_coordinator": "coordonator-judetean",
        "ministry_labour": "minister",
        "ministry_health": "minister",
        "ministry_education": "minister",
        "administrator": "administrator",
        "data_protection_officer": "responsabil-date",
        "payroll_officer": "salarizare",
        "training_organiser": "formare",
        "training_employer": "formare",
        "applicant_nurse": "formare",
    }
)


@dataclass(frozen=True, slots=True)
class Page:
    title: str
    body: SafeString
    sections: tuple[tuple[str, str], ...]  # (anchor, heading)


def folder() -> Path:
    return Path(settings.GUIDE)


def own_pages(roles: frozenset[str]) -> list[tuple[str, str]]:
    """(page, title of the role) of each role held, in the vocabulary's order."""
    held = [(OWN.get(code, ""), role.title) for code, role in ROLES.items() if code in roles]
    return [(name, title) for name, title in held if (folder() / f"{name}.md").is_file()]


def page(name: str) -> Page | None:
    """The page as HTML; None where there is none of that name."""
    path = folder() / ("README.md" if name == CONTENTS else f"{name}.md")
    if not NAME.fullmatch(name) or not path.is_file():
        return None
    return _drawn(path, path.stat().st_mtime_ns)


def picture(name: str) -> bytes | None:
    path = folder() / "img" / f"{name}.webp"
    return path.read_bytes() if NAME.fullmatch(name) and path.is_file() else None


def anchor(heading: str) -> str:
    """As the sites that show Markdown make it, so that links to a heading hold here and there."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


@cache
def _drawn(path: Path, changed: int) -> Page:
    """Read once; again only after the file has changed."""
    markdown = MarkdownIt("commonmark", {"html": False})
    tokens = markdown.parse(path.read_text())
    headings = list(_headings(tokens))
    for token, name in headings:
        token.attrSet("id", anchor(name))
    for token in (child for one in tokens for child in one.children or ()):
        _lead(token)
    body = markdown.renderer.render(tokens, markdown.options, {})
    sections = tuple((anchor(name), name) for token, name in headings if token.tag == "h2")
    title = next((name for token, name in headings if token.tag == "h1"), "Ajutor")
    # The pages are ours, raw HTML in them is off, and every address was written by _lead.
    return Page(title, mark_safe(body), sections)  # noqa: S308


def _headings(tokens: Sequence[Token]) -> Iterator[tuple[Token, str]]:
    for token, inner in pairwise(tokens):
        if token.type == "heading_open":
            yield token, "".join(child.content for child in inner.children or () if child.type != "image")


def _lead(token: Token) -> None:
    """Links between the files become links between the pages; pictures get their size, to hold their place."""
    if token.type == "link_open":
        name, _, place = str(token.attrGet("href")).partition("#")
        if name.endswith(".md"):
            page_name = CONTENTS if name == "README.md" else name.removesuffix(".md")
            token.attrSet("href", reverse("guide_page", args=[page_name]) + (place and f"#{place}"))
    elif token.type == "image":
        name = Path(str(token.attrGet("src"))).stem
        token.attrSet("src", reverse("guide_picture", args=[name]))
        width, height = size(picture(name) or b"")
        token.attrs |= {"width": width, "height": height, "loading": "lazy"}
        if width > height:
            token.attrSet("class", "wide")


def size(webp: bytes) -> tuple[int, int]:
    """Width and height as a lossy WebP says them in its head; (0, 0) for anything else."""
    if len(webp) < 30 or webp[8:16] != b"WEBPVP8 ":
        return 0, 0
    width, height = (int.from_bytes(webp[at : at + 2], "little") & 0x3FFF for at in (26, 28))
    return width, height
