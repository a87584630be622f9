"""The printed sheet alone defends each amount."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.integration.desks.pay.world import World
from vatra.desks.pay import papers, queries

pytestmark = pytest.mark.django_db


@pytest.mark.clause("pay-2018/compute", "pay-2018/III.B.1", "pay-2018/III")
def test_the_printed_sheet_says_why_each_amount_is_due(at_desk: World, tmp_path: Path) -> None:
    at_desk.write(
        "locality", workplace="camin", since="2018-01-01", locality="Poiana", road_modernised=False,
        lodging_provided=False, travel_minutes=61, posts_normed=10, posts_filled=9, tasks_taken_over=False,
        zone="other", supply_difficult=False,
    )  # fmt: skip
    at_desk.employ("7", lives_there=True, days_a_week=5)
    at_desk.decide("III", "15")
    at_desk.choose("III+", "both")
    sheet = at_desk.draft()
    at_desk.step(sheet, "checked")
    employer = queries.employer_row(queries.sheet(sheet).employer_id).body

    made = papers.pdf(at_desk.principal, queries.sheet(sheet), employer, date(2018, 4, 2))
    (tmp_path / "stat.pdf").write_bytes(made)
    text = _text(tmp_path / "stat.pdf")

    for words in (
        "Direcția de asistență socială", "4.000,00", "600,00", "1.200,00 lei", "decizia nr. 12 din 20.02.2018",
        "art. 14 alin. (1) lit. c)", "până la 20 %", "Poiana: 3 din 6", "61 minute", "locuiește acolo cel puțin 5 zile",
        "se rotunjește o dată", "Verificat la 02.04.2018 de Ana", "consultarea sindicatului",
    ):  # fmt: skip
        assert words in text, words


def _text(path: Path) -> str:
    """The words of the PDF, however the lines break."""
    pages = PdfReader(path).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())
