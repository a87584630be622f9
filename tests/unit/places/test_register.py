"""The register in the data files: counts, hierarchy, points."""

from collections import Counter

from vatra.places import derived, register
from vatra.places.kinds import InstitutionKind, Level, PlaceKind

ROWS = register.places()
BY_SIRUTA = {row.siruta: row for row in ROWS}


def test_counts_are_those_of_the_register() -> None:
    assert Counter(row.level for row in ROWS) == {Level.COUNTY: 42, Level.UAT: 3181, Level.LOCALITY: 13755}


def test_kinds_are_those_of_the_register() -> None:
    assert Counter(row.kind for row in ROWS) == {
        PlaceKind.COUNTY: 42,
        PlaceKind.MUNICIPALITY: 103,
        PlaceKind.TOWN: 216,
        PlaceKind.COMMUNE: 2862,
        PlaceKind.COMPONENT: 790,
        PlaceKind.VILLAGE: 12959,
        PlaceKind.SECTOR: 6,
    }


def test_every_place_hangs_below_the_level_above_in_its_county() -> None:
    for row in ROWS:
        if row.level == Level.COUNTY:
            assert row.parent == 0
            assert row.county == row.siruta
        else:
            parent = BY_SIRUTA[row.parent or 0]
            assert (parent.level, parent.county) == (row.level - 1, row.county)


def test_every_uat_has_localities() -> None:
    parents = {row.parent for row in ROWS if row.level == Level.LOCALITY}

    assert parents == {row.siruta for row in ROWS if row.level == Level.UAT}


def test_every_county_and_every_uat_but_the_capital_has_one_seat() -> None:
    seats = Counter(row.parent for row in ROWS if row.is_seat)

    without = [row.name for row in ROWS if row.level < Level.LOCALITY and seats[row.siruta] != 1]
    assert without == ["București"]


def test_every_locality_has_a_postal_code_of_six_figures() -> None:
    codes = [row.postal_code for row in ROWS if row.level == Level.LOCALITY]

    assert all(len(code) == 6 and code.isdigit() for code in codes)


def test_counties_have_their_regions_and_nuts_codes() -> None:
    counties = register.counties()

    assert len({county.nuts for county in counties.values()}) == 42
    assert counties["GR"].nuts == "RO314"
    assert {code: sum(c.region == code for c in counties.values()) for code in register.regions()} == {
        "RO11": 6,
        "RO12": 6,
        "RO21": 6,
        "RO22": 6,
        "RO31": 7,
        "RO32": 2,
        "RO41": 5,
        "RO42": 4,
    }


def test_every_county_and_uat_has_a_point_in_romania() -> None:
    for row in ROWS:
        if row.level < Level.LOCALITY:
            assert row.lat is not None
            assert row.lon is not None
            assert 43.6 < row.lat < 48.3, row.name
            assert 20.2 < row.lon < 29.8, row.name


def test_points_of_the_seats_are_where_they_are() -> None:
    bucharest, vatra_dornei = BY_SIRUTA[179132], BY_SIRUTA[146744]

    assert (bucharest.lat, bucharest.lon) == (44.4323, 26.1063)
    assert vatra_dornei.name == "Vatra Dornei"
    assert (vatra_dornei.lat, vatra_dornei.lon) == (47.35, 25.3667)


def test_no_two_uats_share_a_point() -> None:
    points = Counter((row.lat, row.lon) for row in ROWS if row.level == Level.UAT)

    assert [point for point, times in points.items() if times > 1] == []


def test_derived_institutions_follow_the_register() -> None:
    offices = list(derived.institutions(ROWS))

    assert Counter(office.kind for office in offices) == {
        InstitutionKind.SOCIAL_SERVICE: 3181,
        InstitutionKind.PUBLIC_HEALTH: 42,
        InstitutionKind.SCHOOL_INSPECTORATE: 42,
        InstitutionKind.EMPLOYMENT: 42,
        InstitutionKind.PAYMENTS: 42,
        InstitutionKind.CHILD_PROTECTION: 41 + 6,
    }
    names = {office.name for office in offices}
    assert {"DSP Botoșani", "SPAS Comuna Vorona", "AMOFM București", "DGASPC Sectorul 5"} <= names


def test_derived_institutions_keep_their_ids() -> None:
    first, again = list(derived.institutions(ROWS)), list(derived.institutions(ROWS))

    assert first == again
    assert len({office.id for office in first}) == len(first)
