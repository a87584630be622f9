"""Maps: everything drawn, nothing hidden, readable without colour, the same each time."""

import json
import math
import re
from collections import defaultdict
from decimal import Decimal
from xml.etree import ElementTree

import pytest

from vatra.places import maps, register, svg
from vatra.places.kinds import Level
from vatra.places.maps import Look, Spot
from vatra.places.scales import Scale

CODES = sorted(register.counties())
NAMES: dict[str, dict[int, str]] = defaultdict(dict)
for row in register.places():
    if row.level == Level.UAT:
        NAMES[row.county_code][row.siruta] = row.name
SHEETS = json.loads((register.DATA / "sheets.json").read_text(encoding="utf-8"))
LINKED = Look("Vizite la 1000 de locuitori", unit="la 1000", href=lambda key: f"?judet={key}&an=2026")
XMLNS = 'xmlns="http://www.w3.org/2000/svg"'


def tree(figure: str) -> ElementTree.Element:
    return ElementTree.fromstring(figure)  # noqa: S314 — our own markup


def titles(figure: str) -> list[str]:
    return [title.text or "" for title in tree(figure).iter("title")]


def rates() -> dict[str, float]:
    return {code: 1.5 * number for number, code in enumerate(CODES)}


def test_choropleth_is_well_formed_and_says_every_county() -> None:
    figure = maps.choropleth(rates(), LINKED)

    spoken = titles(figure)
    assert spoken[0] == "Vizite la 1000 de locuitori"
    assert sorted(text.split(":")[0] for text in spoken[1:]) == sorted(maps.county_names().values())
    assert "Arad: 3,0 la 1000" in spoken


def test_choropleth_links_every_county_once() -> None:
    links = [a.get("href") for a in tree(maps.choropleth(rates(), LINKED)).iter("a")]

    assert sorted(links) == sorted(f"?judet={code}&an=2026" for code in CODES)


def test_choropleth_goes_through_the_counties_by_name() -> None:
    spoken = [text.split(":")[0] for text in titles(maps.choropleth(rates(), LINKED))[1:]]

    assert spoken[:3] == ["Alba", "Arad", "Argeș"]
    assert spoken[5:10] == ["Bistrița-Năsăud", "Botoșani", "Brașov", "Brăila", "Buzău"]


def test_choropleth_outlines_the_chosen_county() -> None:
    for code in ("BT", "IF"):
        figure = maps.choropleth(rates(), Look("Vizite", chosen=code))

        assert figure.count('class="map-chosen"') == 1
    assert 'class="map-chosen"' not in maps.choropleth(rates(), LINKED)


def test_disc_maps_name_the_source_of_their_points() -> None:
    assert "GeoNames, CC BY 4.0" in maps.county_map("B", {}, LINKED, names=NAMES["B"])
    assert "GeoNames, CC BY 4.0" in maps.commune_map([Spot(1, "Sat", 45.0, 25.0)], {}, LINKED)


def test_choropleth_without_links_is_an_image() -> None:
    figure = tree(maps.choropleth(rates(), Look("Vizite")))

    assert figure[0].get("role") == "img"
    assert list(figure.iter("a")) == []


def test_choropleth_shades_by_class_with_a_hatching_each() -> None:
    look = Look("Vizite", scale=Scale((Decimal(10), Decimal(20), Decimal(30), Decimal(40)), unit="la 1000"))
    figure = maps.choropleth(rates(), look)

    for shade in ("s1", "s2", "s3", "s4", "s5"):
        assert f'id="map-{shade}"' in figure
        assert f'class="map-area map-{shade}" fill="url(#map-{shade})"' in figure
    patterns = [ElementTree.tostring(p[1]) for p in tree(figure).iter("pattern")]
    assert len(set(patterns[:5])) == 5


def test_choropleth_hides_small_figures_and_says_so() -> None:
    figure = maps.choropleth({**rates(), "CS": 3}, Look("Vizite", hidden={"CS"}))

    assert "Caraș-Severin: ascuns (sub 5)" in titles(figure)
    assert figure.count("<span>ascuns (sub 5)</span>") == 1
    assert "url(#map-hidden)" in figure


def test_hidden_figures_do_not_move_the_bounds() -> None:
    with_secret = maps.choropleth({**rates(), "CS": 99999}, Look("Vizite", hidden={"CS"}))
    without = maps.choropleth({k: v for k, v in rates().items() if k != "CS"}, Look("Vizite", hidden={"CS"}))

    assert with_secret == without


def test_choropleth_says_where_data_is_missing() -> None:
    figure = maps.choropleth({"BT": 5}, Look("Vizite"))

    assert "Iași: fără date" in titles(figure)
    assert "<span>fără date</span>" in figure


def test_legend_says_the_bounds_in_words() -> None:
    look = Look("Vizite", scale=Scale((Decimal(5), Decimal(10)), unit="la 1000"))
    legend = re.findall(r"<span>(.*?)</span>", maps.choropleth({"BT": 7}, look))

    assert legend[:3] == ["sub 5 la 1000", "5–9,9 la 1000", "10 și peste la 1000"]


def test_text_from_outside_is_escaped() -> None:
    look = Look('<b>"Vizite" & altele</b>', unit="<i>", href=lambda key: f'"><script>{key}')
    figure = maps.choropleth({"BT": 5}, look)

    assert "<script>" not in figure
    assert titles(figure)[0] == '<b>"Vizite" & altele</b>'


