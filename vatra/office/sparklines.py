"""A line of twelve values as SVG: no script, no style attribute, the values in its title."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.utils.html import format_html
from django.utils.safestring import SafeString

WIDTH, HEIGHT, EDGE = 240, 48, 4


def draw(values: Sequence[Decimal | None], labels: Sequence[str]) -> SafeString:
    """The line; hidden or missing values leave a gap."""
    known = [value for value in values if value is not None]
    if not known:
        return format_html('<p class="soft">{}</p>', "Încă fără valori.")
    top = max(*known, Decimal(1))
    step = Decimal(WIDTH - 2 * EDGE) / max(1, len(values) - 1)
    points = [
        f"{EDGE + step * index:.1f},{HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * value / top:.1f}"
        for index, value in enumerate(values)
        if value is not None
    ]
    told = "; ".join(
        f"{label}: {'ascuns' if value is None else value}"
        for label, value in zip(labels, values, strict=True)
    )
    return format_html(
        '<svg class="spark" viewBox="0 0 {} {}" width="{}" height="{}" role="img">'
        '<title>{}</title><polyline fill="none" stroke="currentColor" stroke-width="2" points="{}"/></svg>',
        WIDTH,
        HEIGHT,
        WIDTH,
        HEIGHT,
        told,
        " ".join(points),
    )
