"""What every map shares: the look asked for, shading by class, words, the legend."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from vatra.places import scales, svg
from vatra.places.scales import Number, Scale


@dataclass(frozen=True, slots=True)
class Look:
    """How a map is to look. Keys are county codes or SIRUTA numbers, as in the values.

    `ident` tells maps of one page apart. Places in `hidden` have a figure too small to
    show. `href` gives the page a press on a place leads to; `chosen` is the place whose
    page this is. Without a `scale` one is fitted to the figures.
    """

    title: str
    ident: str = "map"
    unit: str = ""
    scale: Scale | None = None
    hidden: Collection[Any] = ()
    hidden_words: str = "ascuns (sub 5)"
    href: Callable[[Any], str] | None = None
    chosen: Any = None


@dataclass(slots=True)
class Drawing:
    """One map being drawn; the shades it used decide what the legend explains."""

    look: Look
    values: Mapping[Any, Number | None]
    scale: Scale
    used: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, values: Mapping[Any, Number | None], look: Look) -> "Drawing":
        open_values = [v for key, v in values.items() if key not in look.hidden]
        return cls(look, values, look.scale or scales.fit(open_values, unit=look.unit))

    def shade(self, key: Any) -> str:
        value = self.values.get(key)
        if key in self.look.hidden:
            name = svg.HIDDEN
        elif value is None:
            name = svg.MISSING
        else:
            name = svg.shade(self.scale.class_of(value), len(self.scale.bounds) + 1)
        self.used.add(name)
        return name

    def figure_of(self, key: Any) -> str:
        """The figure alone, for writing inside a disc; empty when it may not be seen."""
        value = self.values.get(key)
        return "" if value is None or key in self.look.hidden else self.scale.number(value)

    def linked(self, key: Any, name: str, shape: str) -> str:
        look = self.look
        href = look.href(key) if look.href else None
        return svg.linked(shape, title=self._words(key, name), href=href, chosen=key == look.chosen)

    def figure(
        self,
        parts: list[str],
        box: tuple[int, int],
        more_legend: list[tuple[str, str]] | None = None,
        *,
        credit: str = "",
    ) -> str:
        look = self.look
        sheet = svg.sheet(
            [svg.patterns(look.ident), *parts],
            ident=look.ident,
            title=look.title,
            box=box,
            links=look.href is not None,
        )
        legend = svg.legend(self._legend() + (more_legend or []))
        source = f'<p class="map-credit">{credit}</p>' if credit else ""
        return f'<figure class="map">{sheet}<figcaption>{legend}{source}</figcaption></figure>'

    def _words(self, key: Any, name: str) -> str:
        value = self.values.get(key)
        if key in self.look.hidden:
            return f"{name}: {self.look.hidden_words}"
        return f"{name}: {'fără date' if value is None else self.scale.figure(value)}"

    def _legend(self) -> list[tuple[str, str]]:
        words = self.scale.words()
        rows = [(svg.shade(i, len(words)), text) for i, text in enumerate(words)]
        if svg.HIDDEN in self.used:
            rows.append((svg.HIDDEN, self.look.hidden_words))
        if svg.MISSING in self.used:
            rows.append((svg.MISSING, "fără date"))
        return [(svg.swatch(self.look.ident, name), text) for name, text in rows]
