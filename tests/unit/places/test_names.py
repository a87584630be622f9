"""Names of places: written case, and folding for search."""

import csv

import pytest

from vatra.places import names, register

WRITTEN = {
    "TÂRGU JIU": "Târgu Jiu",
    "1 DECEMBRIE": "1 Decembrie",
    "23 AUGUST": "23 August",
    "MILA 23": "Mila 23",
    "CLUJ-NAPOCA": "Cluj-Napoca",
    "VATRA DORNEI": "Vatra Dornei",
    "POPEȘTI-LEORDENI": "Popești-Leordeni",
    "DROBETA-TURNU SEVERIN": "Drobeta-Turnu Severin",
    "BICAZ-CHEI": "Bicaz-Chei",
    "SÂRBII - MĂGURA": "Sârbii-Măgura",
    "CURTEA DE ARGEȘ": "Curtea de Argeș",
    "COȚOFENII DIN DOS": "Coțofenii din Dos",
    "LACU CU ANINI": "Lacu cu Anini",
    "CÂMPULUNG LA TISA": "Câmpulung la Tisa",
    "VALEA LUI MIHAI": "Valea lui Mihai",
    "ȘAROȘ PE TÂRNAVE": "Șaroș pe Târnave",
    "POIENILE DE SUB MUNTE": "Poienile de sub Munte",
    "ȘTEFAN CEL MARE": "Ștefan cel Mare",
    "LA CURTE": "La Curte",
    "SUB PIATRĂ": "Sub Piatră",
    "DUPĂ DEAL": "După Deal",
    "GERSA II": "Gersa II",
    "APELE VII": "Apele Vii",
    "C.A.ROSETTI": "C.A. Rosetti",
    "I. L. CARAGIALE": "I.L. Caragiale",
    "ALEXANDRU I.CUZA": "Alexandru I. Cuza",
    "ÎNTORSURA BUZĂULUI": "Întorsura Buzăului",
    " MARGHITA": "Marghita",
    "IA\u015eI": "Iași",
}


@pytest.mark.parametrize(("capitals", "written"), WRITTEN.items())
def test_proper_writes_the_name_as_people_do(capitals: str, written: str) -> None:
    assert names.proper(capitals) == written


@pytest.mark.parametrize(
    "typed",
    ["Târgu Jiu", "TARGU JIU", "targu-jiu", "Tîrgu Jiu", "  tárgu   jiu ", "ta\u0302rgu jiu"],
)
def test_fold_makes_spellings_equal(typed: str) -> None:
    assert names.fold(typed) == "targu jiu"


@pytest.mark.parametrize("typed", ["Iași", "Ia\u015fi", "iasi", "IA\u015eI"])
def test_fold_makes_comma_and_cedilla_equal(typed: str) -> None:
    assert names.fold(typed) == "iasi"


def test_fold_keeps_the_first_letter_of_insuratei() -> None:
    assert names.fold("Însurăței") == "insuratei"


def test_order_sorts_by_the_romanian_alphabet() -> None:
    mixed = [
        "Buzău",
        "Brăila",
        "Brașov",
        "Ștei",
        "Suceava",
        "Sântana",
        "Săcele",
        "Sadu",
        "Iași",
        "Înfrățirea",
    ]

    assert sorted(mixed, key=names.order) == [
        *("Brașov", "Brăila", "Buzău", "Iași", "Înfrățirea", "Sadu", "Săcele", "Sântana", "Suceava", "Ștei")
    ]


def test_register_has_only_letters_of_the_alphabet() -> None:
    letters = {letter for row in register.places() for letter in row.name.lower()}

    assert letters <= set("abcdefghijklmnopqrstuvwxyzăâîșț 123456.-")


def test_register_starts_every_name_with_a_capital_or_a_number() -> None:
    wrong = [row.name for row in register.places() if not (row.name[0].isupper() or row.name[0].isdigit())]

    assert wrong == []


def test_register_leaves_no_word_in_capitals() -> None:
    words = {word for row in register.places() for word in row.name.replace("-", " ").split()}

    assert {word for word in words if word.isupper() and "." not in word} == {"I", "II"}


def test_data_is_comma_separated_by_semicolons() -> None:
    with (register.DATA / "siruta.csv").open(encoding="utf-8", newline="") as file:
        widths = {len(line) for line in csv.reader(file, delimiter=";")}

    assert widths == {9}
