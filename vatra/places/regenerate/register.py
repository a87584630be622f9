"""The register of places: from the packaged SIRUTA table to siruta.csv and counties.csv."""

import csv
from pathlib import Path
from typing import NamedTuple

from vatra.places import names
from vatra.places.regenerate.counties import BY_REGISTER, COUNTIES, REGIONS

# Kinds by the register's TIP; the second value says "seat of what stands above it".
KINDS = {
    "40": ("county", False),
    "1": ("municipality", True),
    "4": ("municipality", False),
    "2": ("town", False),
    "3": ("commune", False),
    "9": ("component", True),
    "10": ("component", False),
    "11": ("village", False),
    "17": ("component", True),
    "18": ("component", False),
    "19": ("village", False),
    "22": ("village", True),
    "23": ("village", False),
    "6": ("sector", False),
}
PREFIXES = {"1": ("JUDEȚUL ", "MUNICIPIUL "), "2": ("MUNICIPIUL ", "ORAȘ "), "3": ()}
COUNTRY = 0
BUCHAREST = 179132
BUFTEA = 100576  # the register marks only municipalities as county seats


class Row(NamedTuple):
    siruta: int
    name: str
    parent: int
    level: int
    kind: str
    county: str
    is_seat: bool
    is_urban: bool
    postal_code: str


def read(source: Path) -> list[Row]:
    """Every place of the register, parents before children."""
    with source.open(encoding="utf-8", newline="") as file:
        rows = [_row(line) for line in csv.DictReader(file, delimiter=";")]
    return sorted(rows, key=lambda row: (row.level, row.siruta))


def write(rows: list[Row], folder: Path) -> None:
    with (folder / "siruta.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, delimiter=";", lineterminator="\n")
        out.writerow(Row._fields)
        out.writerows([int(v) if isinstance(v, bool) else v for v in row] for row in rows)
    with (folder / "counties.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, delimiter=";", lineterminator="\n")
        out.writerow(["code", "siruta", "name", "nuts", "region", "region_name"])
        for row in rows:
            if row.level == 1:
                nuts = COUNTIES[row.county].nuts
                out.writerow([row.county, row.siruta, row.name, nuts, nuts[:4], REGIONS[nuts[:4]]])


def _row(line: dict[str, str]) -> Row:
    level = int(line["NIV"])
    siruta = int(line["SIRUTA"])
    # București stands in the register as its own component, being municipality and county.
    kind, is_seat = ("municipality", True) if siruta == BUCHAREST else KINDS[line["TIP"]]
    return Row(
        siruta=siruta,
        name=names.proper(_bare(line["DENLOC"], line["NIV"])),
        parent=COUNTRY if level == 1 else int(line["SIRSUP"]),
        level=level,
        kind=kind,
        county=BY_REGISTER[int(line["JUD"])],
        is_seat=is_seat or siruta == BUFTEA,
        is_urban=line["MED"] == "1",
        postal_code=line["CODP"].zfill(6) if line["CODP"] != "0" else "",
    )


def _bare(capitals: str, level: str) -> str:
    for prefix in PREFIXES[level]:
        if capitals.startswith(prefix):
            return capitals.removeprefix(prefix)
    return capitals
