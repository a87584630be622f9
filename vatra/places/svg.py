"""Pieces of a drawn map: escaping, hatchings, swatches. Text in, text out.

Colours stand as presentation attributes, so that a map is complete by itself and needs
no inline style (the content security policy forbids it); classes let the style sheet
adapt it to dark screens, forced colours and print.
"""

from collections.abc import Mapping
from html import escape

from vatra.places.scales import AT_MOST

GROUNDS = ("#eef4f0", "#d3e6dc", "#a9cebd", "#6fa992", "#0e5a4a")
LINE = "#0e5a4a"
LINEN = "#f6f2ea"
PAPER = "#ffffff"
INK = "#1f2a33"
BORDER = "#8b8377"
HIDDEN = "hidden"
MISSING = "missing"

# Fewer classes take hatchings further apart, so that neighbours stay easy to tell.
SHADES = {1: (2,), 2: (1, 3), 3: (0, 2, 4), 4: (0, 1, 3, 4), 5: (0, 1, 2, 3, 4)}

_HATCHINGS = (
    '<circle cx="3" cy="3" r="1.1" fill="{line}"/><circle cx="9" cy="9" r="1.1" fill="{line}"/>',
    '<path d="M-2,2l4-4M0,12L12,0M10,14l4-4" stroke="{line}" stroke-width="1.3"/>',
    '<path d="M-2,2l4-4M-2,8l10-10M0,12L12,0M4,14l10-10M10,14l4-4" stroke="{line}" stroke-width="1.8"/>',
    '<path d="M-2,2l4-4M0,12L12,0M10,14l4-4M-2,10l4,4M0,0l12,12M10-2l4,4"'
    ' stroke="{line}" stroke-width="2.2"/>',
    "",
)
_HIDDEN_HATCHING = '<path d="M3,0v7M9,6v6M9,0v1" stroke="#55606b" stroke-width="1.6"/>'


def shade(number: int, count: int) -> str:
    """The name of class `number` of `count`, as used in ids and class names."""
    return f"s{SHADES[count][number] + 1}"


def patterns(ident: str) -> str:
    parts = [
        _pattern(f"{ident}-s{i + 1}", f"map-g{i + 1}", GROUNDS[i], _HATCHINGS[i].format(line=LINE))
        for i in range(AT_MOST)
    ]
    parts.append(_pattern(f"{ident}-{HIDDEN}", "map-gh", LINEN, _HIDDEN_HATCHING))
    parts.append(_pattern(f"{ident}-{MISSING}", "map-gm", PAPER, ""))
    return f"<defs>{''.join(parts)}</defs>"


def fill(ident: str, name: str) -> str:
    return f'class="map-area map-{name}" fill="url(#{ident}-{name})"'


def linked(shape: str, *, title: str, href: str | None, chosen: bool) -> str:
    """A shape with its figure as a title, and a link where the caller gives one."""
    current = ' aria-current="true"' if chosen else ""
    if href is None:
        return f"<g{current}><title>{escape(title)}</title>{shape}</g>"
    return f'<a href="{escape(href)}"{current}><title>{escape(title)}</title>{shape}</a>'


def sheet(parts: list[str], *, ident: str, title: str, box: tuple[int, int], links: bool) -> str:
    """The picture. With links inside it is a group: an image would hide them from readers."""
    role = "group" if links else "img"
    return (
        f'<svg class="map-sheet" viewBox="0 0 {box[0]} {box[1]}" role="{role}"'
        f' aria-labelledby="{ident}-title" font-family="system-ui, sans-serif">'
        f'<title id="{ident}-title">{escape(title)}</title>{"".join(parts)}</svg>'
    )


def ground(path: str) -> str:
    """The land under the discs."""
    return (
        f'<path class="map-ground" d="{path}" fill="{LINEN}" fill-rule="evenodd"'
        f' stroke="{BORDER}" stroke-width="2"/>'
    )


def outline(path: str) -> str:
    """The chosen place, drawn once more over its neighbours."""
    return (
        f'<path class="map-chosen" d="{path}" fill="none" stroke="{INK}" stroke-width="6"'
        ' pointer-events="none"/>'
    )


def words(text: str, at: tuple[float, float], *, size: int) -> str:
    """Dark letters with a light rim: readable on every shade and on every hatching."""
    return (
        f'<text class="map-words" x="{at[0]:g}" y="{at[1]:g}" font-size="{size}" text-anchor="middle"'
        f' font-weight="600" fill="{INK}" stroke="{PAPER}" stroke-width="{size / 4:g}"'
        f' stroke-linejoin="round" paint-order="stroke" pointer-events="none">{escape(text)}</text>'
    )


def marks(places: Mapping[str, tuple[float, float]], *, size: int) -> str:
    """Short codes on the areas; the titles already say the whole name to screen readers."""
    texts = "".join(words(code, (x, y + size * 0.36), size=size) for code, (x, y) in places.items())
    return f'<g aria-hidden="true">{texts}</g>'


def legend(rows: list[tuple[str, str]]) -> str:
    """A list of swatches with words: real text, so that it grows with the reader's letters."""
    items = "".join(
        f'<li class="map-key">{_key(mark)}<span>{escape(text)}</span></li>' for mark, text in rows
    )
    return f'<ul class="map-legend">{items}</ul>'


def _key(mark: str) -> str:
    if not mark:
        return ""
    return (
        f'<svg class="map-swatch" viewBox="0 0 48 32" width="36" height="24" aria-hidden="true">{mark}</svg> '
    )


def swatch(ident: str, name: str) -> str:
    return f'<rect x="1" y="1" width="46" height="30" {fill(ident, name)} stroke="{INK}" stroke-width="1.5"/>'


def _pattern(ident: str, ground_class: str, ground: str, drawing: str) -> str:
    return (
        f'<pattern id="{ident}" width="12" height="12" patternUnits="userSpaceOnUse">'
        f'<rect class="{ground_class}" width="12" height="12" fill="{ground}"/>'
        f'<g class="map-hatch">{drawing}</g></pattern>'
    )
