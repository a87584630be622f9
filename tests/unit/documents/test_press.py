"""The press: bytes that do not change, letters that are right, marks of a lasting and readable PDF."""

from __future__ import annotations

import io
import time

import pikepdf
import pytest
from pypdf import PdfReader

from tests.unit.documents import sheets
from vatra.documents import press

TABLE = press.TEMPLATES / "table.typ"


def test_same_data_give_the_same_bytes():
    first, again, apart = (
        make(TABLE, sheets.table(3)) for make in (press.made, press.made, press.made_apart)
    )

    assert first == again == apart


def test_other_data_give_another_number():
    one, other = sheets.table(1)["doc"], sheets.table(2)["doc"]

    assert one["id"] != other["id"]
    assert one["hash"] != other["hash"]


def test_letters_of_romanian_and_hungarian_come_back_as_they_went_in():
    rows = [
        ["1", "Ștefănuț Țâru-Văcărescu", "Ținutu"],
        ["2", "Kőszeghyné Gyöngyvér Ágnes", "Csíkszentdomokos"],
    ]

    said = sheets.text(press.made(TABLE, sheets.table(rows=rows)))

    for word in (
        "Ștefănuț Țâru-Văcărescu",
        "Kőszeghyné Gyöngyvér Ágnes",
        "Csíkszentdomokos",
        "21 noiembrie 2026",
    ):
        assert word in said
    assert not set("\u015f\u0163\u015e\u0162") & set(said)  # the old letters with a cedilla


def test_metadata_say_archive_and_accessible():
    made = press.made(TABLE, sheets.table(1))

    with pikepdf.open(io.BytesIO(made)) as pdf, pdf.open_metadata() as about:
        assert (about["pdfaid:part"], about["pdfaid:conformance"], about["pdfuaid:part"]) == ("2", "A", "1")
        assert about["dc:title"] == "Catagrafia persoanelor vulnerabile"
        assert about["xmp:CreateDate"].startswith("2026-11-21")
        assert str(pdf.Root.Lang) == "ro-RO"
        assert pdf.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in pdf.Root


def test_only_fonts_inside_the_document_are_used():
    with pikepdf.open(io.BytesIO(press.made(TABLE, sheets.table(1)))) as pdf:
        fonts = [font for page in pdf.pages for font in page.Resources.Font.values()]

    assert fonts
    assert all("LibertinusSerif" in str(font.BaseFont) for font in fonts)


def test_long_name_does_not_leave_its_cell():
    name = "Constantinescubrâncoveanuvăcărescudumitrescuteodorescuionesc"
    rows = [["1", name, "Alta"], ["2", name.replace("u", "u-"), "Alta"]]

    page = PdfReader(io.BytesIO(press.made(TABLE, sheets.table(rows=rows)))).pages[0]
    edges: list[float] = []
    page.extract_text(
        visitor_text=lambda said, _, at, __, ___: edges.append(at[4]) if "Alta" in said else None
    )

    assert len(name) == 60
    assert name in sheets.text(press.made(TABLE, sheets.table(rows=rows))).replace(" ", "")
    assert edges
    assert max(edges) < float(page.mediabox.width)


def test_thousand_rows_come_with_their_head_on_each_page():
    data = sheets.table(1000)
    began = time.perf_counter()

    made = press.made_apart(TABLE, data)

    seconds = time.perf_counter() - began
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(made)).pages]
    assert len(pages) > 10
    assert all("Numele" in page and f"din {len(pages)}" in page for page in pages)
    assert "Ștefănuț Țâru 1000" in pages[-1] + pages[-2]
    assert seconds < 20  # ten times the aim: the machine of the tests is shared


def test_fault_of_a_template_names_it_and_no_data(tmp_path):
    broken = tmp_path / "broken.typ"
    broken.write_text('#let d = json(bytes(sys.inputs.data))\n#d.at("missing")')

    with pytest.raises(press.PressError, match=r"broken\.typ") as raised:
        press.made(broken, {"secret": "Ionescu"})

    assert "Ionescu" not in str(raised.value)


def test_child_that_fails_says_so(tmp_path):
    broken = tmp_path / "broken.typ"
    broken.write_text("#unknown")

    with pytest.raises(press.PressError, match="child ended"):
        press.made_apart(broken, {})
