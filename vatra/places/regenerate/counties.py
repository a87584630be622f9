"""The 42 counties: car code, NUTS 3 code and the numbering each source uses.

NUTS codes stand here because the register leaves them empty for seven counties and
repeats Galați's for Giurgiu.
"""

from typing import NamedTuple

REGIONS = {
    "RO11": "Nord-Vest",
    "RO12": "Centru",
    "RO21": "Nord-Est",
    "RO22": "Sud-Est",
    "RO31": "Sud-Muntenia",
    "RO32": "București-Ilfov",
    "RO41": "Sud-Vest Oltenia",
    "RO42": "Vest",
}


class County(NamedTuple):
    register: int
    geonames: str
    nuts: str


COUNTIES = {
    "AB": County(1, "01", "RO121"),
    "AR": County(2, "02", "RO421"),
    "AG": County(3, "03", "RO311"),
    "BC": County(4, "04", "RO211"),
    "BH": County(5, "05", "RO111"),
    "BN": County(6, "06", "RO112"),
    "BT": County(7, "07", "RO212"),
    "BV": County(8, "09", "RO122"),
    "BR": County(9, "08", "RO221"),
    "BZ": County(10, "11", "RO222"),
    "CS": County(11, "12", "RO422"),
    "CL": County(51, "41", "RO312"),
    "CJ": County(12, "13", "RO113"),
    "CT": County(13, "14", "RO223"),
    "CV": County(14, "15", "RO123"),
    "DB": County(15, "16", "RO313"),
    "DJ": County(16, "17", "RO411"),
    "GL": County(17, "18", "RO224"),
    "GR": County(52, "42", "RO314"),
    "GJ": County(18, "19", "RO412"),
    "HR": County(19, "20", "RO124"),
    "HD": County(20, "21", "RO423"),
    "IL": County(21, "22", "RO315"),
    "IS": County(22, "23", "RO213"),
    "IF": County(23, "43", "RO322"),
    "MM": County(24, "25", "RO114"),
    "MH": County(25, "26", "RO413"),
    "MS": County(26, "27", "RO125"),
    "NT": County(27, "28", "RO214"),
    "OT": County(28, "29", "RO414"),
    "PH": County(29, "30", "RO316"),
    "SM": County(30, "32", "RO115"),
    "SJ": County(31, "31", "RO116"),
    "SB": County(32, "33", "RO126"),
    "SV": County(33, "34", "RO215"),
    "TR": County(34, "35", "RO317"),
    "TM": County(35, "36", "RO424"),
    "TL": County(36, "37", "RO225"),
    "VS": County(37, "38", "RO216"),
    "VL": County(38, "39", "RO415"),
    "VN": County(39, "40", "RO226"),
    "B": County(40, "10", "RO321"),
}
BY_REGISTER = {county.register: code for code, county in COUNTIES.items()}