@pytest.mark.parametrize("code", CODES)
def test_county_map_keeps_every_disc_inside_and_apart(code: str) -> None:
    values = dict.fromkeys(NAMES[code], 12)
    figure = tree(maps.county_map(code, values, Look("Nevoi"), names=NAMES[code]))

    _, _, width, height = map(float, (figure[0].get("viewBox") or "").split())
    circles = [c for c in figure[0].iter("circle") if "map-area" in (c.get("class") or "")]
    discs = [tuple(float(c.get(key) or "nan") for key in ("cx", "cy", "r")) for c in circles]
    assert len(discs) == len(NAMES[code])
    for number, (x, y, r) in enumerate(discs):
        assert r <= x <= width - r
        assert r <= y <= height - r
        assert all(math.dist((x, y), other[:2]) > r + other[2] for other in discs[:number])


@pytest.mark.parametrize("code", CODES)
def test_county_map_draws_each_commune_at_its_own_spot(code: str) -> None:
    assert {int(siruta) for siruta in SHEETS["counties"][code]["discs"]} == set(NAMES[code])


def test_county_map_with_sizes_never_hides_a_disc() -> None:
    sizes = {siruta: 10 ** (siruta % 6) for siruta in NAMES["SV"]}
    figure = maps.county_map(
        "SV", sizes, Look("Nevoi"), names=NAMES["SV"], sizes=sizes, sizes_words="persoane"
    )

    radii = [float(r) for r in re.findall(r'class="map-area[^>]* r="([\d.]+)"', figure)]
    assert min(radii) == 6.0
    assert max(radii) == SHEETS["counties"]["SV"]["radius"]
    assert "suprafața cercului: persoane; cel mai mare: 100.000" in figure


def test_county_map_writes_figures_in_the_discs_but_not_hidden_ones() -> None:
    names = NAMES["BT"]
    first, second, third, *_ = names
    look = Look("Nevoi", hidden={second}, unit="nevoi")
    figure = maps.county_map("BT", {first: 17, second: 3, third: 123456}, look, names=names)

    written = [text.text for text in tree(figure).iter("text")]
    assert written == ["17"]
    assert f"{names[second]}: ascuns (sub 5)" in titles(figure)
    assert f"{names[third]}: 123.456 nevoi" in titles(figure)


def test_county_map_marks_the_chosen_commune() -> None:
    siruta = next(iter(NAMES["BT"]))
    look = Look("Nevoi", chosen=siruta, href=str)
    figure = tree(maps.county_map("BT", {}, look, names=NAMES["BT"]))

    thick = [c for c in figure.iter("circle") if c.get("stroke-width") == "4.5"]
    assert len(thick) == 1
    assert [a.get("href") for a in figure.iter("a") if a.get("aria-current") == "true"] == [str(siruta)]


def test_county_map_of_a_hundred_communes_stays_light() -> None:
    values = {siruta: siruta % 90 for siruta in NAMES["SV"]}
    look = Look("Nevoi deschise", href=lambda key: f"/harta/judet/SV/?uat={key}&de=2026-01", unit="nevoi")

    assert len(NAMES["SV"]) == 114
    assert len(maps.county_map("SV", values, look, names=NAMES["SV"]).encode()) < 60_000


def test_commune_map_shows_every_village_with_its_figure() -> None:
    spots = [Spot(1, "Exemplu", 47.0, 26.0), Spot(2, "Valea", 47.02, 26.01), Spot(3, "Dealu")]
    figure = maps.commune_map(spots, {1: 3, 2: 11, 3: 0}, Look("Fără apă potabilă", unit="gospodării"))

    assert titles(figure)[1:] == [*("Exemplu: 3 gospodării", "Valea: 11 gospodării", "Dealu: 0 gospodării")]
    assert "Fără loc cunoscut pe hartă:" in figure


def test_commune_map_keeps_villages_apart_even_on_one_point() -> None:
    spots = [Spot(number, f"Satul {number}", 47.0, 26.0) for number in range(30)]
    figure = tree(maps.commune_map(spots, {}, Look("Nevoi")))

    circles = [c for c in figure[0].iter("circle") if "map-area" in (c.get("class") or "")]
    at = [(float(c.get("cx") or 0), float(c.get("cy") or 0)) for c in circles]
    assert min(math.dist(a, b) for i, a in enumerate(at) for b in at[:i]) > 60


def test_commune_map_of_villages_without_points_is_the_row_alone() -> None:
    figure = tree(maps.commune_map([Spot(1, "Sat"), Spot(2, "Alt sat")], {1: 2}, Look("Nevoi")))

    assert figure[0].get("viewBox") == "0 0 720 160"


@pytest.mark.parametrize(
    "draw",
    [
        lambda: maps.choropleth(rates(), LINKED),
        lambda: maps.county_map("CJ", dict.fromkeys(NAMES["CJ"], 4), LINKED, names=NAMES["CJ"]),
        lambda: maps.commune_map(
            [Spot(1, "Sat", 45.0, 25.0), Spot(2, "Alt sat", 45.0, 25.1)], {1: 1}, LINKED
        ),
    ],
)
def test_maps_are_the_same_each_time_and_hold_no_inline_style(draw) -> None:
    first, again = draw(), draw()

    assert first == again
    assert " style=" not in first
    assert "<style" not in first
    assert " on" not in re.sub(r">[^<]*<", "><", first)


def test_idents_tell_two_maps_of_one_page_apart() -> None:
    both = "".join(maps.choropleth(rates(), Look("Vizite", ident=ident)) for ident in ("unu", "doi"))

    ids = re.findall(r' id="([^"]+)"', both)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r"url\(#([^)]+)\)", both)) <= set(ids)


def test_shades_stay_apart_when_classes_are_few() -> None:
    assert [svg.shade(i, 2) for i in range(2)] == ["s2", "s4"]
    assert [svg.shade(i, 3) for i in range(3)] == ["s1", "s3", "s5"]
